/** All payload formats, one line each: a codec that is not listed here does not exist for sessions and descriptions. */

import { wrongType } from '../errors.js';
import { h264 } from './h264/h264.js';
import type { PayloadFormat } from './payload-format.js';
import { vorbis } from './vorbis/vorbis.js';

export const payloadFormats: readonly PayloadFormat[] = [h264, vorbis];

/**
 * The format of an `a=rtpmap` encoding name, compared by {@link sameEncodingName}.
 * @throws TypeError that lists the known names when there is none
 */
export function findPayloadFormat(encodingName: string): PayloadFormat {
  const format = payloadFormats.find((candidate) => sameEncodingName(candidate.encodingName, encodingName));
  if (format === undefined) throw wrongType('codec', encodingName, `one of ${knownNames()}`);
  return format;
}

/** Whether two encoding names mean one format (RFC 8866 §6.6). */
export function sameEncodingName(a: string, b: string): boolean {
  return a.toUpperCase() === String(b).toUpperCase();
}

function knownNames(): string {
  return payloadFormats.map((format) => format.encodingName).join(', ');
}
