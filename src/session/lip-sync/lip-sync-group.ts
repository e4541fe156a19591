/** The streams of one CNAME, aligned by what their sender reports (RFC 3550 §6.4.1); the algorithm of GStreamer's rtpbin. */

import { ntpDeltaMs, type NtpTimestamp } from '../../clock/ntp-timestamp.js';
import type { LipSyncMember } from './lip-sync-member.js';

/** Smaller corrections are not worth a change, larger ones are an error of the sender; both as in rtpbin. */
const SMALLEST_MS = 4;
const LARGEST_MS = 3000;
/** A delta that moves faster than this between two reports has not drifted: a wall clock has stepped, or the path has. */
const STEP_MS = 100;
/** No two oscillators differ by more, each 1000 ppm off. */
const LARGEST_DRIFT = 0.002;
/** Drift is averaged over this time, so that the jitter of one measurement does not pass for drift. */
const DRIFT_MS = 20_000;
/** A sender that was started anew is back by then. */
const HOLD_MS = 10_000;

interface Start {
  readonly member: LipSyncMember;
  readonly earliestMs: number;
}

export class LipSyncGroup {
  readonly cname: string;
  readonly #members = new Set<LipSyncMember>();
  /** Deltas are told from the first NTP time heard, so that they fit a double wherever the sender's epoch lies. */
  #origin: NtpTimestamp | undefined;
  /** How fast all deltas of the group move, in ms per ms: the sender's wall clock against our clock; NaN until known. */
  #drift = Number.NaN;
  #heldUntilMs = -Infinity;

  constructor(cname: string) {
    this.cname = cname;
  }

  get size(): number {
    return this.#members.size;
  }

  add(member: LipSyncMember): void {
    this.#members.add(member);
    this.#heldUntilMs = -Infinity;
  }

  delete(member: LipSyncMember): void {
    this.#members.delete(member);
    member.measured = undefined;
    member.release();
  }

  /** The others wait as they do for a while, or until another one joins. */
  hold(now: number): void {
    this.#heldUntilMs = now + HOLD_MS;
  }

  /**
   * A member has reported.
   * @param localMs our time of the report's RTP timestamp, without any playout delay
   */
  measure(now: number, member: LipSyncMember, localMs: number, ntp: NtpTimestamp): void {
    this.#origin ??= ntp;
    const deltaMs = localMs - ntpDeltaMs(ntp, this.#origin);
    const before = member.measured;
    if (before !== undefined && Math.abs(deltaMs - before.deltaMs) >= STEP_MS) this.#forget();
    else if (before !== undefined) this.#measureDrift(now - before.atMs, deltaMs - before.deltaMs);
    member.measured = { atMs: now, deltaMs };
    this.align(now);
  }

  /**
   * Shifts all to the slowest: the least that lets media of one capture time be presented at one time. Members that lie too
   * far from all others play by themselves. Nothing moves while all are within 4 ms of one another and of that slowest.
   */
  align(now: number): void {
    if (now < this.#heldUntilMs) return;
    if (this.#members.size === 1) for (const member of this.#members) member.release();
    const starts = this.#starts(now);
    if (starts.length < 2) return;
    const targetMs = slowestInCompany(starts);
    const settled = isSettled(starts, targetMs);
    for (const { member, earliestMs } of starts) {
      if (!isWithinReach(earliestMs, targetMs)) member.release();
      else member.align(settled ? member.wantedDelayMs : member.latencyMs + targetMs - earliestMs);
    }
  }

  /** Where each member that has reported would play without waiting, against the sender's wall clock as it is now. */
  #starts(now: number): Start[] {
    const drift = Number.isNaN(this.#drift) ? 0 : this.#drift;
    const starts: Start[] = [];
    for (const member of this.#members) {
      const { measured, latencyMs, offsetMs } = member;
      if (measured === undefined) continue;
      const deltaMs = measured.deltaMs + drift * (now - measured.atMs);
      starts.push({ member, earliestMs: deltaMs + latencyMs - offsetMs });
    }
    return starts;
  }

  /** All members see one wall clock, and report at different times: without its drift, 1000 ppm and 5 s make 5 ms of error. */
  #measureDrift(elapsedMs: number, changeMs: number): void {
    if (elapsedMs <= 0) return;
    const drift = Math.max(-LARGEST_DRIFT, Math.min(changeMs / elapsedMs, LARGEST_DRIFT));
    if (Number.isNaN(this.#drift)) this.#drift = drift;
    else this.#drift += (drift - this.#drift) * Math.min(1, elapsedMs / DRIFT_MS);
  }

  /** What was measured before a step is not to be compared with what is measured after it; delays stay as they are. */
  #forget(): void {
    for (const member of this.#members) member.measured = undefined;
  }
}

/** The latest start that another one is within reach of; Infinity where each is alone. */
function slowestInCompany(starts: readonly Start[]): number {
  const times = starts.map(({ earliestMs }) => earliestMs).toSorted((a, b) => b - a);
  return times.find((time, index) => isWithinReach(times[index + 1] ?? -Infinity, time)) ?? Infinity;
}

function isWithinReach(earliestMs: number, targetMs: number): boolean {
  return earliestMs <= targetMs && targetMs - earliestMs <= LARGEST_MS;
}

/** Whether all within reach will play close to one another, and none much later than it must. */
function isSettled(starts: readonly Start[], targetMs: number): boolean {
  let [earliest, latest] = [Infinity, -Infinity];
  for (const { member, earliestMs } of starts) {
    if (!isWithinReach(earliestMs, targetMs)) continue;
    const errorMs = earliestMs + member.wantedDelayMs - member.latencyMs - targetMs;
    earliest = Math.min(earliest, errorMs);
    latest = Math.max(latest, errorMs);
  }
  return latest < SMALLEST_MS && latest - earliest < SMALLEST_MS;
}
