/** Writes the payload structures of RFC 6184 §5.6 to §5.8 into the room of a packet sink; the mirror of the depayloader. */

import { writeUint16 } from '../../bytes/big-endian.js';
import type { PacketSink } from '../payloader.js';
import { nalUnitType } from './nal-unit.js';
import {
  FORBIDDEN_ZERO_BIT,
  FU_A_HEADER_LENGTH,
  FU_END,
  FU_START,
  NRI_BITS,
  PayloadType,
  STAP_LENGTH_SIZE,
} from './payload-structure.js';

export class PayloadWriter {
  readonly #sink: PacketSink;

  constructor(sink: PacketSink) {
    this.#sink = sink;
  }

  /**
   * Writes the NAL units from `from` to `end` as one payload, or a single one as several when it is too long for one. The
   * marker goes to the last payload of the list (§5.1).
   */
  write(nalUnits: readonly Uint8Array[], from: number, end: number, timestampTicks: number): void {
    const nalUnit = nalUnits[from]!;
    const marker = end === nalUnits.length;
    if (end - from > 1) this.#aggregate(nalUnits, from, end, timestampTicks);
    else if (nalUnit.length > this.#sink.maxPayloadLength) this.#fragments(nalUnit, timestampTicks, marker);
    else this.#single(nalUnit, timestampTicks, marker);
  }

  #single(nalUnit: Uint8Array, timestampTicks: number, marker: boolean): void {
    const sink = this.#sink;
    const offset = sink.reserve(nalUnit.length);
    sink.bytes.set(nalUnit, offset);
    sink.commit(nalUnit.length, timestampTicks, marker);
  }

  /** The header, which sums up the members', is written last. */
  #aggregate(nalUnits: readonly Uint8Array[], from: number, end: number, timestampTicks: number): void {
    const sink = this.#sink;
    const start = sink.reserve(sink.maxPayloadLength);
    let offset = start + 1;
    let forbidden = 0;
    let nri = 0;
    for (let index = from; index < end; index++) {
      const nalUnit = nalUnits[index]!;
      forbidden |= nalUnit[0]! & FORBIDDEN_ZERO_BIT;
      nri = Math.max(nri, nalUnit[0]! & NRI_BITS);
      writeUint16(sink.bytes, offset, nalUnit.length);
      sink.bytes.set(nalUnit, offset + STAP_LENGTH_SIZE);
      offset += STAP_LENGTH_SIZE + nalUnit.length;
    }
    sink.bytes[start] = forbidden | nri | PayloadType.stapA;
    sink.commit(offset - start, timestampTicks, end === nalUnits.length);
  }

  /** Full packets and a rest: two or more, because a unit that fits one packet does not come here, and none is empty. */
  #fragments(nalUnit: Uint8Array, timestampTicks: number, marker: boolean): void {
    const sink = this.#sink;
    const room = sink.maxPayloadLength - FU_A_HEADER_LENGTH;
    const header = nalUnit[0]!;
    const type = nalUnitType(header);
    const indicator = (header & (FORBIDDEN_ZERO_BIT | NRI_BITS)) | PayloadType.fuA;
    let position = 1;
    while (position < nalUnit.length) {
      const next = Math.min(position + room, nalUnit.length);
      const last = next === nalUnit.length;
      const length = FU_A_HEADER_LENGTH + next - position;
      const offset = sink.reserve(length);
      sink.bytes[offset] = indicator;
      sink.bytes[offset + 1] = (position === 1 ? FU_START : 0) | (last ? FU_END : 0) | type;
      sink.bytes.set(nalUnit.subarray(position, next), offset + FU_A_HEADER_LENGTH);
      sink.commit(length, timestampTicks, marker && last);
      position = next;
    }
  }
}
