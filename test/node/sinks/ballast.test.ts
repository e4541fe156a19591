import { describe, expect, it } from 'vitest';
import { parseRtpPacket, type RtpPacket, serializeRtpPacket } from '../../../src/node/index.js';
import { withBallast } from '../../../src/node/sinks/ballast.js';

const packetOf = (payload: Uint8Array): Uint8Array =>
  serializeRtpPacket({ payloadType: 96, marker: true, sequenceNumber: 7, timestamp: 8, ssrc: 9, payload });

describe('weight for RTP packets (RFC 3550 §5.3.1)', () => {
  it('leaves the packet what it was, but heavier', () => {
    const payload = Uint8Array.of(1, 2, 3, 4, 5);
    const heavy = withBallast(packetOf(payload), 1000);
    const parsed = parseRtpPacket(heavy) as RtpPacket;
    expect(heavy.length).toBe(12 + 4 + 1000 + 5);
    expect([...heavy.subarray(parsed.payloadOffset, parsed.payloadEnd)]).toEqual([...payload]);
    expect(parsed).toMatchObject({ marker: true, sequenceNumber: 7, timestamp: 8, ssrc: 9 });
  });

  it.each([65_000, 65_500, 65_519, 65_520, 65_523])(
    'never makes a packet of %i octets longer than its length can say',
    (octets) => {
      const heavy = withBallast(packetOf(new Uint8Array(octets)), 1e6);
      const parsed = parseRtpPacket(heavy) as RtpPacket;
      expect(heavy.length).toBeLessThanOrEqual(0xffff);
      expect(parsed.payloadEnd - parsed.payloadOffset).toBe(octets);
    },
  );
});
