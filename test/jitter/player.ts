/** A jitter buffer in virtual time, for tests: what leaves it is noted with its times. */

import {
  Gap,
  JitterBuffer,
  type JitterBufferOptions,
  type Resync,
  type SequencedPacket,
} from '../../src/jitter/index.js';

export const SPACING_MS: number = 20;

/** One packet every 20 ms at 8 kHz. */
export function packet(index: number, mediaMs: number = index * SPACING_MS): SequencedPacket {
  return { sequenceNumber: index & 0xffff, timestamp: (mediaMs * 8) >>> 0 };
}

export interface Released {
  readonly index: number;
  readonly at: number;
  readonly presentationMs: number;
}

/** 200 ms of latency and 8 kHz unless told otherwise. */
export class Player {
  readonly buffer: JitterBuffer<SequencedPacket>;
  readonly released: Released[] = [];
  readonly gaps: Gap[] = [];
  readonly resyncs: Resync[] = [];

  constructor(options: JitterBufferOptions = {}) {
    const onResync = (resync: Resync): void => void this.resyncs.push(resync);
    this.buffer = new JitterBuffer({ latencyMs: 200, clockRate: 8000, onResync, ...options });
  }

  get indexes(): number[] {
    return this.released.map(({ index }) => index);
  }

  runTo(now: number): void {
    for (let due = this.buffer.nextTimeout(); due <= now; due = this.buffer.nextTimeout()) this.pop(due);
  }

  pop(at: number): void {
    for (let next = this.buffer.pop(at); next !== undefined; next = this.buffer.pop(at)) {
      if (next instanceof Gap) this.gaps.push(next);
      else this.released.push({ index: next.sequenceNumber, at, presentationMs: this.buffer.lastPresentationMs });
    }
  }

  arrive(at: number, index: number, mediaMs?: number): void {
    this.runTo(at);
    this.buffer.push(at, packet(index, mediaMs));
    this.pop(at);
  }

  /** Packets of a link without jitter, `from` included, `to` not. */
  feed(from: number, to: number, delayMs = 0): void {
    for (let index = from; index < to; index++) this.arrive(index * SPACING_MS + delayMs, index);
  }
}
