/** Header extensions of RFC 8285: small elements, each with an id that the session description explains. */

import { writeUint16 } from '../bytes/big-endian.js';
import { outOfRange, Reject, requireInteger } from '../errors.js';

const ONE_BYTE_PROFILE = 0xbede;
const TWO_BYTE_PROFILE = 0x1000;
/** The low four bits of the two-byte profile belong to the application (RFC 8285 §4.3). */
const TWO_BYTE_MASK = 0xfff0;
const BLOCK_HEADER_LENGTH = 4;
const ONE_BYTE_MAX_ID = 14;
const ONE_BYTE_STOP_ID = 15;
const ONE_BYTE_MAX_LENGTH = 16;

/** One element. */
export interface HeaderExtension {
  /** 1 to 255 (`a=extmap`); those above 14 need the two-byte form. */
  readonly id: number;
  /** 0 to 255 octets; none, or more than 16, need the two-byte form. */
  readonly data: Uint8Array;
}

/** What is read of a packet; the parsed RTP packet has this shape. */
export interface ExtensionBlock {
  readonly bytes: Uint8Array;
  readonly extensionProfile: number;
  readonly extensionOffset: number;
  readonly extensionLength: number;
}

/** A received element: two offsets into the datagram, because a subarray for each costs more than all the parsing. */
export class HeaderExtensionView implements HeaderExtension {
  constructor(
    readonly bytes: Uint8Array,
    readonly id: number,
    readonly offset: number,
    readonly length: number,
  ) {}

  /** The octets as a view on the datagram, made anew at each reading. */
  get data(): Uint8Array {
    return this.bytes.subarray(this.offset, this.offset + this.length);
  }
}

/**
 * Reads the elements of a packet, in either form; none when the packet has no extension or one that is not of RFC 8285.
 * The packet itself stays good when its extension is refused.
 */
export function readHeaderExtensions(packet: ExtensionBlock): HeaderExtensionView[] | Reject {
  if (packet.extensionProfile === ONE_BYTE_PROFILE) return readOneByteElements(packet);
  if ((packet.extensionProfile & TWO_BYTE_MASK) === TWO_BYTE_PROFILE) return readTwoByteElements(packet);
  return [];
}

/**
 * Where the value of the first element with that id begins; −1 when the packet has none, or one of another length. Nothing is
 * allocated: it is asked of every packet.
 */
export function findHeaderExtension(packet: ExtensionBlock, id: number, length: number): number {
  const oneByteForm = packet.extensionProfile === ONE_BYTE_PROFILE;
  if (!oneByteForm && (packet.extensionProfile & TWO_BYTE_MASK) !== TWO_BYTE_PROFILE) return -1;
  const { bytes } = packet;
  const end = packet.extensionOffset + packet.extensionLength;
  let offset = packet.extensionOffset;
  while (offset + 1 < end) {
    const header = bytes[offset]!;
    if (header === 0) {
      offset++;
      continue;
    }
    const elementId = oneByteForm ? header >>> 4 : header;
    if (oneByteForm && (elementId === 0 || elementId === ONE_BYTE_STOP_ID)) return -1;
    const dataOffset = offset + (oneByteForm ? 1 : 2);
    offset = dataOffset + (oneByteForm ? (header & 0x0f) + 1 : bytes[offset + 1]!);
    if (elementId === id) return offset <= end && offset - dataOffset === length ? dataOffset : -1;
  }
  return -1;
}

/**
 * Octets of the elements, block header and padding included; 0 for none.
 * @throws RangeError when an id or a length fits neither form
 */
export function measureHeaderExtensions(extensions: readonly HeaderExtension[]): number {
  if (extensions.length === 0) return 0;
  const elementHeaderLength = fitsOneByteForm(extensions) ? 1 : 2;
  let length = BLOCK_HEADER_LENGTH;
  for (const { id, data } of extensions) {
    requireInteger('extension id', id, 1, 255);
    if (data.length > 255) throw outOfRange(`length of extension ${id}`, data.length, 'at most 255 octets');
    length += elementHeaderLength + data.length;
  }
  if (length > 4 * 0xffff) throw outOfRange('length of the extensions', length, `at most ${4 * 0xffff} octets`);
  return 4 * Math.ceil(length / 4);
}

/** Writes measured elements, in the one-byte form where they fit it, and returns the offset behind them. */
export function writeHeaderExtensions(
  extensions: readonly HeaderExtension[],
  bytes: Uint8Array,
  offset: number,
): number {
  const oneByteForm = fitsOneByteForm(extensions);
  let next = offset + BLOCK_HEADER_LENGTH;
  for (const { id, data } of extensions) {
    if (oneByteForm) {
      bytes[next++] = (id << 4) | (data.length - 1);
    } else {
      bytes[next++] = id;
      bytes[next++] = data.length;
    }
    bytes.set(data, next);
    next += data.length;
  }
  const end = offset + 4 * Math.ceil((next - offset) / 4);
  bytes.fill(0, next, end);
  writeUint16(bytes, offset, oneByteForm ? ONE_BYTE_PROFILE : TWO_BYTE_PROFILE);
  writeUint16(bytes, offset + 2, (end - offset) / 4 - 1);
  return end;
}

function fitsOneByteForm(extensions: readonly HeaderExtension[]): boolean {
  return extensions.every(
    ({ id, data }) => id <= ONE_BYTE_MAX_ID && data.length > 0 && data.length <= ONE_BYTE_MAX_LENGTH,
  );
}

/**
 * An element is an octet, four bits of id and four of length less one, then the data (RFC 8285 §4.2). A zero octet pads.
 * Id 15, and id 0 with a length, end the reading: what came before them counts.
 */
function readOneByteElements(packet: ExtensionBlock): HeaderExtensionView[] | Reject {
  const elements: HeaderExtensionView[] = [];
  const end = packet.extensionOffset + packet.extensionLength;
  let offset = packet.extensionOffset;
  while (offset < end) {
    const header = packet.bytes[offset++]!;
    if (header === 0) continue;
    const id = header >>> 4;
    if (id === 0 || id === ONE_BYTE_STOP_ID) break;
    const length = (header & 0x0f) + 1;
    if (offset + length > end) return new Reject('extension-element-overruns-block', offset - 1, 'RFC 8285 §4.2');
    elements.push(new HeaderExtensionView(packet.bytes, id, offset, length));
    offset += length;
  }
  return elements;
}

/** An element is an octet of id, one of length, then the data (RFC 8285 §4.3). A zero octet in place of an id pads. */
function readTwoByteElements(packet: ExtensionBlock): HeaderExtensionView[] | Reject {
  const elements: HeaderExtensionView[] = [];
  const end = packet.extensionOffset + packet.extensionLength;
  let offset = packet.extensionOffset;
  while (offset < end) {
    const id = packet.bytes[offset++]!;
    if (id === 0) continue;
    const dataOffset = offset + 1;
    const length = offset < end ? packet.bytes[offset]! : 0;
    if (dataOffset + length > end) return new Reject('extension-element-overruns-block', offset - 1, 'RFC 8285 §4.3');
    elements.push(new HeaderExtensionView(packet.bytes, id, dataOffset, length));
    offset = dataOffset + length;
  }
  return elements;
}
