/** The identification header: channels, sample rate and the two block sizes (Vorbis I §4.2.2). */

import { readUint32LittleEndian } from '../../bytes/little-endian.js';
import { Reject } from '../../errors.js';
import { HEADER_PREFIX_LENGTH, IDENTIFICATION_HEADER, isHeaderPacket } from './header-packet.js';

export interface IdentificationHeader {
  /** 1 to 255. */
  readonly channels: number;
  /** In Hz, which is the RTP clock rate too (RFC 5215 §2.1). */
  readonly sampleRate: number;
  /** Samples of a short and of a long block: powers of two from 64 to 8192, the short one no larger. */
  readonly blockSizes: readonly [number, number];
}

const LENGTH = 30;
const SECTION = 'Vorbis I §4.2.2';

/**
 * After the seven octets of the prefix, all integers little-endian: version (32 bits), channels (8), sample rate (32),
 * maximum, nominal and minimum bitrate (32 each), two exponents of block sizes (4 each, the short one first), framing (1).
 */
export function parseIdentificationHeader(packet: Uint8Array): IdentificationHeader | Reject {
  if (!isHeaderPacket(packet, IDENTIFICATION_HEADER)) return new Reject('not-an-identification-header', 0, SECTION);
  if (packet.length < LENGTH) return new Reject('header-too-short', packet.length, SECTION);
  if (readUint32LittleEndian(packet, HEADER_PREFIX_LENGTH) !== 0)
    return new Reject('version-not-0', HEADER_PREFIX_LENGTH, SECTION);
  const channels = packet[11]!;
  const sampleRate = readUint32LittleEndian(packet, 12);
  if (channels === 0) return new Reject('no-channels', 11, SECTION);
  if (sampleRate === 0) return new Reject('sample-rate-of-zero', 12, SECTION);
  const shortExponent = packet[28]! & 0x0f;
  const longExponent = packet[28]! >> 4;
  if (shortExponent < 6 || longExponent > 13 || shortExponent > longExponent) {
    return new Reject('bad-block-sizes', 28, SECTION, `2^${shortExponent} and 2^${longExponent}`);
  }
  if ((packet[29]! & 1) === 0) return new Reject('framing-bit-missing', 29, SECTION);
  return { channels, sampleRate, blockSizes: [1 << shortExponent, 1 << longExponent] };
}
