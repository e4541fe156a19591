/** One NAL unit on its way in fragments (RFC 6184 §5.8): views are collected and joined once, at its end. */

import type { PayloadView } from '../depayloader.js';
import { isSingleNalUnitType, nalUnitType } from './nal-unit.js';
import { FORBIDDEN_ZERO_BIT, FU_A_HEADER_LENGTH, FU_END, FU_START, NRI_BITS } from './payload-structure.js';

/** What a fragment did: `pending` until `ended`; all else means that it could not be used. */
export type FragmentOutcome = 'pending' | 'ended' | 'malformed' | 'without-start';

/** Whether an FU-A is the first of its NAL unit. */
export function startsNalUnit({ bytes, payloadOffset, payloadEnd }: PayloadView): boolean {
  return payloadEnd - payloadOffset >= FU_A_HEADER_LENGTH && (bytes[payloadOffset + 1]! & FU_START) !== 0;
}

/** Collects the fragments of one unit at a time. Whether packets are missing in between is the caller's to know. */
export class FragmentedNalUnit {
  #fragments: Uint8Array[] = [];
  #header = 0;
  #length = 0;
  #open = false;

  /** Whether a unit has begun and not ended. */
  get open(): boolean {
    return this.#open;
  }

  /** Forgets the unit in progress. */
  drop(): void {
    this.#open = false;
    this.#fragments = [];
    this.#length = 0;
  }

  /**
   * Takes an FU-A. A fragment may be empty (§5.8); start and end in one are accepted, because cameras send that (IMX415).
   * NRI is the first fragment's, should others disagree; the reserved bit is ignored, as §5.8 says.
   */
  push(packet: PayloadView): FragmentOutcome {
    const { bytes, payloadOffset } = packet;
    if (packet.payloadEnd - payloadOffset < FU_A_HEADER_LENGTH) return 'malformed';
    const indicator = bytes[payloadOffset]!;
    const fuHeader = bytes[payloadOffset + 1]!;
    const type = nalUnitType(fuHeader);
    if (!isSingleNalUnitType(type)) return 'malformed';
    if ((fuHeader & FU_START) !== 0) this.#begin((indicator & (FORBIDDEN_ZERO_BIT | NRI_BITS)) | type);
    else if (!this.#open) return 'without-start';
    else if (type !== nalUnitType(this.#header)) return 'malformed';
    const fragment = bytes.subarray(payloadOffset + FU_A_HEADER_LENGTH, packet.payloadEnd);
    this.#fragments.push(fragment);
    this.#length += fragment.length;
    if ((fuHeader & FU_END) === 0) return 'pending';
    return this.#length === 0 ? 'malformed' : 'ended';
  }

  /** The whole unit, once, after `ended`. */
  take(): Uint8Array {
    const nalUnit = new Uint8Array(1 + this.#length);
    nalUnit[0] = this.#header;
    let offset = 1;
    for (const fragment of this.#fragments) {
      nalUnit.set(fragment, offset);
      offset += fragment.length;
    }
    this.drop();
    return nalUnit;
  }

  #begin(header: number): void {
    this.drop();
    this.#header = header;
    this.#open = true;
  }
}
