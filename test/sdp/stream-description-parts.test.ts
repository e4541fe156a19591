import { describe, expect, it } from 'vitest';
import { createStreamDescription, type StreamDescriptionParts } from '../../src/sdp/index.js';

const H264 = { payloadType: 96, encodingName: 'H264', clockRate: 90000 };
const VIDEO: StreamDescriptionParts = { mediaType: 'video', formats: [H264] };

describe('RFC 8866 §5.14 streams put together by a caller', () => {
  it('completes what is left out', () => {
    expect(createStreamDescription(VIDEO)).toMatchObject({
      port: 0,
      profile: 'RTP/AVP',
      direction: 'sendrecv',
      rtcpMux: false,
      formats: [{ ...H264, channels: undefined, formatParameters: {}, rtcpFeedback: [] }],
    });
  });

  const faults: [string, Partial<StreamDescriptionParts>][] = [
    ['port', { port: 65_536 }],
    ['portCount', { portCount: 0 }],
    ['mediaType', { mediaType: 'a video' }],
    ['formats', { formats: [] }],
    ['payloadType', { formats: [{ ...H264, payloadType: 128 }] }],
    ['clockRate', { formats: [{ ...H264, clockRate: 0 }] }],
    ['encodingName', { formats: [{ ...H264, encodingName: 'H/264' }] }],
    ['channels', { formats: [{ ...H264, channels: 0.5 }] }],
    ['formatParameters.a', { formats: [{ ...H264, formatParameters: { a: 'b;c=d' } }] }],
    ['formatParameters key', { formats: [{ ...H264, formatParameters: { 'a=b': '' } }] }],
    ['rtcp.port', { rtcp: { port: -1, address: undefined } }],
    ['connection.ttl', { connection: { addressType: 'IP4', address: '239.1.1.1', ttl: 256, addressCount: 1 } }],
    ['connection.address', { connection: { addressType: 'IP4', address: '', ttl: 1, addressCount: 1 } }],
    ['bandwidth.rtcpSenders', { bandwidth: { rtcpSenders: -1 } }],
    ['headerExtensions.id', { headerExtensions: [{ id: 0, uri: 'x', direction: undefined, attributes: '' }] }],
    ['sources.ssrc', { sources: [{ ssrc: 2 ** 32, cname: undefined, attributes: [] }] }],
  ];

  it.each(faults)('refuses a wrong %s', (name, fault) => {
    expect(() => createStreamDescription({ ...VIDEO, ...fault })).toThrow(RangeError);
    expect(() => createStreamDescription({ ...VIDEO, ...fault })).toThrow(`${name} is `);
  });
});
