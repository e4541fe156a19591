import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reject } from '../../src/errors.js';
import { formatSdp, parseSdp } from '../../src/sdp/index.js';
import { sessionDescription } from './arbitraries.js';

const CHROME = readFileSync(new URL('fixtures/chrome.sdp', import.meta.url), 'utf8').split('\n');

/** Lines of a good description and a few that it lacks, most of them as they are, some with a stretch replaced. */
const line = fc
  .tuple(
    fc.constantFrom(
      ...CHROME,
      'm=video 5004/2 RTP/AVP 0 8',
      'b=AS:64',
      'b=X:1',
      'c=IN IP4 239.1.1.1/3/4',
      'i=x',
      't=1 2',
      'r=1 2 3',
    ),
    fc.nat(30),
    fc.nat(3),
    fc.oneof(
      { arbitrary: fc.constant(undefined), weight: 9 },
      { arbitrary: fc.string({ unit: fc.constantFrom(...' /:;=,0198ax*\t\r\0é'), maxLength: 5 }), weight: 1 },
    ),
  )
  .map(([text, at, cut, patch]) => (patch === undefined ? text : text.slice(0, at) + patch + text.slice(at + cut)));

/** Most of these texts are accepted, half of them with a stream. */
const head = fc.constantFrom('v=0', 'v=0\nm=video 5004 RTP/AVPF 102 0\na=rtpmap:102 H264/90000');
const description = fc
  .tuple(head, fc.array(line, { maxLength: 8 }))
  .map(([first, rest]) => [first, ...rest].join('\n'));

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
      fc.property(description, (drawn) => {
        const session = parseSdp(drawn);
        if (session instanceof Reject) return;
        const text = formatSdp(session);
        expect(formatSdp(parseSdp(text) as typeof session)).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });
});
