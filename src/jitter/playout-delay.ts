/** How long after its due time a packet plays: the latency, given or adaptive, or the pauses of mode `buffer`; and an offset. */

import { AdaptiveLatency } from './adaptive-latency.js';
import { LatencyAdviser, type LatencyAdvice } from './latency-advice.js';
import { DEFAULT_LATENCY_MS, requireLatency } from './latency.js';
import type { PlayoutOptions } from './playout-options.js';
import { WaterMarks } from './water-marks.js';

export class PlayoutDelay {
  /** Added to release and presentation of every packet, in milliseconds. */
  offsetMs: number = 0;
  readonly #marks: WaterMarks | undefined;
  readonly #adaptive: AdaptiveLatency | undefined;
  readonly #adviser = new LatencyAdviser();
  #latencyMs: number;

  constructor({ latencyMs = DEFAULT_LATENCY_MS, bufferMode, adaptiveLatency }: PlayoutOptions) {
    this.#marks = bufferMode === 'buffer' ? new WaterMarks(latencyMs) : undefined;
    this.#adaptive = adaptiveLatency === undefined ? undefined : new AdaptiveLatency(adaptiveLatency, latencyMs);
    this.#latencyMs = this.#adaptive?.latencyMs ?? latencyMs;
  }

  get latencyMs(): number {
    return this.#latencyMs;
  }

  set latencyMs(latencyMs: number) {
    requireLatency(latencyMs);
    if (this.#adaptive !== undefined) this.#adaptive.latencyMs = latencyMs;
    if (this.#marks !== undefined) this.#marks.latencyMs = latencyMs;
    this.#latencyMs = this.#adaptive?.latencyMs ?? latencyMs;
  }

  /** What lies between a due time and its presentation. */
  get totalMs(): number {
    return (this.#marks?.delayMs ?? this.#latencyMs) + this.offsetMs;
  }

  /** How long packets are held at most, with `dropOnLatency`. */
  get longestMs(): number {
    return this.#latencyMs + this.offsetMs;
  }

  /** When the packet at the head is to leave. */
  deadlineMs(dueMs: number): number {
    if (this.#marks !== undefined) return this.#marks.deadlineMs(dueMs) + this.offsetMs;
    return dueMs + this.#latencyMs + this.offsetMs;
  }

  /** Looks at what is held, where playout depends on it. */
  observe(now: number, firstDueMs: number, firstArrivalMs: number, levelMs: number): void {
    this.#marks?.observe(now, firstDueMs, firstArrivalMs, levelMs);
  }

  /** Media is due on a new timeline. */
  restart(): void {
    this.#marks?.restart();
  }

  /** All of a frame has come: its last packet took this much longer than the fastest. */
  arrived(delayMs: number): void {
    this.#adviser.arrived(delayMs);
  }

  /** A packet has taken this much longer than the fastest: an adaptive latency follows. */
  adapt(now: number, delayMs: number): void {
    if (this.#adaptive === undefined) return;
    this.#adaptive.measure(now, delayMs);
    this.#latencyMs = this.#adaptive.latencyMs;
  }

  /** A packet has come after its successors had left. */
  missed(now: number, delayMs: number): void {
    this.#adviser.late(delayMs);
    this.adapt(now, delayMs);
  }

  advice(): LatencyAdvice {
    return this.#adviser.advice();
  }
}
