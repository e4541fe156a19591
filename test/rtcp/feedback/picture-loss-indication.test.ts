import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/compound-packet.js';
import type { RtcpPacket } from '../../../src/rtcp/registry.js';
import { hex } from '../../hex.js';
import { accept, acceptReduced, refuse } from '../accept.js';

const reducedSize = true;

describe('RFC 4585 §6.3.1 picture loss indication', () => {
  // Captured from rtpbin of GStreamer 1.22.0, profile AVPF, rtcp-fb-nack-pli.
  it('reads what GStreamer sends and writes the same octets', () => {
    const octets = `80c90001 ca9f6568 81ca0009 ca9f6568 011b7573657234353033393739353840686f73742d3863626330656566 000000
      81ce0002 ca9f6568 01020304`;
    const packets = accept(octets);
    expect(packets[2]).toEqual({ type: 'picture-loss-indication', ssrc: 0xca9f_6568, mediaSsrc: 0x0102_0304 });
    expect(serializeCompoundPacket(packets)).toEqual(hex(octets));
  });

  it('ignores information that is not to be there', () => {
    expect(acceptReduced('81ce0003 00000001 00000002 ffffffff')).toEqual([
      { type: 'picture-loss-indication', ssrc: 1, mediaSsrc: 2 },
    ]);
  });

  it('B26: refuses one without its media source', () => {
    expect(refuse('81ce0001 00000001', { reducedSize })).toBe('shorter-than-feedback-header at 8 (RFC 4585 §6.1)');
    expect(refuse('81ce0000', { reducedSize })).toBe('shorter-than-feedback-header at 4 (RFC 4585 §6.1)');
  });

  it('throws a RangeError for a source that is none', () => {
    const wrong: RtcpPacket = { type: 'picture-loss-indication', ssrc: -1, mediaSsrc: 2 };
    expect(() => serializeCompoundPacket([wrong], { reducedSize })).toThrow('ssrc is -1');
  });
});
