/** A session description to SDP text (RFC 8866 §5). */

import { SDP_ATTRIBUTES } from './attributes/index.js';
import { formatBandwidth } from './bandwidth.js';
import { formatConnection } from './connection.js';
import { checkLine, checkStreamDescription } from './description-check.js';
import { formatMediaLine } from './media-line.js';
import { formatOrigin } from './origin.js';
import type { SessionDescription } from './session-description.js';
import type { StreamDescription } from './stream-description.js';

/** The order that RFC 8866 §9 demands, without `r`, whose lines alternate with `t` and rank with them. */
const SESSION_ORDER = 'vosiuepcbtzka';
const MEDIA_ORDER = 'micbka';

/**
 * Writes a description with CRLF at line ends; what is parsed from it equals what was written, offsets of timestamp and
 * sequence number excepted, for which SDP has no line.
 * @throws RangeError when a number is out of its range, or a text could not be written on its line
 */
export function formatSdp(session: SessionDescription): string {
  const { origin, name, bandwidth, otherLines, streams, otherMedia } = session;
  const timing = otherLines.some((line) => line.startsWith('t=')) ? [] : ['t=0 0'];
  const head = ['v=0', `o=${formatOrigin(origin)}`, `s=${name}`, ...prefixed('b', formatBandwidth(bandwidth))];
  const lines = [
    ...inOrder([...head, ...timing, ...otherLines], SESSION_ORDER),
    ...streams.flatMap(streamLines),
    ...otherMedia.flat(),
  ];
  for (const line of lines) checkLine(line);
  return `${lines.join('\r\n')}\r\n`;
}

function streamLines(stream: StreamDescription): string[] {
  checkStreamDescription(stream);
  const lines = [
    `m=${formatMediaLine(stream)}`,
    ...(stream.connection === undefined ? [] : [`c=${formatConnection(stream.connection)}`]),
    ...prefixed('b', formatBandwidth(stream.bandwidth)),
  ];
  for (const { name, write } of SDP_ATTRIBUTES.values()) {
    for (const value of write(stream)) lines.push(value === '' ? `a=${name}` : `a=${name}:${value}`);
  }
  return inOrder([...lines, ...stream.otherLines], MEDIA_ORDER);
}

function prefixed(type: string, values: readonly string[]): string[] {
  return values.map((value) => `${type}=${value}`);
}

/** Sorts by line type and keeps the order within one; a type that `order` does not list goes last. */
function inOrder(lines: readonly string[], order: string): string[] {
  const rank = (line: string): number => {
    const index = order.indexOf(line.startsWith('r=') ? 't' : line.charAt(0));
    return index < 0 ? order.length : index;
  };
  return lines.toSorted((a, b) => rank(a) - rank(b));
}
