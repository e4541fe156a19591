/** Drawn descriptions in the form that a parser gives back: lines in the order of RFC 8866 §9, keys in lower case. */

import * as fc from 'fast-check';
import {
  createSessionDescription,
  createStreamDescription,
  type Connection,
  type FormatDescription,
  type HeaderExtensionMapping,
  type SessionDescription,
  type StreamDescription,
} from '../../src/sdp/index.js';

const uint32: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xffff_ffff });
const port: fc.Arbitrary<number> = fc.integer({ min: 0, max: 65_535 });
const word: fc.Arbitrary<string> = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,9}$/);
const direction = fc.constantFrom('sendrecv', 'sendonly', 'recvonly', 'inactive');

/** Text with spaces, quotes, backslashes and letters beyond ASCII, but none at its ends and no semicolon. */
const value: fc.Arbitrary<string> = fc
  .string({ unit: fc.constantFrom(...' ab=,"\\:/+é漢🎥'), maxLength: 12 })
  .map((text) => text.trim());

const host = fc.oneof(
  fc.record({ addressType: fc.constant('IP4' as const), address: fc.ipV4() }),
  fc.record({ addressType: fc.constant('IP6' as const), address: fc.ipV6() }),
);

const connection: fc.Arbitrary<Connection> = fc
  .tuple(host, fc.integer({ min: -1, max: 255 }), fc.integer({ min: 1, max: 9 }))
  .map(([{ addressType, address }, ttl, addressCount]) => {
    if (addressType === 'IP6') return { addressType, address, ttl: undefined, addressCount };
    return ttl < 0
      ? { addressType, address, ttl: undefined, addressCount: 1 }
      : { addressType, address, ttl, addressCount };
  });

const formatParameters = fc.dictionary(
  word.map((key) => `p${key.toLowerCase()}`),
  value,
  { maxKeys: 4, noNullPrototype: true },
);

const format: fc.Arbitrary<FormatDescription> = fc.record({
  payloadType: fc.integer({ min: 0, max: 127 }),
  encodingName: word.map((name) => name.toUpperCase()),
  clockRate: fc.integer({ min: 1, max: 0xffff_ffff }),
  channels: fc.option(fc.integer({ min: 1, max: 255 }), { nil: undefined }),
  formatParameters,
  rtcpFeedback: fc.uniqueArray(
    fc.constantFrom('nack', 'nack pli', 'ccm fir', 'transport-cc', 'goog-remb', 'trr-int 1000'),
  ),
});

const headerExtension: fc.Arbitrary<HeaderExtensionMapping> = fc.record({
  id: fc.integer({ min: 1, max: 4351 }),
  uri: word.map((name) => `urn:${name}`),
  direction: fc.option(direction, { nil: undefined }),
  attributes: fc.constantFrom('', 'long', 'two words'),
});

const source = fc.record({
  ssrc: uint32,
  cname: fc.option(word, { nil: undefined }),
  attributes: fc.constantFrom([], ['msid:a b'], ['label:x', 'mslabel:y']),
});

export const streamDescription: fc.Arbitrary<StreamDescription> = fc
  .record(
    {
      mediaType: fc.constantFrom('audio', 'video'),
      formats: fc.uniqueArray(format, { minLength: 1, maxLength: 3, selector: (each) => each.payloadType }),
      port,
      portCount: fc.integer({ min: 1, max: 4 }),
      profile: fc.constantFrom('RTP/AVP', 'RTP/AVPF', 'UDP/TLS/RTP/SAVPF'),
      direction,
      connection,
      bandwidth: fc.record(
        { applicationSpecific: uint32, rtcpSenders: uint32, rtcpReceivers: uint32 },
        { requiredKeys: [] },
      ),
      rtcp: fc.record({ port, address: fc.option(fc.oneof(fc.ipV4(), fc.ipV6()), { nil: undefined }) }),
      rtcpMux: fc.boolean(),
      rtcpReducedSize: fc.boolean(),
      rtcpExtendedReports: fc.constantFrom(
        [],
        ['rcvr-rtt=all'],
        ['rcvr-rtt=sender:10', 'stat-summary=loss,dup,jitt,TTL'],
      ),
      headerExtensions: fc.uniqueArray(headerExtension, { maxLength: 3, selector: (each) => each.id }),
      sourceGroups: fc.array(
        fc.record({
          semantics: fc.constantFrom('FID', 'FEC-FR', 'SIM'),
          ssrcs: fc.array(uint32, { maxLength: 3 }),
        }),
        { maxLength: 2 },
      ),
      sources: fc.uniqueArray(source, { maxLength: 3, selector: (each) => each.ssrc }),
      sourceFilters: fc.array(
        fc.record({
          mode: fc.constantFrom('incl', 'excl'),
          addressType: fc.constantFrom('IP4', 'IP6', '*'),
          destination: fc.constantFrom('*', '239.1.2.3'),
          sources: fc.array(fc.ipV4(), { minLength: 1, maxLength: 3 }),
        }),
        { maxLength: 2 },
      ),
      mid: word,
      otherLines: fc.subarray([
        'i=a title',
        'b=TIAS:1',
        'k=prompt',
        'a=framerate:29.97',
        'a=recorded by:x',
        'a=ptime:20',
      ]),
    },
    { requiredKeys: ['mediaType', 'formats'] },
  )
  .map(createStreamDescription);

export const sessionDescription: fc.Arbitrary<SessionDescription> = fc
  .record(
    {
      name: value,
      origin: fc.record({
        username: word,
        sessionId: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
        sessionVersion: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
        addressType: fc.constant('IP4'),
        address: fc.ipV4(),
      }),
      bandwidth: fc.record({ applicationSpecific: uint32 }, { requiredKeys: [] }),
      streams: fc.array(streamDescription, { maxLength: 3 }),
      otherLines: fc.subarray(['i=title', 'u=http://example.com', 'b=CT:9', 't=1 2', 'r=1 2 3', 't=5 6', 'a=tool:x']),
      otherMedia: fc.subarray([['m=text 1 TCP/WSS x', 'a=anything'], ['m=application 9 UDP/DTLS/SCTP y']]),
    },
    { requiredKeys: ['streams'] },
  )
  .map((parts) => createSessionDescription(parts));
