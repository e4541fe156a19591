import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reject } from '../../src/errors.js';
import { formatSdp, parseSdp } from '../../src/sdp/index.js';
import { sessionDescription } from './arbitraries.js';

/** Pieces of lines, so that drawn text gets past the first of them. */
const lines = fc.array(
  fc
    .tuple(
      fc.constantFrom(
        'a=rtpmap:',
        'a=fmtp:',
        'a=rtcp-fb:',
        'a=extmap:',
        'a=ssrc:',
        'a=rtcp:',
        'm=',
        'c=',
        'b=',
        'o=',
        's=',
        'a=',
      ),
      fc.constantFrom('', '96 ', '* ', '1 ', 'IN IP4 ', 'video 1 RTP/AVP 0 ', 'AS:', 'mid:', 'source-filter:', '0 '),
      fc.string({ unit: fc.constantFrom(...' /:;=,0198ax*\t\r\0é'), maxLength: 10 }),
    )
    .map((parts) => parts.join('')),
);

describe('RFC 8866 session descriptions', () => {
  it('reads back what it writes', () => {
    fc.assert(
      fc.property(sessionDescription, (session) => {
        expect(parseSdp(formatSdp(session))).toEqual(session);
      }),
      { numRuns: 500 },
    );
  });

  it('B87: throws at no text, and can write whatever it has read', () => {
    fc.assert(
      fc.property(lines, (drawn) => {
        const session = parseSdp(`v=0\n${drawn.join('\n')}`);
        if (session instanceof Reject) return;
        const text = formatSdp(session);
        expect(formatSdp(parseSdp(text) as typeof session)).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });
});
