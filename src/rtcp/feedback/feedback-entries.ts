/** The lists of entries that feedback control information mostly is (RFC 4585 §6.1): one length for all, no count. */

import { outOfRange, Reject } from '../../errors.js';
import type { RtcpHeader } from '../rtcp-header.js';
import { FEEDBACK_HEADER_LENGTH } from './feedback-header.js';

/** What one kind of message knows about its entries. */
export interface FeedbackEntryFormat<Entry> {
  /** The field of the message that holds them, for errors. */
  readonly field: string;
  /** Octets of one entry. */
  readonly length: number;
  /** The fewest that make a message: 0 or 1. */
  readonly fewest: 0 | 1;
  /** Where the entry is laid down. */
  readonly section: string;
  read(bytes: Uint8Array, offset: number): Entry;
  /** @throws RangeError when a field is outside its range */
  check(entry: Entry): void;
  /** Writes an entry that was checked. */
  write(entry: Entry, bytes: Uint8Array, offset: number): void;
}

/** Reads the entries behind the header of a message. */
export function readEntries<Entry>(
  bytes: Uint8Array,
  header: RtcpHeader,
  format: FeedbackEntryFormat<Entry>,
): Entry[] | Reject {
  const reject = rejectEntries(header, format);
  if (reject !== undefined) return reject;
  const entries: Entry[] = [];
  for (let next = header.offset + FEEDBACK_HEADER_LENGTH; next < header.end; next += format.length) {
    entries.push(format.read(bytes, next));
  }
  return entries;
}

/** Checks entries before they are written and returns their octets. */
export function measureEntries<Entry>(entries: readonly Entry[], format: FeedbackEntryFormat<Entry>): number {
  if (entries.length < format.fewest) {
    throw outOfRange(`${format.field}.length`, entries.length, `at least ${format.fewest}`);
  }
  for (const entry of entries) format.check(entry);
  return entries.length * format.length;
}

/** Writes measured entries behind the header of the message at `offset`. */
export function writeEntries<Entry>(
  entries: readonly Entry[],
  bytes: Uint8Array,
  offset: number,
  format: FeedbackEntryFormat<Entry>,
): void {
  const first = offset + FEEDBACK_HEADER_LENGTH;
  for (const [index, entry] of entries.entries()) format.write(entry, bytes, first + index * format.length);
}

/** Why the octets behind the header are no such entries; nothing when they are. */
export function rejectEntries(
  { offset, end }: RtcpHeader,
  { length, fewest, section }: Pick<FeedbackEntryFormat<unknown>, 'length' | 'fewest' | 'section'>,
): Reject | undefined {
  const octets = end - offset - FEEDBACK_HEADER_LENGTH;
  if (octets === 0 && fewest > 0) return new Reject('feedback-without-entries', end, section);
  return octets % length === 0 ? undefined : new Reject('feedback-entry-cut-short', end, section);
}
