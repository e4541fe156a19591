/** Writes what does not fit one payload as fragments, and configurations whole or in fragments (RFC 5215 §2.3, §3.1.1). */

import { writeUint16 } from '../../bytes/big-endian.js';
import { outOfRange } from '../../errors.js';
import type { PacketSink } from '../payloader.js';
import { headersLength, writePackedHeaders } from './packed-headers.js';
import {
  CONTINUATION_FRAGMENT,
  END_FRAGMENT,
  LENGTH_LENGTH,
  NOT_FRAGMENTED,
  PACKED_CONFIGURATION,
  PAYLOAD_HEADER_LENGTH,
  START_FRAGMENT,
  writePayloadHeader,
} from './payload-header.js';
import type { VorbisHeaders } from './vorbis-configuration.js';

const OVERHEAD = PAYLOAD_HEADER_LENGTH + LENGTH_LENGTH;

export class FragmentWriter {
  readonly #sink: PacketSink;

  constructor(sink: PacketSink) {
    this.#sink = sink;
  }

  /** @throws RangeError when a payload has no room for a single octet of a fragment */
  requireRoom(): void {
    const { maxPayloadLength } = this.#sink;
    if (maxPayloadLength <= OVERHEAD) throw outOfRange('maxPayloadLength', maxPayloadLength, `more than ${OVERHEAD}`);
  }

  /** Writes `whole`, which is larger than one payload, as fragments of equal time; all but the last are full. */
  write(ident: number, dataType: number, whole: Uint8Array, timestampTicks: number): void {
    const room = this.#sink.maxPayloadLength - OVERHEAD;
    for (let offset = 0; offset < whole.length; offset += room) {
      const end = Math.min(offset + room, whole.length);
      const last = end === whole.length;
      const fragmentType = last ? END_FRAGMENT : offset === 0 ? START_FRAGMENT : CONTINUATION_FRAGMENT;
      this.#commit(ident, fragmentType, dataType, end - offset, whole.subarray(offset, end), timestampTicks);
    }
  }

  /**
   * Writes a packed configuration. Whole, its length counts the headers alone (§3.1.1); in fragments each length counts
   * what follows it (§2.3), because a reader that cuts fragments at their length, as VLC does, must lose nothing.
   */
  writeConfiguration(ident: number, headers: VorbisHeaders, timestampTicks: number): void {
    const packed = writePackedHeaders(headers);
    if (OVERHEAD + packed.length > this.#sink.maxPayloadLength) {
      this.write(ident, PACKED_CONFIGURATION, packed, timestampTicks);
    } else {
      this.#commit(ident, NOT_FRAGMENTED, PACKED_CONFIGURATION, headersLength(headers), packed, timestampTicks);
    }
  }

  /** Fragments count no packets; a whole configuration counts as one (RFC 5215 §2.2). */
  #commit(
    ident: number,
    fragmentType: number,
    dataType: number,
    length: number,
    octets: Uint8Array,
    timestampTicks: number,
  ): void {
    const room = this.#sink.reserve(OVERHEAD + octets.length);
    const { bytes } = this.#sink;
    writePayloadHeader(bytes, room, ident, fragmentType, dataType, fragmentType === NOT_FRAGMENTED ? 1 : 0);
    writeUint16(bytes, room + PAYLOAD_HEADER_LENGTH, length);
    bytes.set(octets, room + OVERHEAD);
    this.#sink.commit(OVERHEAD + octets.length, timestampTicks, false);
  }
}
