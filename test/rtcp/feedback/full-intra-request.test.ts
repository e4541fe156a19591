import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/compound-packet.js';
import type { FullIntraRequest } from '../../../src/rtcp/feedback/full-intra-request.js';
import { hex } from '../../hex.js';
import { accept, acceptReduced, refuse } from '../accept.js';

const reducedSize = true;
const REQUEST: FullIntraRequest = {
  type: 'full-intra-request',
  ssrc: 1,
  mediaSsrc: 0,
  entries: [
    { ssrc: 2, sequenceNumber: 7 },
    { ssrc: 0xffff_ffff, sequenceNumber: 255 },
  ],
};

describe('RFC 5104 §4.3.1 full intra request', () => {
  // By hand: FMT 4, two entries.
  it('reads and writes several entries, ignoring the reserved octets', () => {
    const octets = '84ce0006 00000001 00000000 00000002 07000000 ffffffff ff000000';
    expect(acceptReduced(octets)).toEqual([REQUEST]);
    expect(acceptReduced(octets.replaceAll(/(07|ff)000000/g, '$1aabbcc'))).toEqual([REQUEST]);
    expect(serializeCompoundPacket([REQUEST], { reducedSize })).toEqual(hex(octets));
  });

  // Captured from rtpbin of GStreamer 1.22.0, profile AVPF, rtcp-fb-ccm-fir.
  it('reads what GStreamer sends and writes the same octets', () => {
    const octets = `80c90001 2c41d0d7 81ca0009 2c41d0d7 011c757365723334343334363238323540686f73742d6231666363646533 0000
      84ce0004 2c41d0d7 00000000 01020304 03000000`;
    const packets = accept(octets);
    expect(packets[2]).toEqual({
      type: 'full-intra-request',
      ssrc: 0x2c41_d0d7,
      mediaSsrc: 0,
      entries: [{ ssrc: 0x0102_0304, sequenceNumber: 3 }],
    });
    expect(serializeCompoundPacket(packets)).toEqual(hex(octets));
  });

  it('B26: refuses one without entries, with half an entry and with one and a half', () => {
    expect(refuse('84ce0002 00000001 00000000', { reducedSize })).toBe(
      'feedback-without-entries at 12 (RFC 5104 §4.3.1.1)',
    );
    expect(refuse('84ce0003 00000001 00000000 00000002', { reducedSize })).toBe(
      'feedback-entry-cut-short at 16 (RFC 5104 §4.3.1.1)',
    );
    expect(refuse('84ce0005 00000001 00000000 00000002 07000000 00000003', { reducedSize })).toBe(
      'feedback-entry-cut-short at 24 (RFC 5104 §4.3.1.1)',
    );
  });

  it.each<[string, Partial<FullIntraRequest>]>([
    ['entries.length is 0', { entries: [] }],
    ['sequenceNumber is 256', { entries: [{ ssrc: 1, sequenceNumber: 256 }] }],
    ['ssrc is -1', { entries: [{ ssrc: -1, sequenceNumber: 0 }] }],
  ])('throws a RangeError: %s', (message, wrong) => {
    expect(() => serializeCompoundPacket([{ ...REQUEST, ...wrong }], { reducedSize })).toThrow(RangeError);
    expect(() => serializeCompoundPacket([{ ...REQUEST, ...wrong }], { reducedSize })).toThrow(message);
  });
});
