import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reject } from '../../src/errors.js';
import {
  createSessionDescription,
  createStreamDescription,
  formatGstreamerCaps,
  formatSdp,
  parseGstreamerCaps,
} from '../../src/sdp/index.js';
import { streamDescription } from './arbitraries.js';

const STREAM = createStreamDescription({
  mediaType: 'audio',
  timestampOffset: 5,
  sequenceNumberOffset: 6,
  sources: [{ ssrc: 7, cname: 'a@b', attributes: [] }],
  otherLines: ['i=title', 'a=framerate:25', 'a=not a name:x'],
  formats: [
    {
      payloadType: 97,
      encodingName: 'vorbis',
      clockRate: 44100,
      channels: 2,
      formatParameters: { configuration: 'AAA=', note: 'é "x"' },
    },
    {
      payloadType: 101,
      encodingName: 'telephone-event',
      clockRate: 8000,
      formatParameters: { '0-15': '', payload: '3' },
    },
  ],
});

describe('GStreamer caps', () => {
  it('writes the first payload type as GStreamer 1.x does', () => {
    expect(formatGstreamerCaps(STREAM)).toBe(
      'application/x-rtp, media=(string)audio, clock-rate=(int)44100, encoding-name=(string)VORBIS, encoding-params=(string)2, ' +
        'configuration=(string)"AAA\\=", note=(string)"\\303\\251\\ \\"x\\"", payload=(int)97, ssrc=(uint)7, ' +
        'timestamp-offset=(uint)5, seqnum-offset=(uint)6, ssrc-7-cname=(string)"a\\@b", a-framerate=(string)25',
    );
  });

  it('writes another payload type and the names of 0.10 on request', () => {
    expect(formatGstreamerCaps(STREAM, { payloadType: 101, version: '0.10' })).toBe(
      'application/x-rtp, media=(string)audio, clock-rate=(int)8000, encoding-name=(string)TELEPHONE-EVENT, payload=(int)101, ' +
        'ssrc=(uint)7, clock-base=(uint)5, seqnum-base=(uint)6, ssrc-7-cname=(string)"a\\@b", a-framerate=(string)25',
    );
  });

  it('refuses a payload type that the stream has not', () => {
    expect(() => formatGstreamerCaps(STREAM, { payloadType: 96 })).toThrow(RangeError);
  });

  it('reads back any format parameter that it writes, whichever version', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('1.x', '0.10'), (drawn, version) => {
        const text = drawn.replaceAll(/[;\r\n\0]/g, '');
        const format = { payloadType: 96, encodingName: 'H264', clockRate: 90000, formatParameters: { text } };
        const stream = createStreamDescription({
          mediaType: 'video',
          formats: [format],
          timestampOffset: 1,
          sequenceNumberOffset: 2,
        });
        expect(parseGstreamerCaps(formatGstreamerCaps(stream, { version }))).toEqual(stream);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads back all that caps can carry of a stream', () => {
    fc.assert(
      fc.property(streamDescription, (stream) => {
        const back = parseGstreamerCaps(formatGstreamerCaps(stream));
        const { mediaType, direction, rtcp, rtcpMux, rtcpReducedSize, rtcpExtendedReports, mid, headerExtensions } =
          stream;
        const formats = stream.formats.slice(0, 1);
        expect(back).toMatchObject({
          mediaType,
          direction,
          rtcp,
          rtcpMux,
          rtcpReducedSize,
          rtcpExtendedReports,
          mid,
          headerExtensions,
          formats,
        });
        const named = stream.sources.filter(({ cname, attributes }) => cname !== undefined || attributes.length > 0);
        expect(back).toMatchObject({ sources: expect.arrayContaining(named) });
        const otherLines = stream.otherLines.filter((line) => /^a=[\w-]+:/.test(line));
        expect(back).toMatchObject({ otherLines });
      }),
      { numRuns: 500 },
    );
  });

  it('B87: throws at no text, and can write whatever it has read', () => {
    const original = formatGstreamerCaps(STREAM);
    const patch = fc.tuple(
      fc.nat(original.length),
      fc.nat(3),
      fc.string({ unit: fc.constantFrom(...' ,;=<>[("\\\n\0a0-é'), maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(patch, { maxLength: 3 }), (patches) => {
        let text = original;
        for (const [at, cut, insert] of patches) text = text.slice(0, at) + insert + text.slice(at + cut);
        const stream = parseGstreamerCaps(text);
        if (stream instanceof Reject) return;
        formatSdp(createSessionDescription({ streams: [stream] }));
        const caps = formatGstreamerCaps(stream);
        expect(formatGstreamerCaps(parseGstreamerCaps(caps) as typeof stream)).toBe(caps);
      }),
      { numRuns: 3000 },
    );
  });
});
