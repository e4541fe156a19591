/** A complete RTP packet from its fields (RFC 3550 §5.1); the session's own way out is {@link writeRtpHeader}. */

import { writeUint32 } from '../bytes/big-endian.js';
import { outOfRange, requireInteger } from '../errors.js';
import { measureHeaderExtensions, writeHeaderExtensions, type HeaderExtension } from './header-extension.js';
import { writeRtpHeader } from './rtp-header.js';
import { RTP_HEADER_LENGTH } from './rtp-packet.js';

const MAX_CSRCS = 15;

export interface RtpPacketFields {
  /** 0 to 127. */
  readonly payloadType: number;
  readonly marker: boolean;
  /** 0 to 65535. */
  readonly sequenceNumber: number;
  /** 32 bits unsigned. */
  readonly timestamp: number;
  /** 32 bits unsigned. */
  readonly ssrc: number;
  /** At most 15 contributing sources. */
  readonly csrcs?: readonly number[];
  /** Elements of RFC 8285; written in the one-byte form where all of them fit it. */
  readonly extensions?: readonly HeaderExtension[];
  readonly payload: Uint8Array;
  /** Octets of padding, their count included: 0 to 255, default 0. */
  readonly paddingLength?: number;
}

/**
 * Octets of the packet that {@link writeRtpPacket} writes.
 * @throws RangeError when a field is outside its range
 */
export function measureRtpPacket(fields: RtpPacketFields): number {
  checkFields(fields);
  return payloadOffsetOf(fields) + fields.payload.length + (fields.paddingLength ?? 0);
}

/**
 * Writes one packet into a slab of the caller's and returns the offset behind it.
 * @throws RangeError when a field is outside its range or the slab ends too soon; nothing is written then
 */
export function writeRtpPacket(bytes: Uint8Array, offset: number, fields: RtpPacketFields): number {
  const end = offset + measureRtpPacket(fields);
  if (end > bytes.length) throw outOfRange('bytes.length', bytes.length, `at least ${end}`);
  const { csrcs = [], extensions = [], payload, paddingLength = 0 } = fields;
  const payloadOffset = offset + payloadOffsetOf(fields);
  const payloadEnd = payloadOffset + payload.length;
  writeRtpHeader(
    bytes,
    offset,
    fields.payloadType,
    fields.marker,
    fields.sequenceNumber,
    fields.timestamp,
    fields.ssrc,
  );
  bytes[offset] = 0x80 | (paddingLength > 0 ? 0x20 : 0) | (extensions.length > 0 ? 0x10 : 0) | csrcs.length;
  const csrcsOffset = offset + RTP_HEADER_LENGTH;
  for (const [index, csrc] of csrcs.entries()) writeUint32(bytes, csrcsOffset + 4 * index, csrc);
  if (extensions.length > 0) writeHeaderExtensions(extensions, bytes, csrcsOffset + 4 * csrcs.length);
  bytes.set(payload, payloadOffset);
  if (paddingLength > 0) {
    bytes.fill(0, payloadEnd, end - 1);
    bytes[end - 1] = paddingLength;
  }
  return end;
}

/**
 * Serializes one packet into octets of its own.
 * @throws RangeError when a field is outside its range
 */
export function serializeRtpPacket(fields: RtpPacketFields): Uint8Array {
  const bytes = new Uint8Array(measureRtpPacket(fields));
  writeRtpPacket(bytes, 0, fields);
  return bytes;
}

function payloadOffsetOf({ csrcs = [], extensions = [] }: RtpPacketFields): number {
  return RTP_HEADER_LENGTH + 4 * csrcs.length + measureHeaderExtensions(extensions);
}

function checkFields(fields: RtpPacketFields): void {
  requireInteger('payloadType', fields.payloadType, 0, 127);
  requireInteger('sequenceNumber', fields.sequenceNumber, 0, 0xffff);
  requireInteger('timestamp', fields.timestamp, 0, 0xffff_ffff);
  requireInteger('ssrc', fields.ssrc, 0, 0xffff_ffff);
  requireInteger('paddingLength', fields.paddingLength ?? 0, 0, 255);
  const csrcs = fields.csrcs ?? [];
  if (csrcs.length > MAX_CSRCS) throw outOfRange('csrcs.length', csrcs.length, `at most ${MAX_CSRCS}`);
  for (const csrc of csrcs) requireInteger('csrc', csrc, 0, 0xffff_ffff);
}
