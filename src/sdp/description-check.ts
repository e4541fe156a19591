/** What a caller puts into a description, checked before it becomes text: numbers in range, no text that ends its line. */

import { outOfRange, requireInteger } from '../errors.js';
import { MAX_UINT32 } from './decimal-integer.js';
import type { FormatDescription, SourceGroup, StreamDescription } from './stream-description.js';

/** @throws RangeError when a number is out of its range, or a text could not be written */
export function checkStreamDescription(stream: StreamDescription): void {
  const { mediaType, port, portCount, formats, connection, rtcp } = stream;
  checkToken('mediaType', mediaType);
  requireInteger('port', port, 0, 65_535);
  requireInteger('portCount', portCount, 1, 65_535);
  if (formats.length === 0) throw outOfRange('formats', 'empty', 'at least one payload type');
  formats.forEach(checkFormat);
  if (rtcp !== undefined) requireInteger('rtcp.port', rtcp.port, 0, 65_535);
  if (connection !== undefined) checkToken('connection.address', connection.address);
  if (connection?.ttl !== undefined) requireInteger('connection.ttl', connection.ttl, 0, 255);
  for (const [name, rate] of Object.entries(stream.bandwidth)) requireInteger(`bandwidth.${name}`, rate, 0, MAX_UINT32);
  for (const kind of stream.rtcpExtendedReports) checkToken('rtcpExtendedReports', kind);
  for (const { id } of stream.headerExtensions) requireInteger('headerExtensions.id', id, 1, 4351);
  for (const { ssrc } of stream.sources) requireInteger('sources.ssrc', ssrc, 0, MAX_UINT32);
  stream.sourceGroups.forEach(checkSourceGroup);
}

/** @throws RangeError when `line` is not one line of a description */
export function checkLine(line: string): void {
  if (!/^[a-z]=[^\r\n\0]*$/.test(line)) throw outOfRange('line', line, 'a letter, = and a value without line ends');
}

function checkFormat(format: FormatDescription): void {
  requireInteger('payloadType', format.payloadType, 0, 127);
  checkToken('encodingName', format.encodingName);
  requireInteger('clockRate', format.clockRate, 1, MAX_UINT32);
  if (format.channels !== undefined) requireInteger('channels', format.channels, 1, 255);
  for (const [key, value] of Object.entries(format.formatParameters)) {
    if (!/^[^;=\r\n]+$/.test(key)) throw outOfRange('formatParameters key', key, 'a name without ; and =');
    if (/[;\r\n]/.test(value)) throw outOfRange(`formatParameters.${key}`, value, 'one line without a semicolon');
  }
}

function checkSourceGroup({ semantics, ssrcs }: SourceGroup): void {
  checkToken('sourceGroups.semantics', semantics);
  for (const ssrc of ssrcs) requireInteger('sourceGroups.ssrcs', ssrc, 0, MAX_UINT32);
}

function checkToken(name: string, token: string): void {
  if (!/^[^\s/]+$/.test(token)) throw outOfRange(name, token, 'a word without spaces and slashes');
}
