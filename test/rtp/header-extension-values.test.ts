import { describe, expect, it } from 'vitest';
import { findHeaderExtension } from '../../src/rtp/header-extension.js';
import { NTP_64_LENGTH, NTP_64_URI, readNtp64, writeNtp64 } from '../../src/rtp/ntp-64.js';
import { headerLengthOf } from '../../src/rtp/rtp-header.js';
import { parseRtpPacket, type RtpPacket } from '../../src/rtp/rtp-packet.js';
import {
  readTransportWideSequenceNumber,
  TRANSPORT_WIDE_SEQUENCE_NUMBER_LENGTH,
  TRANSPORT_WIDE_SEQUENCE_NUMBER_URI,
  writeTransportWideSequenceNumber,
} from '../../src/rtp/transport-wide-sequence-number.js';
import { hex } from '../hex.js';

// By hand from the boxes of RFC 6051 §3.3 and of §2 of the draft, one behind the other.
const PACKET = hex('90 60 0001 00000002 00000003 bede0003 21fffe 17b44db70520000000 99');

describe('header extension values', () => {
  const packet = parseRtpPacket(PACKET) as RtpPacket;

  it('RFC 6051 §3.3: reads and writes ntp-64', () => {
    expect(NTP_64_URI).toBe('urn:ietf:params:rtp-hdrext:ntp-64');
    const offset = findHeaderExtension(packet, 1, NTP_64_LENGTH);
    const ntp = readNtp64(PACKET, offset);
    expect(ntp).toEqual({ seconds: 0xb44d_b705, fraction: 0x2000_0000 });
    const written = new Uint8Array(NTP_64_LENGTH);
    writeNtp64(written, 0, ntp);
    expect(written).toEqual(hex('b44db70520000000'));
  });

  it('draft-holmer-rmcat-transport-wide-cc-extensions-01 §2: reads and writes the number', () => {
    expect(TRANSPORT_WIDE_SEQUENCE_NUMBER_URI).toMatch(/draft-holmer-rmcat-transport-wide-cc-extensions-01$/);
    const offset = findHeaderExtension(packet, 2, TRANSPORT_WIDE_SEQUENCE_NUMBER_LENGTH);
    expect(readTransportWideSequenceNumber(PACKET, offset)).toBe(0xfffe);
    const written = new Uint8Array(2);
    writeTransportWideSequenceNumber(written, 0, 0x1_0203);
    expect(written).toEqual(hex('0203'));
  });

  it('RFC 3550 §5.3.1: the payload begins behind the extension', () => {
    expect(headerLengthOf(PACKET)).toBe(packet.payloadOffset);
    expect(headerLengthOf(hex('80 60 0001 00000002 00000003 99'))).toBe(12);
  });
});
