/** Nothing but RTP timestamps: presentation counts from 0 at the first packet, for files and pipes (mode `none`). */

import type { PlayoutClock } from './playout-clock.js';

/** A packet is due as it arrives: the latency is only what its missing elders are waited for. */
export class ArrivalClock implements PlayoutClock {
  patienceMs: number = Infinity;
  #firstMs = Number.NaN;

  due(arrivalMs: number, mediaMs: number, _ahead: number): number {
    if (Number.isNaN(this.#firstMs)) this.#firstMs = mediaMs;
    return arrivalMs;
  }

  dueOf(mediaMs: number): number {
    return mediaMs - this.#firstMs;
  }

  restart(): void {
    this.#firstMs = Number.NaN;
  }
}
