/** The lines of a description: one letter, `=`, and a value (RFC 8866 §5). */

import { Reject } from '../errors.js';

export interface SdpLine {
  /** From 1, as an editor counts. */
  readonly number: number;
  readonly type: string;
  readonly value: string;
}

/** The lines without their ends, CRLF or LF; empty ones are passed over, and so is the `SDP:` that FFmpeg prints first. */
export function splitSdpLines(text: string): SdpLine[] | Reject {
  const lines: SdpLine[] = [];
  let number = 0;
  for (const end of text.split('\n')) {
    number++;
    const content = end.endsWith('\r') ? end.slice(0, -1) : end;
    if (content === '' || (lines.length === 0 && content === 'SDP:')) continue;
    const line = { number, type: content.charAt(0), value: content.slice(2) };
    if (!/^[a-z]=[^\r\0]*$/.test(content)) {
      return new Reject(
        'line-malformed',
        number,
        'RFC 8866 §5',
        `found ${quote(content)}, expected a letter, = and a value on one line`,
      );
    }
    lines.push(line);
  }
  return lines;
}

/** The line as it stood, without its end. */
export function lineText(line: SdpLine): string {
  return `${line.type}=${line.value}`;
}

/** A line that is known and cannot be read. */
export function malformedLine(line: SdpLine, section: string, expected: string): Reject {
  const detail = `found ${quote(lineText(line))}, expected ${line.type}=${expected}`;
  return new Reject('line-malformed', line.number, section, detail);
}

/** As much of a foreign text as a message should show. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}
