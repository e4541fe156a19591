import { describe, expect, it } from 'vitest';
import { findDescribedStream } from '../../../src/node/descriptions/described-stream.js';
import { formatsOfCodec, formatsOfStream } from '../../../src/node/descriptions/receive-formats.js';
import { parseSdp, type SessionDescription } from '../../../src/sdp/index.js';

// By hand, of the form that FFmpeg 5.1 writes.
const SDP = `SDP:
v=0
o=- 0 0 IN IP4 127.0.0.1
s=No Name
c=IN IP4 127.0.0.1
t=0 0
m=video 5004 RTP/AVP 96
a=rtpmap:96 H264/90000
a=fmtp:96 packetization-mode=1
m=audio 5006 RTP/AVP 97 0
a=rtpmap:97 vorbis/44100/2
`;
const CAPS =
  'application/x-rtp, media=(string)video, clock-rate=(int)90000, encoding-name=(string)H264, payload=(int)98';

describe('the stream of a description', () => {
  it('is the first, or the first that offers the codec, in any case', () => {
    expect(findDescribedStream(SDP).port).toBe(5004);
    expect(findDescribedStream(SDP, 'VORBIS').port).toBe(5006);
    expect(findDescribedStream(parseSdp(SDP) as SessionDescription, 'h264').port).toBe(5004);
  });

  it('is read from the caps of GStreamer, or taken as it is', () => {
    const stream = findDescribedStream(CAPS);
    expect(stream.formats[0]).toMatchObject({ payloadType: 98, encodingName: 'H264', clockRate: 90_000 });
    expect(findDescribedStream(stream)).toBe(stream);
  });
});

describe('payload types to receive', () => {
  it('are those of the description that are known', () => {
    expect(formatsOfStream(findDescribedStream(SDP, 'vorbis'))).toMatchObject([
      { payloadType: 97, clockRate: 44_100, format: { encodingName: 'vorbis' } },
    ]);
    expect(formatsOfStream(findDescribedStream(SDP))).toMatchObject([
      { payloadType: 96, parameters: { 'packetization-mode': '1' } },
    ]);
  });

  it('are those that can be received, whatever else is offered', () => {
    const offer = `v=0\nm=video 5004 RTP/AVP 72 95 96 97 98\na=rtcp-mux
a=rtpmap:72 H264/90000\na=rtpmap:95 VP8/90000\na=rtpmap:96 H264/90000\na=rtpmap:97 vorbis/8000\na=rtpmap:98 H264/90000
a=fmtp:96 packetization-mode=2\na=fmtp:97 configuration=AAAA\n`;
    const stream = findDescribedStream(offer);
    expect(formatsOfStream(stream)).toMatchObject([{ payloadType: 98 }]);
    const formats = stream.formats.filter(({ payloadType }) => payloadType !== 98);
    expect(() => formatsOfStream({ ...stream, formats })).toThrow(
      'The described stream is H264 (payload type 72 looks like RTCP with rtcp-mux), VP8 (unknown), H264 ' +
        '(interleaved-mode-unsupported at 0 (RFC 6184 §8.1 packetization-mode): found 2, expected 0 or 1), vorbis ' +
        '(configuration-too-short at 3 (RFC 5215 §3.2.1)); known codecs are H264, vorbis',
    );
  });

  it('are none where packets are encrypted', () => {
    const stream = { ...findDescribedStream(SDP), profile: 'UDP/TLS/RTP/SAVPF' } as const;
    expect(() => formatsOfStream(stream)).toThrow('The described stream is encrypted (UDP/TLS/RTP/SAVPF)');
  });

  it('are all dynamic ones of a codec, or the one that is named (RFC 3551 §6)', () => {
    const all = formatsOfCodec({ codec: 'h264' });
    expect(all.map(({ payloadType }) => payloadType)).toEqual(Array.from({ length: 32 }, (_, index) => 96 + index));
    expect(formatsOfCodec({ codec: 'H264', payloadType: 35 })).toMatchObject([{ payloadType: 35 }]);
    const others = formatsOfCodec({ codec: 'H264', retransmission: { payloadType: 97 } });
    expect(others.map(({ payloadType }) => payloadType)).toEqual(
      all.map(({ payloadType }) => payloadType).filter((payloadType) => payloadType !== 97),
    );
  });
});
