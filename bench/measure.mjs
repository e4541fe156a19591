/**
 * Times contenders against each other: in turns, so that a slow second of the machine hits all of them, and by medians. What
 * counts is the processor time of the process, its collector's threads included: a busy machine hardly changes that.
 */

import { cpuUsage } from 'node:process';

const ROUNDS = 15;
/** Long enough for the clock, short enough for many turns. */
const TURN_MS = 25;
/** What the compiler does costs processor time, too: after 0.1 s, 50 ns of jitter buffer looked like 65, on a busy machine like 90. */
const WARM_UP_MS = 600;
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

/** How many operations fill a turn, as fast as they become. */
function calibrate(contender) {
  let times = 1;
  for (let warmMs = 0; ;) {
    const spent = time(contender, times);
    warmMs += spent;
    if (spent < TURN_MS) times *= 2;
    else if (warmMs >= WARM_UP_MS) return Math.max(1, Math.round((times * TURN_MS) / spent));
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
