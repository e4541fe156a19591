/** The clock rate that a payload tells in which a configuration begins: the rest of it need not have come (RFC 5215 §3.1.1). */

import { Reject } from '../../errors.js';
import type { PayloadView } from '../depayloader.js';
import { parseIdentificationHeader } from './identification-header.js';
import { readPackedIdentification } from './packed-headers.js';
import {
  LENGTH_LENGTH,
  NOT_FRAGMENTED,
  PACKED_CONFIGURATION,
  PAYLOAD_HEADER_LENGTH,
  START_FRAGMENT,
} from './payload-header.js';

/**
 * That of a packed configuration, whole or the first fragment of one, whose identification header is all there and sound;
 * `undefined` for any other octets. Whether a decoder can use the configuration is for the depayloader to find out.
 */
export function announcedClockRate({ bytes, payloadOffset, payloadEnd }: PayloadView): number | undefined {
  const start = payloadOffset + PAYLOAD_HEADER_LENGTH + LENGTH_LENGTH;
  if (start > payloadEnd || !beginsConfiguration(bytes[payloadOffset + PAYLOAD_HEADER_LENGTH - 1]!)) return undefined;
  const identification = readPackedIdentification(bytes.subarray(start, payloadEnd));
  if (identification instanceof Reject) return undefined;
  const header = parseIdentificationHeader(identification);
  return header instanceof Reject ? undefined : header.sampleRate;
}

/** @param octet the last one of the payload header: F, VDT and the number of packets */
function beginsConfiguration(octet: number): boolean {
  const fragmentType = octet >> 6;
  const dataType = (octet >> 4) & 3;
  return dataType === PACKED_CONFIGURATION && (fragmentType === NOT_FRAGMENTED || fragmentType === START_FRAGMENT);
}
