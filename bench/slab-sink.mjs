/** A packet sink as a session has one, out of public parts: complete packets one behind the other in slabs of 1 MiB. */

import { writeRtpHeader } from './rtpkit.mjs';
import { MTU, RTP_HEADER_LENGTH } from './samples.mjs';

const SLAB_LENGTH = 1 << 20;

export class SlabSink {
  bytes = new Uint8Array(SLAB_LENGTH);
  maxPayloadLength = MTU - RTP_HEADER_LENGTH;
  packets = [];
  #free = 0;
  #sequenceNumber = 0;

  reserve(length) {
    if (this.#free + RTP_HEADER_LENGTH + length > SLAB_LENGTH) {
      this.bytes = new Uint8Array(SLAB_LENGTH);
      this.#free = 0;
    }
    return this.#free + RTP_HEADER_LENGTH;
  }

  commit(length, timestampTicks, marker) {
    const start = this.#free;
    writeRtpHeader(this.bytes, start, 96, marker, this.#sequenceNumber++ & 0xffff, timestampTicks, 0x12345678);
    this.#free = start + RTP_HEADER_LENGTH + length;
    this.packets.push(this.bytes.subarray(start, this.#free));
  }
}
