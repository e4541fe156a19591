/** Sender and receiver share one clock: media time runs as the receiver's does (modes `synced` and `buffer`). */

import type { OnJump, PlayoutClock } from './playout-clock.js';

/** Media time this far off the arrival clock is a new timeline, as in GStreamer's modes without skew. */
const RESYNC_MS = 3000;

/** The first packet fixes the offset between arrival and media time; only a jump moves it. */
export class SyncedClock implements PlayoutClock {
  readonly #onJump: OnJump;
  #patienceMs = RESYNC_MS;
  #offsetMs = Number.NaN;

  constructor(onJump: OnJump) {
    this.#onJump = onJump;
  }

  setPatience(patienceMs: number): void {
    this.#patienceMs = Math.max(patienceMs, RESYNC_MS);
  }

  due(arrivalMs: number, mediaMs: number, ahead: number): number {
    const offsetMs = arrivalMs - mediaMs;
    if (Number.isNaN(offsetMs)) return arrivalMs;
    const lateMs = offsetMs - this.#offsetMs;
    if (lateMs >= -RESYNC_MS && lateMs <= this.#patienceMs) return this.#offsetMs + mediaMs;
    if (ahead <= 0 && !Number.isNaN(lateMs)) return Math.min(arrivalMs, this.#offsetMs + mediaMs);
    this.#offsetMs = offsetMs;
    if (!Number.isNaN(lateMs)) this.#onJump(lateMs);
    return arrivalMs;
  }

  dueOf(mediaMs: number): number {
    return this.#offsetMs + mediaMs;
  }

  restart(): void {
    this.#offsetMs = Number.NaN;
  }
}
