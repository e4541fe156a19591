/** The text of a GStreamer structure: `name, field=(type)value, ...`, with an optional semicolon behind. */

import { Reject } from '../errors.js';
import { quote } from './sdp-line.js';
import { unescapeGstreamerString } from './gstreamer-string.js';

export interface GstreamerStructure {
  /** The media type, such as `application/x-rtp`. */
  readonly name: string;
  /** Field names as written. A value is its text, whatever its type; an array is its members. */
  readonly fields: ReadonlyMap<string, string | readonly string[]>;
}

interface Cursor {
  readonly text: string;
  offset: number;
}

const SPACE = /\s*/y;
const NAME = /[A-Za-z][\w\-+/:.]*/y;
const FEATURES = /\([^)]*\)/y;
const TYPE = /\(\s*\w+\s*\)\s*/y;
const EQUALS = /\s*=\s*/y;
/** A little more than GStreamer allows: base64 padding of strings that lost their quotes. */
const BARE_VALUE = /[^\s,;"\\<>{}[\]()]+/y;
/** A value that opens with an escaped quote: the text has been escaped once more as a whole, as `gst-launch-0.10 -v` did. */
const ESCAPED_AS_A_WHOLE = /[^\\]=\s*(?:\(\w+\)\s*)?\\"/;

/** Reads fixed caps: one structure, no alternatives, no ranges, no lists. */
export function parseGstreamerStructure(text: string): GstreamerStructure | Reject {
  const cursor = { text: ESCAPED_AS_A_WHOLE.test(text) ? text.replace(/\\([^])/g, '$1') : text, offset: 0 };
  take(cursor, SPACE);
  const name = take(cursor, NAME);
  if (name === undefined) return malformed(cursor, 'a media type such as application/x-rtp');
  take(cursor, FEATURES);
  take(cursor, SPACE);
  const fields = readFields(cursor);
  if (fields instanceof Reject) return fields;
  takeCharacter(cursor, ';');
  take(cursor, SPACE);
  return cursor.offset < cursor.text.length ? malformed(cursor, 'a comma or the end') : { name, fields };
}

function readFields(cursor: Cursor): Map<string, string | readonly string[]> | Reject {
  const fields = new Map<string, string | readonly string[]>();
  while (takeCharacter(cursor, ',')) {
    take(cursor, SPACE);
    const field = take(cursor, NAME);
    if (field === undefined) return malformed(cursor, 'the name of a field');
    if (take(cursor, EQUALS) === undefined) return malformed(cursor, `= after ${quote(field)}`);
    const value = readTypedValue(cursor);
    if (value === undefined) return malformed(cursor, `one value of ${quote(field)}, not a range or a list`);
    fields.set(field, value);
    take(cursor, SPACE);
  }
  return fields;
}

function readTypedValue(cursor: Cursor): string | readonly string[] | undefined {
  take(cursor, TYPE);
  if (!takeCharacter(cursor, '<')) return readValue(cursor);
  const members: string[] = [];
  do {
    take(cursor, SPACE);
    take(cursor, TYPE);
    const member = readValue(cursor);
    if (member === undefined) return undefined;
    members.push(member);
    take(cursor, SPACE);
  } while (takeCharacter(cursor, ','));
  return takeCharacter(cursor, '>') ? members : undefined;
}

function readValue(cursor: Cursor): string | undefined {
  if (cursor.text[cursor.offset] !== '"') return take(cursor, BARE_VALUE);
  const start = cursor.offset + 1;
  const end = closingQuote(cursor.text, start);
  if (end < 0) return undefined;
  cursor.offset = end + 1;
  return unescapeGstreamerString(cursor.text.slice(start, end));
}

function closingQuote(text: string, start: number): number {
  for (let offset = start; offset < text.length; offset++) {
    if (text[offset] === '"') return offset;
    if (text[offset] === '\\') offset++;
  }
  return -1;
}

/** Moves over what `pattern`, a sticky one, matches here. */
function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.offset;
  const match = pattern.exec(cursor.text)?.[0];
  cursor.offset += match?.length ?? 0;
  return match;
}

function takeCharacter(cursor: Cursor, character: string): boolean {
  if (cursor.text[cursor.offset] !== character) return false;
  cursor.offset++;
  return true;
}

function malformed(cursor: Cursor, expected: string): Reject {
  const before = cursor.text.slice(0, cursor.offset);
  const found = cursor.offset < cursor.text.length ? quote(cursor.text.slice(cursor.offset)) : 'the end';
  const line = before.split('\n').length;
  return new Reject('caps-malformed', line, 'GStreamer caps', `found ${found}, expected ${expected}`);
}
