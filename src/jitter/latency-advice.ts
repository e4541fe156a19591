/** What latency the stream would have needed, from the delays of its packets. */

import { DelayHistogram } from './delay-histogram.js';

/** Of a thousand frames that arrive, one may be late. */
const SHARE_IN_TIME = 0.999;

/** In milliseconds, to 4 ms; delays beyond 2 s count as 2 s. */
export interface LatencyAdvice {
  /** The latency that would have had 999 of 1000 frames whole and in time; 0 while nothing has arrived. */
  readonly recommendedMs: number;
  /** By rising latency: how many of the late packets it would have saved. */
  readonly saved: readonly { readonly latencyMs: number; readonly packets: number }[];
}

export class LatencyAdviser {
  readonly #all = new DelayHistogram();
  #late: DelayHistogram | undefined;

  arrived(delayMs: number): void {
    this.#all.add(delayMs);
  }

  /** A packet has arrived after its successors had left. */
  late(delayMs: number): void {
    this.#all.add(delayMs);
    this.#late ??= new DelayHistogram();
    this.#late.add(delayMs);
  }

  advice(): LatencyAdvice {
    const saved: { latencyMs: number; packets: number }[] = [];
    let packets = 0;
    for (const { belowMs, count } of this.#late?.steps() ?? []) {
      packets += count;
      saved.push({ latencyMs: belowMs, packets });
    }
    return { recommendedMs: this.#all.quantileMs(SHARE_IN_TIME), saved };
  }
}
