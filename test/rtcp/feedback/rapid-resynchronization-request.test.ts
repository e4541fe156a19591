import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/compound-packet.js';
import type { RtcpPacket } from '../../../src/rtcp/registry.js';
import { hex } from '../../hex.js';
import { acceptReduced, refuse } from '../accept.js';

const reducedSize = true;
const REQUEST: RtcpPacket = { type: 'rapid-resynchronization-request', ssrc: 1, mediaSsrc: 2 };

describe('RFC 6051 §3.2 rapid resynchronisation request', () => {
  // By hand: FMT 5 of transport layer feedback, two sources, nothing else.
  it('reads and writes both sources', () => {
    expect(acceptReduced('85cd0002 00000001 00000002')).toEqual([REQUEST]);
    expect(serializeCompoundPacket([REQUEST], { reducedSize })).toEqual(hex('85cd0002 00000001 00000002'));
  });

  it('ignores information that is not to be there', () => {
    expect(acceptReduced('85cd0003 00000001 00000002 ffffffff')).toEqual([REQUEST]);
  });

  it('B26: refuses one without its media source', () => {
    expect(refuse('85cd0001 00000001', { reducedSize })).toBe('shorter-than-feedback-header at 8 (RFC 4585 §6.1)');
  });
});
