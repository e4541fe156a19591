/** Which codec a stream of unknown payload type is of, by the structure of its payloads (RFC 6184 §5.2, RFC 5215 §2.2). */

import { readUint16 } from '../bytes/big-endian.js';
import type { PayloadView } from '../payloaders/depayloader.js';
import { isSingleNalUnitType, nalUnitType } from '../payloaders/h264/nal-unit.js';
import {
  FORBIDDEN_ZERO_BIT,
  FU_A_HEADER_LENGTH,
  FU_END,
  FU_START,
  PayloadType,
} from '../payloaders/h264/payload-structure.js';
import {
  LENGTH_LENGTH,
  NOT_FRAGMENTED,
  PAYLOAD_HEADER_LENGTH,
  RESERVED_DATA,
} from '../payloaders/vorbis/payload-header.js';

/** Of all payloads, so many must have the structure; a damaged one now and then does not matter. */
const SHARE_NEEDED = 0.95;
/** Both of its bits at once: the fragment would be a whole unit. */
const FU_BOTH_ENDS = FU_START | FU_END;
/** The bit of an FU header that is never set. */
const FU_RESERVED = 0x20;

export class PayloadGuess {
  #payloads = 0;
  #vorbis = 0;
  #h264 = 0;

  look({ bytes, payloadOffset, payloadEnd }: PayloadView): void {
    if (payloadEnd === payloadOffset) return;
    this.#payloads++;
    if (looksLikeVorbis(bytes, payloadOffset, payloadEnd)) this.#vorbis++;
    if (looksLikeH264(bytes, payloadOffset, payloadEnd)) this.#h264++;
  }

  /** Lengths that add up are no accident: Vorbis is asked first. */
  get codec(): 'H264' | 'VORBIS' | undefined {
    const needed = Math.max(1, SHARE_NEEDED * this.#payloads);
    if (this.#vorbis >= needed) return 'VORBIS';
    return this.#h264 >= needed ? 'H264' : undefined;
  }
}

/** Fragments announce no packets, the others at least one; the lengths fill the payload. */
function looksLikeVorbis(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < PAYLOAD_HEADER_LENGTH + LENGTH_LENGTH) return false;
  const flags = bytes[start + 3]!;
  const isFragment = flags >> 6 !== NOT_FRAGMENTED;
  const count = flags & 0x0f;
  if (isFragment !== (count === 0) || ((flags >> 4) & 3) === RESERVED_DATA) return false;
  return lengthsFill(bytes, start + PAYLOAD_HEADER_LENGTH, end, Math.max(count, 1));
}

function looksLikeH264(bytes: Uint8Array, start: number, end: number): boolean {
  const header = bytes[start]!;
  const type = nalUnitType(header);
  if ((header & FORBIDDEN_ZERO_BIT) !== 0) return false;
  if (isSingleNalUnitType(type)) return true;
  if (type === PayloadType.stapA) return lengthsFill(bytes, start + 1, end, Infinity);
  if (type !== PayloadType.fuA || end - start <= FU_A_HEADER_LENGTH) return false;
  const fragment = bytes[start + 1]!;
  const isWhole = (fragment & FU_BOTH_ENDS) === FU_BOTH_ENDS;
  return !isWhole && (fragment & FU_RESERVED) === 0 && isSingleNalUnitType(nalUnitType(fragment));
}

/** Whether `count` runs of octets behind lengths of 16 bits, or as many as there are, end where the payload does. */
function lengthsFill(bytes: Uint8Array, start: number, end: number, count: number): boolean {
  let offset = start;
  for (let left = count; left > 0 && offset + LENGTH_LENGTH <= end; left--) {
    offset += LENGTH_LENGTH + readUint16(bytes, offset);
  }
  return offset === end;
}
