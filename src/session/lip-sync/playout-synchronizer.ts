/** Couples the jitter buffer of one stream to lip sync: measures where it plays, and sets how long it waits. */

import type { NtpTimestamp } from '../../clock/ntp-timestamp.js';
import type { LipSync } from './lip-sync.js';
import type { LipSyncMember } from './lip-sync-member.js';

/** A smaller change of the latency is not told: one that slews would be told with every packet. */
const LATENCY_STEP_MS = 0.25;

/** What follows a break of the timeline within this time is not worth a measurement. */
const SETTLING_MS = 2000;

/** What this needs of a jitter buffer, which has this shape. */
export interface Playout {
  readonly latencyMs: number;
  presentationOffsetMs: number;
  /** When media of that timestamp is due, latency and offset left out; NaN while it cannot be told. */
  dueMs(timestamp: number): number;
}

export class PlayoutSynchronizer {
  readonly #playout: Playout;
  readonly #lipSync: LipSync;
  readonly #member: LipSyncMember;
  /** The last sender report, and whether it is still to be measured: the clock rate may come later. */
  #report: { readonly rtpTimestamp: number; readonly ntp: NtpTimestamp } | undefined;
  #measured = true;
  #settledMs = -Infinity;

  /** @param offsetMs what the user wants this stream to come after the others */
  constructor(playout: Playout, lipSync: LipSync, offsetMs: number) {
    this.#playout = playout;
    this.#lipSync = lipSync;
    this.#member = lipSync.join(playout.latencyMs, offsetMs);
  }

  rename(now: number, cname: string): void {
    this.#lipSync.rename(now, this.#member, cname);
    this.#measured = false;
  }

  heard(now: number, rtpTimestamp: number, ntp: NtpTimestamp): void {
    this.#report = { rtpTimestamp, ntp };
    this.#measured = false;
    this.#measure(now);
  }

  /**
   * Sets the offset of `now`; to be called with every packet.
   * @param playing false while nothing has been played: then there is nothing to slew
   */
  follow(now: number, playing: boolean): void {
    const { latencyMs } = this.#playout;
    if (Math.abs(latencyMs - this.#member.latencyMs) >= LATENCY_STEP_MS) {
      this.#lipSync.setLatency(now, this.#member, latencyMs);
    }
    if (!this.#measured) this.#measure(now);
    this.#playout.presentationOffsetMs = playing ? this.#member.waitMs(now) : this.#member.startMs(now);
  }

  /** It goes on at once where a stream has stopped that waited so much for the others. */
  inherit(now: number, waitMs: number): void {
    this.follow(now, true);
    this.#member.begin(waitMs);
    this.#playout.presentationOffsetMs = this.#member.waitMs(now);
  }

  /** The jitter buffer moves its timeline: once that has settled, the last report is measured anew. */
  resynchronize(now: number): void {
    this.#member.measured = undefined;
    this.#measured = false;
    this.#settledMs = now + SETTLING_MS;
  }

  /** The stream's timestamps begin anew; it waits as before until a report comes. */
  restart(): void {
    this.#report = undefined;
    this.#member.measured = undefined;
  }

  leave(now: number): void {
    this.#lipSync.leave(now, this.#member);
  }

  #measure(now: number): void {
    if (this.#report === undefined || now < this.#settledMs) return;
    const { rtpTimestamp, ntp } = this.#report;
    const localMs = this.#playout.dueMs(rtpTimestamp);
    if (Number.isNaN(localMs)) return;
    this.#measured = true;
    this.#lipSync.measure(now, this.#member, localMs, ntp);
  }
}
