import { describe, expect, it } from 'vitest';
import { isRtcp } from '../../src/rtp/demultiplex.js';
import { hex } from '../hex.js';

describe('RFC 5761 §4 RTP and RTCP on one port', () => {
  it.each([
    ['80 c8', true, 'a sender report'],
    ['80 c0', true, 'the lowest RTCP type, 192'],
    ['80 df', true, 'the highest RTCP type, 223'],
    ['80 60', false, 'payload type 96'],
    ['80 e0', false, 'payload type 96 with the marker'],
    ['80 bf', false, 'payload type 63 with the marker'],
    ['80 48', false, 'payload type 72 without the marker'],
    ['80', false, 'one octet'],
    ['', false, 'nothing'],
  ])('%s is RTCP: %s (%s)', (octets, rtcp) => {
    expect(isRtcp(hex(octets))).toBe(rtcp);
  });
});
