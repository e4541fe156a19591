/** Which header extensions a session knows, and by which ids its packets name them (RFC 8285 §5). */

import { requireInteger, wrongType } from '../errors.js';
import { NTP_64_URI } from '../rtp/ntp-64.js';
import { TRANSPORT_WIDE_SEQUENCE_NUMBER_URI } from '../rtp/transport-wide-sequence-number.js';

/** Ids up to this are written: the one-byte form goes so far, and two forms in one stream would have to be agreed on (§4.1.2). */
export const MAX_WRITTEN_ID = 14;

/** What one id stands for (`a=extmap`); the mapping of a description has this shape. */
export interface NamedHeaderExtension {
  /** 1 to 4351; packets have room for 1 to 255, and those above 14 are read and not written. */
  readonly id: number;
  readonly uri: string;
}

export interface HeaderExtensionIds {
  readonly ntp64: number | undefined;
  readonly transportWideSequenceNumber: number | undefined;
}

/**
 * @throws TypeError when a URI is no text
 * @throws RangeError when an id is out of range
 */
export function headerExtensionIds(named: readonly NamedHeaderExtension[]): HeaderExtensionIds {
  for (const { id, uri } of named) {
    requireInteger('headerExtensions.id', id, 1, 4351);
    if (typeof uri !== 'string') throw wrongType('headerExtensions.uri', uri, 'a string');
  }
  const idOf = (wanted: string): number | undefined => named.find(({ uri }) => uri === wanted)?.id;
  return { ntp64: idOf(NTP_64_URI), transportWideSequenceNumber: idOf(TRANSPORT_WIDE_SEQUENCE_NUMBER_URI) };
}
