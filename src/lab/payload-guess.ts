/** Which codec a stream of unknown payload type is of, by the structure of its payloads (RFC 6184 §5.2, RFC 5215 §2.2). */

import { readUint16 } from '../bytes/big-endian.js';
import type { PayloadView } from '../payloaders/depayloader.js';

/** Of all payloads, so many must have the structure; a damaged one now and then does not matter. */
const SHARE_NEEDED = 0.95;
const STAP_A = 24;
const FU_A = 28;
const VORBIS_HEADER_LENGTH = 4;

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
  if (end - start < VORBIS_HEADER_LENGTH + 2) return false;
  const flags = bytes[start + 3]!;
  const isFragment = flags >> 6 !== 0;
  const count = flags & 0x0f;
  if (isFragment !== (count === 0) || ((flags >> 4) & 3) === 3) return false;
  return lengthsFill(bytes, start + VORBIS_HEADER_LENGTH, end, Math.max(count, 1));
}

function looksLikeH264(bytes: Uint8Array, start: number, end: number): boolean {
  const header = bytes[start]!;
  const type = header & 0x1f;
  if (header & 0x80 || type === 0) return false;
  if (type < STAP_A) return true;
  if (type === STAP_A) return lengthsFill(bytes, start + 1, end, Infinity);
  if (type !== FU_A || end - start < 3) return false;
  const fragment = bytes[start + 1]!;
  const inner = fragment & 0x1f;
  return fragment >> 6 !== 3 && (fragment & 0x20) === 0 && inner >= 1 && inner < STAP_A;
}

/** Whether `count` runs of octets behind their lengths, or as many as there are, end where the payload does. */
function lengthsFill(bytes: Uint8Array, start: number, end: number, count: number): boolean {
  let offset = start;
  for (let left = count; left > 0 && offset + 2 <= end; left--) offset += 2 + readUint16(bytes, offset);
  return offset === end;
}
