import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Reject } from '../../src/errors.js';
import { parseGstreamerCaps, type StreamDescription } from '../../src/sdp/index.js';

/** Printed by `gst-launch-1.0 -v` of GStreamer 1.22 for `x264enc ! rtph264pay ! rtpbin`. */
const VIDEO =
  'application/x-rtp, media=(string)video, clock-rate=(int)90000, encoding-name=(string)H264, packetization-mode=(string)1, ' +
  'sprop-parameter-sets=(string)"Z0LAFdkBQfv/AAkACGoMDA1KAAAH0gAB1MEeLFyQ\\,aMuMsg\\=\\=", profile-level-id=(string)42c015, ' +
  'profile=(string)constrained-baseline, payload=(int)96, ssrc=(uint)3907322007, timestamp-offset=(uint)4040891224, ' +
  'seqnum-offset=(uint)21574, a-framerate=(string)29.970029970029969';

/** The same for `vorbisenc ! rtpvorbispay`, the configuration cut short; this element prints `payload` late. */
const AUDIO =
  'application/x-rtp, media=(string)audio, clock-rate=(int)44100, encoding-name=(string)VORBIS, encoding-params=(string)2, ' +
  'configuration=(string)"AAAAAX3/yg94Ah5iAXZvcmJpcwAAAAAC\\=\\=", seqnum-offset=(uint)7672, payload=(int)96, ssrc=(uint)2237557200';

/** By hand, as the scripts of 2010 wrote it with GStreamer 0.10 from `str(pad.get_property('caps'))`. */
const ARTICLE = readFileSync(new URL('fixtures/video-0.10.caps', import.meta.url), 'utf8');

function accepted(text: string): StreamDescription {
  const stream = parseGstreamerCaps(text);
  if (stream instanceof Reject) throw new Error(stream.toString());
  return stream;
}

function rejected(text: string): Reject {
  const reject = parseGstreamerCaps(text);
  expect(reject).toBeInstanceOf(Reject);
  return reject as Reject;
}

