/** The items of a source description (RFC 3550 §6.5.1 to §6.5.8): one octet of type, one of length, then text. */

import { decodeUtf8, utf8Length, writeUtf8 } from '../bytes/utf-8.js';
import { outOfRange, Reject, requireInteger } from '../errors.js';

/** The items that are plain text, in the order of their numbers, CNAME being 1. */
const TEXT_ITEMS = ['CNAME', 'NAME', 'EMAIL', 'PHONE', 'LOC', 'TOOL', 'NOTE'] as const;
const PRIV = 8;
const ITEM_HEADER_LENGTH = 2;
const MAX_ITEM_LENGTH = 255;

export type SourceDescriptionItem = TextItem | PrivateItem | UnknownItem;

/** At most 255 octets of UTF-8. */
export interface TextItem {
  readonly type: (typeof TEXT_ITEMS)[number];
  readonly value: string;
}

/** An extension of one application (RFC 3550 §6.5.8): prefix and value together at most 254 octets of UTF-8. */
export interface PrivateItem {
  readonly type: 'PRIV';
  /** Names the application's item; the part before the value. */
  readonly prefix: string;
  readonly value: string;
}

/** An item registered after RFC 3550, such as MID (15, RFC 8843), kept by its number. */
export interface UnknownItem {
  readonly type: 'unknown';
  /** 9 to 255. */
  readonly itemType: number;
  /** At most 255 octets; a view on the datagram where it was received. */
  readonly value: Uint8Array;
}

/** Reads the item at `offset`; it lies before `end` or is refused. */
export function readItem(bytes: Uint8Array, offset: number, end: number): SourceDescriptionItem | Reject {
  const valueOffset = offset + ITEM_HEADER_LENGTH;
  const valueEnd = itemEnd(bytes, offset);
  if (valueOffset > end || valueEnd > end) return new Reject('item-overruns-packet', offset, 'RFC 3550 §6.5');
  const itemType = bytes[offset]!;
  if (itemType === PRIV) return readPrivateItem(bytes, valueOffset, valueEnd);
  const type = TEXT_ITEMS[itemType - 1];
  if (type === undefined) return { type: 'unknown', itemType, value: bytes.subarray(valueOffset, valueEnd) };
  return { type, value: decodeUtf8(bytes, valueOffset, valueEnd) };
}

/** First octet behind the item at `offset`. */
export function itemEnd(bytes: Uint8Array, offset: number): number {
  return offset + ITEM_HEADER_LENGTH + (bytes[offset + 1] ?? 0);
}

/** Checks an item before it is written and returns its octets. */
export function measureItem(item: SourceDescriptionItem): number {
  if (item.type === 'unknown') requireInteger('itemType', item.itemType, PRIV + 1, 255);
  const length = valueLength(item);
  if (length > MAX_ITEM_LENGTH) throw outOfRange(`length of ${item.type}`, length, `at most ${MAX_ITEM_LENGTH} octets`);
  return ITEM_HEADER_LENGTH + length;
}

/** Writes a measured item and returns the offset behind it. */
export function writeItem(item: SourceDescriptionItem, bytes: Uint8Array, offset: number): number {
  const end = writeValue(item, bytes, offset + ITEM_HEADER_LENGTH);
  bytes[offset] = itemNumber(item);
  bytes[offset + 1] = end - offset - ITEM_HEADER_LENGTH;
  return end;
}

/** The length of the prefix, the prefix, and the rest is the value (RFC 3550 §6.5.8). */
function readPrivateItem(bytes: Uint8Array, offset: number, end: number): PrivateItem | Reject {
  const prefixEnd = offset + 1 + (bytes[offset] ?? 0);
  if (prefixEnd > end) return new Reject('prefix-overruns-item', offset, 'RFC 3550 §6.5.8');
  return { type: 'PRIV', prefix: decodeUtf8(bytes, offset + 1, prefixEnd), value: decodeUtf8(bytes, prefixEnd, end) };
}

function itemNumber(item: SourceDescriptionItem): number {
  if (item.type === 'unknown') return item.itemType;
  return item.type === 'PRIV' ? PRIV : TEXT_ITEMS.indexOf(item.type) + 1;
}

function valueLength(item: SourceDescriptionItem): number {
  if (item.type === 'unknown') return item.value.length;
  return item.type === 'PRIV' ? 1 + utf8Length(item.prefix) + utf8Length(item.value) : utf8Length(item.value);
}

function writeValue(item: SourceDescriptionItem, bytes: Uint8Array, offset: number): number {
  if (item.type === 'unknown') {
    bytes.set(item.value, offset);
    return offset + item.value.length;
  }
  if (item.type !== 'PRIV') return writeUtf8(bytes, offset, item.value);
  const prefixEnd = writeUtf8(bytes, offset + 1, item.prefix);
  bytes[offset] = prefixEnd - offset - 1;
  return writeUtf8(bytes, prefixEnd, item.value);
}
