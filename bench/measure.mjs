/**
 * Times contenders against each other: in turns, so that a slow second of the machine hits all of them, and by medians. What
 * counts is the processor time of the process, its collector's threads included: a busy machine hardly changes that.
 */

import { cpuUsage } from 'node:process';

const ROUNDS = 15;
/** Long enough for the clock, short enough for many turns. */
const TURN_MS = 25;
/** A contender that needs longer than this for one operation gets one turn only. */
const SLOW_MS = 200;

/**
 * @param contenders `{ name, run(times) }`, where `run` does the operation so many times
 * @returns the median time of one operation in nanoseconds, by name
 */
export function measure(contenders) {
  const entries = contenders.map((contender) => ({ ...contender, times: calibrate(contender), results: [] }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const entry of entries) {
      if (round > 0 && entry.results[0] > SLOW_MS * 1e6) continue;
      entry.results.push((time(entry, entry.times) / entry.times) * 1e6);
    }
  }
  return new Map(entries.map(({ name, results }) => [name, median(results)]));
}

/** How many operations fill a turn; also warms the contender up. */
function calibrate(contender) {
  let times = 1;
  for (;;) {
    const spent = time(contender, times);
    if (spent >= TURN_MS) return Math.max(1, Math.round((times * TURN_MS) / spent));
    times *= 2;
  }
}

/** In milliseconds. */
function time({ run }, times) {
  const before = cpuUsage();
  run(times);
  const { user, system } = cpuUsage(before);
  return (user + system) / 1000;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
