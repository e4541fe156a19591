/** One stream's part in lip sync: how far it plays behind its sender's wall clock, and how much it waits for the others. */

/** How a stream's timeline lay on its sender's wall clock when it last reported (RFC 3550 §6.4.1). */
export interface WallClockMeasurement {
  /** When it was measured, in ms of our clock. */
  readonly atMs: number;
  /** Our time of the report's RTP timestamp, without any playout delay, less the report's NTP time; ms from a fixed origin. */
  readonly deltaMs: number;
}

export class LipSyncMember {
  /** What the user wants this stream to come after the others, in milliseconds; negative, before them. */
  readonly offsetMs: number;
  /** `undefined` until the sender has reported, and again when its clock or ours has stepped. */
  measured: WallClockMeasurement | undefined;
  readonly #slewRate: number;
  #latencyMs: number;
  #wantedDelayMs: number;
  #delayMs: number;
  #aligned = false;
  #sinceMs = Number.NaN;

  /** @param slewRate the most that the delay may change, in ms per ms */
  constructor(latencyMs: number, offsetMs: number, slewRate: number) {
    this.offsetMs = offsetMs;
    this.#slewRate = slewRate;
    this.#latencyMs = latencyMs;
    this.#wantedDelayMs = this.#ownDelayMs;
    this.#delayMs = this.#ownDelayMs;
  }

  /** The delay below which the stream cannot play. */
  get latencyMs(): number {
    return this.#latencyMs;
  }

  /** A stream by itself plays with its new latency at once; among others, what it gains is what it waits for them. */
  set latencyMs(latencyMs: number) {
    const change = latencyMs - this.#latencyMs;
    this.#latencyMs = latencyMs;
    if (!this.#aligned) {
      this.#delayMs += change;
      this.#wantedDelayMs += change;
    }
    this.#delayMs = Math.max(this.#delayMs, latencyMs);
  }

  /** Where the delay is going, latency included. */
  get wantedDelayMs(): number {
    return Math.max(this.#wantedDelayMs, this.#latencyMs);
  }

  /** Plays with this delay, latency included, from now on, as fast as slewing gets there. */
  align(delayMs: number): void {
    this.#aligned = true;
    this.#wantedDelayMs = delayMs;
  }

  /** Waits for the others from now on, in milliseconds, as another stream did until it ended. */
  begin(waitMs: number): void {
    const delayMs = this.#latencyMs + waitMs;
    if (delayMs <= this.#ownDelayMs) return;
    this.align(delayMs);
    this.#delayMs = delayMs;
  }

  /** Plays by itself, as fast as slewing gets there. */
  release(): void {
    this.#aligned = false;
    this.#wantedDelayMs = this.#ownDelayMs;
  }

  /** What to add to the latency of a stream that has not begun to play: there is nothing to slew. */
  startMs(now: number): number {
    this.#delayMs = this.wantedDelayMs;
    return this.waitMs(now);
  }

  /** What to add to the latency at `now`, in milliseconds from 0; to be asked with every packet. */
  waitMs(now: number): number {
    if (this.#delayMs !== this.wantedDelayMs) this.#slew(now);
    this.#sinceMs = now;
    return this.#delayMs - this.#latencyMs;
  }

  #slew(now: number): void {
    const elapsedMs = now - this.#sinceMs;
    const most = elapsedMs > 0 ? elapsedMs * this.#slewRate : 0;
    this.#delayMs += Math.max(-most, Math.min(this.wantedDelayMs - this.#delayMs, most));
  }

  get #ownDelayMs(): number {
    return this.#latencyMs + Math.max(0, this.offsetMs);
  }
}
