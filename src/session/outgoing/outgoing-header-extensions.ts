/** The header extensions of a stream that we send: room for them in every packet, and what is known when it is made (RFC 8285). */

import type { NtpTimestamp } from '../../clock/ntp-timestamp.js';
import { measureHeaderExtensions, writeHeaderExtensions, type HeaderExtension } from '../../rtp/header-extension.js';
import { NTP_64_LENGTH, writeNtp64 } from '../../rtp/ntp-64.js';
import { RTP_HEADER_LENGTH } from '../../rtp/rtp-packet.js';
import { TRANSPORT_WIDE_SEQUENCE_NUMBER_LENGTH } from '../../rtp/transport-wide-sequence-number.js';
import { MAX_WRITTEN_ID, type HeaderExtensionIds } from '../header-extension-ids.js';

/** Where the transport-wide sequence number of a packet stands that has one: first in the block, behind the octet of its id. */
export const TRANSPORT_WIDE_OFFSET: number = RTP_HEADER_LENGTH + 4 + 1;

/**
 * Every packet has room for its transport-wide sequence number, which is filled in when the packet leaves. The first packet of
 * each timestamp also carries the wall clock of that timestamp (RFC 6051 §3.3): whoever comes in at a frame can present it in
 * time, and the rest of a large frame costs nothing.
 */
export class OutgoingHeaderExtensions {
  /** The most octets that the block of a packet takes. */
  readonly maxLength: number;
  readonly #first: Uint8Array;
  readonly #following: Uint8Array;
  readonly #ntpAt: (timestampTicks: number) => NtpTimestamp;
  readonly #ntpEnd: number;
  #timestampTicks = Number.NaN;

  /** @param ntpAt the wall clock of a media time */
  constructor(ids: HeaderExtensionIds, ntpAt: (timestampTicks: number) => NtpTimestamp) {
    const following = emptyElements(ids.transportWideSequenceNumber, TRANSPORT_WIDE_SEQUENCE_NUMBER_LENGTH);
    const ntp = emptyElements(ids.ntp64, NTP_64_LENGTH);
    this.#following = blockOf(following);
    this.#first = blockOf([...following, ...ntp]);
    this.#ntpEnd = ntp.length === 0 ? 0 : 4 + (following.length === 0 ? 0 : 3) + 1 + NTP_64_LENGTH;
    this.#ntpAt = ntpAt;
    this.maxLength = this.#first.length;
  }

  /** Octets of the block in the next packet, whose timestamp is that; 0 for none. */
  measure(timestampTicks: number): number {
    return this.#blockOf(timestampTicks).length;
  }

  /** Writes the block of that packet. */
  write(bytes: Uint8Array, offset: number, timestampTicks: number): void {
    const block = this.#blockOf(timestampTicks);
    bytes.set(block, offset);
    if (block === this.#first && this.#ntpEnd > 0) {
      writeNtp64(bytes, offset + this.#ntpEnd - NTP_64_LENGTH, this.#ntpAt(timestampTicks));
    }
    this.#timestampTicks = timestampTicks;
  }

  #blockOf(timestampTicks: number): Uint8Array {
    return timestampTicks === this.#timestampTicks ? this.#following : this.#first;
  }
}

function emptyElements(id: number | undefined, length: number): HeaderExtension[] {
  return id === undefined || id > MAX_WRITTEN_ID ? [] : [{ id, data: new Uint8Array(length) }];
}

function blockOf(elements: readonly HeaderExtension[]): Uint8Array {
  const block = new Uint8Array(measureHeaderExtensions(elements));
  if (elements.length > 0) writeHeaderExtensions(elements, block, 0);
  return block;
}
