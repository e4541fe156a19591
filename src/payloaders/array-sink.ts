/** A packet sink that keeps payloads in an array: for tests, and for programs that bring their own RTP headers. */

import { outOfRange, requireInteger } from '../errors.js';
import type { PacketSink } from './payloader.js';

/** One payload as committed. */
export interface CollectedPayload {
  readonly bytes: Uint8Array;
  readonly timestampTicks: number;
  readonly marker: boolean;
}

/** Opens a new slab for each payload; a session's sink, which shares one among many packets, is far faster. */
export class ArraySink implements PacketSink {
  readonly payloads: CollectedPayload[] = [];
  readonly maxPayloadLength: number;
  bytes: Uint8Array = new Uint8Array(0);

  /** @param maxPayloadLength octets, 1 to 65 535; default 1388, an MTU of 1400 less the fixed RTP header */
  constructor(maxPayloadLength = 1388) {
    requireInteger('maxPayloadLength', maxPayloadLength, 1, 65_535);
    this.maxPayloadLength = maxPayloadLength;
  }

  reserve(length: number): number {
    if (length > this.maxPayloadLength) throw outOfRange('length', length, `at most ${this.maxPayloadLength}`);
    this.bytes = new Uint8Array(length);
    return 0;
  }

  commit(length: number, timestampTicks: number, marker: boolean): void {
    this.payloads.push({ bytes: this.bytes.subarray(0, length), timestampTicks, marker });
  }
}
