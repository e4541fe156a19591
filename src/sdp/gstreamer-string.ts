/**
 * Strings in GStreamer's caps text: in double quotes, with a backslash before every character that is not a letter, a
 * digit or one of `_-+/:.`, and octets outside ASCII as three octal digits (gst_string_wrap).
 */

import { decodeUtf8, encodeUtf8 } from '../bytes/utf-8.js';

/** Quotes where GStreamer does: its own output is reproduced octet by octet. */
export function quoteGstreamerString(text: string): string {
  if (/^[\w\-+/:.]+$/.test(text) && text !== 'NULL') return text;
  let quoted = '';
  for (const octet of encodeUtf8(text)) {
    const character = String.fromCharCode(octet);
    const printable = octet >= 0x20 && octet < 0x7f;
    if (/[\w\-+/:.]/.test(character)) quoted += character;
    else quoted += printable ? `\\${character}` : `\\${octet.toString(8).padStart(3, '0')}`;
  }
  return `"${quoted}"`;
}

/** Undoes the escapes between the quotes; text without any is itself, so caps whose backslashes were stripped are read too. */
export function unescapeGstreamerString(content: string): string {
  let text = '';
  let octets: number[] = [];
  for (let offset = 0; offset < content.length; offset++) {
    const octet = octalEscape(content, offset);
    if (octet !== undefined) {
      octets.push(octet);
      offset += 3;
      continue;
    }
    text += decodeUtf8(Uint8Array.from(octets));
    octets = [];
    if (content[offset] === '\\') offset++;
    text += content[offset] ?? '';
  }
  return text + decodeUtf8(Uint8Array.from(octets));
}

function octalEscape(content: string, offset: number): number | undefined {
  if (content[offset] !== '\\') return undefined;
  const digits = content.slice(offset + 1, offset + 4);
  return /^[0-3][0-7]{2}$/.test(digits) ? parseInt(digits, 8) : undefined;
}