describe('GStreamer caps', () => {
  it('reads what 1.x prints for H.264', () => {
    const stream = accepted(VIDEO);
    expect(stream).toMatchObject({
      mediaType: 'video',
      port: 0,
      timestampOffset: 4040891224,
      sequenceNumberOffset: 21574,
      sources: [{ ssrc: 3907322007, cname: undefined, attributes: [] }],
      otherLines: ['a=framerate:29.970029970029969'],
    });
    expect(stream.formats).toEqual([
      {
        payloadType: 96,
        encodingName: 'H264',
        clockRate: 90000,
        channels: undefined,
        rtcpFeedback: [],
        formatParameters: {
          'packetization-mode': '1',
          'sprop-parameter-sets': 'Z0LAFdkBQfv/AAkACGoMDA1KAAAH0gAB1MEeLFyQ,aMuMsg==',
          'profile-level-id': '42c015',
          profile: 'constrained-baseline',
        },
      },
    ]);
  });

  it('reads what 1.x prints for Vorbis', () => {
    const [format] = accepted(AUDIO).formats;
    expect(format).toMatchObject({ encodingName: 'VORBIS', clockRate: 44100, channels: 2, payloadType: 96 });
    expect(format!.formatParameters).toEqual({ configuration: 'AAAAAX3/yg94Ah5iAXZvcmJpcwAAAAAC==' });
  });

  it('reads clock-base and seqnum-base of 0.10', () => {
    expect(accepted(ARTICLE)).toMatchObject({ timestampOffset: 4185254902, sequenceNumberOffset: 55640 });
  });

  it.each([
    ['with its backslashes stripped, as the receivers of 2010 did', ARTICLE.replaceAll('\\', '')],
    ['escaped once more, as gst-launch-0.10 -v printed it', ARTICLE.replace(/["\\]/g, '\\$&')],
    ['with the type names of early 0.10', ARTICLE.replaceAll('(uint)', '(guint)').replaceAll('(int)', '(gint)')],
    ['without types', ARTICLE.replaceAll(/\(\w+\)/g, '')],
    ['over several lines', `\n${ARTICLE.replaceAll(', ', ' ,\n  ')};\n`],
    ['with a feature', ARTICLE.replace('x-rtp', 'x-rtp(memory:SystemMemory)')],
    ['in another order', ARTICLE.replace(/, (media.*?), (.*), (payload=\(int\)96)/, ', $3, $2, $1')],
  ])('reads an old caps file %s', (_how, text) => {
    expect(text).not.toBe(ARTICLE);
    expect(accepted(text)).toEqual(accepted(ARTICLE));
  });

  it('reads the shortest caps that GStreamer takes', () => {
    expect(accepted('application/x-rtp,media=video,clock-rate=90000,encoding-name=H264').formats[0]).toMatchObject({
      payloadType: 96,
      clockRate: 90000,
    });
    expect(accepted('application/x-rtp,media=audio,payload=0').formats[0]).toMatchObject({ encodingName: 'PCMU' });
  });

  it('takes channels from RFC 3551 only for the encoding that it lists', () => {
    const channels = (name: string): number | undefined =>
      accepted(`application/x-rtp,media=audio,payload=10,clock-rate=44100,encoding-name=${name}`).formats[0]!.channels;
    expect(channels('L16')).toBe(2);
    expect(channels('VORBIS')).toBeUndefined();
  });

  it('reads the fields that GStreamer makes of SDP attributes', () => {
    // Printed by gst_sdp_media_get_caps_from_media and gst_sdp_media_attributes_to_caps of 1.22.
    const stream = accepted(
      'application/x-rtp, media=(string)video, payload=(int)96, clock-rate=(int)90000, encoding-name=(string)H264, ' +
        'rtcp-fb-nack=(boolean)true, rtcp-fb-nack-pli=(boolean)true, rtcp-fb-ccm-fir=(boolean)true, rtcp-fb-transport-cc=(boolean)true, ' +
        'a-rtcp-mux=(string)"", a-rtcp=(string)10001, a-mid=(string)v, a-sendonly=(string)"", ' +
        'extmap-1=(string)urn:ietf:params:rtp-hdrext:toffset, ' +
        'extmap-2=(string)< sendonly, http://example.com/x, "long\\ attr" >, ' +
        'ssrc-1234-cname=(string)"abc\\@x", ssrc-1234-msid=(string)"a\\ b", x-own=(int)1, srtp-key=(buffer)00ff',
    );
    expect(stream.formats[0]!.rtcpFeedback).toEqual(['nack', 'nack pli', 'ccm fir', 'transport-cc']);
    expect(stream.formats[0]!.formatParameters).toEqual({});
    expect(stream).toMatchObject({ rtcpMux: true, rtcp: { port: 10001 }, mid: 'v', direction: 'sendonly' });
    expect(stream.headerExtensions).toEqual([
      { id: 1, uri: 'urn:ietf:params:rtp-hdrext:toffset', direction: undefined, attributes: '' },
      { id: 2, uri: 'http://example.com/x', direction: 'sendonly', attributes: 'long attr' },
    ]);
    expect(stream.sources).toEqual([{ ssrc: 1234, cname: 'abc@x', attributes: ['msid:a b'] }]);
  });

  it('reads the caps of a retransmission stream, and takes feedback for a sign of AVPF', () => {
    // Printed by gst_sdp_media_get_caps_from_media and gst_sdp_media_attributes_to_caps of 1.22, of two groups the last.
    const stream = accepted(
      'application/x-rtp, media=(string)video, payload=(int)97, clock-rate=(int)90000, encoding-name=(string)RTX, ' +
        'apt=(string)96, rtx-time=(string)1000, rtcp-fb-trr-int-1000=(boolean)true, a-rtcp-rsize=(string)"", ' +
        'a-ssrc-group=(string)"FID\\ 3333\\ 4444"',
    );
    expect(stream.formats[0]).toMatchObject({
      encodingName: 'RTX',
      formatParameters: { apt: '96', 'rtx-time': '1000' },
      rtcpFeedback: ['trr-int 1000'],
    });
    expect(stream).toMatchObject({ profile: 'RTP/AVPF', rtcpReducedSize: true });
    expect(stream.sourceGroups).toEqual([{ semantics: 'FID', ssrcs: [3333, 4444] }]);
  });

  it('reads octal escapes as UTF-8', () => {
    const text = 'application/x-rtp, media=video, payload=33, title="h\\303\\251\\ \\"x\\\\", odd="\\377"';
    expect(accepted(text).formats[0]!.formatParameters).toEqual({ title: 'hé "x\\', odd: '\ufffd' });
  });
});

describe('hostile caps', () => {
  const H264 = 'application/x-rtp, media=video, clock-rate=90000, encoding-name=H264';

  it.each([
    ['', 'found the end, expected a media type such as application/x-rtp'],
    ['video/x-raw, width=320', 'media type is "video/x-raw", expected application/x-rtp'],
    ['application/x-rtp, payload=96', 'media is missing, expected video, audio or another type'],
    ['application/x-rtp, media=video', 'encoding-name is missing, expected a word'],
    ['application/x-rtp, media=video, encoding-name=H264', 'clock-rate is missing, expected 1 to 4294967295'],
    [`${H264}, payload=128`, 'payload is "128", expected a number from 0 to 127'],
    [`${H264}, payload=[96, 127]`, 'found "[96, 127]", expected one value of "payload", not a range or a list'],
    [`${H264}, ssrc=4294967296`, 'ssrc is "4294967296", expected a number from 0 to 4294967295'],
    [`${H264}, seqnum-base=65536`, 'seqnum-base is "65536", expected a number from 0 to 65535'],
    [`${H264}, encoding-params=many`, 'encoding-params is "many", expected 1 to 255 channels'],
    [`${H264}, a="b\\;c"`, 'a is "b;c", expected one line without semicolons, as the lines of SDP'],
    [`${H264}, a-x="b\\012a=y"`, 'a-x is "b\\na=y", expected one line without semicolons, as the lines of SDP'],
    [`${H264}, a="open`, 'found "\\"open", expected one value of "a", not a range or a list'],
    [`${H264}, a`, 'found the end, expected = after "a"'],
    [`${H264},`, 'found the end, expected the name of a field'],
    [`${H264}; ${H264}`, `found ${JSON.stringify(H264)}, expected a comma or the end`],
  ])('refuses %s', (text, detail) => {
    expect(rejected(text)).toMatchObject({ offset: 1, section: 'GStreamer caps', detail });
  });

  it('names the line of a caps file', () => {
    expect(rejected(`${H264},\n  payload=96,\n  a=<`).offset).toBe(3);
  });

  it('B81: refuses the clock rates 0 and 2^32, reads 1 and 2^32 - 1', () => {
    const withRate = (rate: string): string =>
      `application/x-rtp, media=video, encoding-name=H264, clock-rate=(int)${rate}`;
    expect(rejected(withRate('0')).reason).toBe('caps-field-malformed');
    expect(rejected(withRate('4294967296')).reason).toBe('caps-field-malformed');
    expect(accepted(withRate('1')).formats[0]!.clockRate).toBe(1);
    expect(accepted(withRate('4294967295')).formats[0]!.clockRate).toBe(4294967295);
  });

  it('B87: ends after each character of good caps without an exception', () => {
    for (const text of [VIDEO, ARTICLE, ARTICLE.replace(/["\\]/g, '\\$&')]) {
      for (let end = 0; end < text.length; end++) parseGstreamerCaps(text.slice(0, end));
    }
    expect(parseGstreamerCaps(VIDEO)).not.toBeInstanceOf(Reject);
  });

  it('B87: reads megabytes of fields, of escapes and of octets', () => {
    const fields = Array.from({ length: 100_000 }, (_, index) => `f${index}=x`).join(', ');
    expect(Object.keys(accepted(`${H264}, ${fields}`).formats[0]!.formatParameters)).toHaveLength(100_000);
    for (const [escape, character] of [
      ['\\=', '='],
      ['\\101', 'A'],
    ] as const) {
      const { formatParameters } = accepted(`${H264}, f="${escape.repeat(500_000)}"`).formats[0]!;
      expect(formatParameters['f']).toBe(character.repeat(500_000));
    }
    expect(rejected(`${H264}, a=${'=(x'.repeat(500_000)}`).reason).toBe('caps-malformed');
  });
});
