/** Nothing but RTP timestamps: presentation counts from 0 at the first packet, for files and pipes (mode `none`). */

import type { PlayoutClock } from './playout-clock.js';

/** A packet is due as it arrives: the latency is only what its missing elders are waited for. */
export class ArrivalClock implements PlayoutClock {
  due(arrivalMs: number, _mediaMs: number, _ahead: number): number {
    return arrivalMs;
  }

  dueOf(mediaMs: number): number {
    return mediaMs;
  }

  // Neither a jump nor a new timeline changes anything: arrival is all that counts.
  setPatience(_patienceMs: number): void {}
  restart(): void {}
}
