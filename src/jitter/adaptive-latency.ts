/** A latency that follows the network within a band: up at once, down slowly. */

import { DelayHistogram } from './delay-histogram.js';
import type { LatencyBand } from './playout-options.js';

/** The share of packets that the target keeps in time; growth catches what it misses. */
const SHARE_IN_TIME = 0.995;
/** Above a delay that was late, so that its like is in time. */
const MARGIN_MS = 4;
/** Playout runs at most this much fast while the latency shrinks: 8.6 cents of a tone, which nobody hears. */
const SHRINK_PER_MS = 0.005;
/** So far beyond the band it is another timeline rather than a delay. */
const HOPELESS_MS = 1000;
const REVIEW_MS = 500;
/** What was measured counts half after this time. */
const HALF_LIFE_MS = 15_000;

export class AdaptiveLatency {
  readonly #band: LatencyBand;
  readonly #delays = new DelayHistogram();
  #latencyMs: number;
  #targetMs: number;
  #lastMs = Number.NaN;
  #reviewMs = 0;
  #halveMs = 0;

  constructor(band: LatencyBand, latencyMs: number) {
    this.#band = band;
    this.#latencyMs = this.#clamp(latencyMs);
    this.#targetMs = this.#latencyMs;
  }

  /** What playout uses now, within the band. */
  get latencyMs(): number {
    return this.#latencyMs;
  }

  set latencyMs(latencyMs: number) {
    this.#latencyMs = this.#clamp(latencyMs);
  }

  /** Where the latency is going. */
  get targetMs(): number {
    return this.#targetMs;
  }

  /** @param delayMs how much longer than the fastest packet this one was on its way */
  measure(now: number, delayMs: number): void {
    if (delayMs > this.#band.maxMs + HOPELESS_MS) return;
    this.#delays.add(delayMs);
    if (!(now < this.#reviewMs && now >= this.#lastMs)) this.#review(now);
    if (delayMs > this.#latencyMs) this.#latencyMs = this.#clamp(delayMs + MARGIN_MS);
    else if (this.#latencyMs > this.#targetMs) this.#shrink(now - this.#lastMs);
    else this.#latencyMs = this.#targetMs;
    this.#lastMs = now;
  }

  /** Also when `now` has gone back, so that a clock that stepped does not stop the reviews. */
  #review(now: number): void {
    if (!(now < this.#halveMs && now >= this.#lastMs)) {
      this.#delays.halve();
      this.#halveMs = now + HALF_LIFE_MS;
    }
    this.#targetMs = this.#clamp(this.#delays.quantileMs(SHARE_IN_TIME));
    this.#reviewMs = now + REVIEW_MS;
  }

  #shrink(elapsedMs: number): void {
    if (elapsedMs > 0) this.#latencyMs = Math.max(this.#latencyMs - elapsedMs * SHRINK_PER_MS, this.#targetMs);
  }

  #clamp(latencyMs: number): number {
    return Math.min(Math.max(latencyMs, this.#band.minMs), this.#band.maxMs);
  }
}
