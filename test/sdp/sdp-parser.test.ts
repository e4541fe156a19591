import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Reject } from '../../src/errors.js';
import { parseSdp, type SessionDescription, type StreamDescription } from '../../src/sdp/index.js';

/** Printed by FFmpeg 5.1 for `-c:v libx264 -f rtp ... -c:a libvorbis -f rtp ...`. */
const FFMPEG = fixture('ffmpeg-5.1.sdp');
/** By hand, in the form of Chrome's offers; ICE candidates and most codecs left out. */
const CHROME = fixture('chrome.sdp');

const VIDEO = ['m=video 5004 RTP/AVP 96', 'a=rtpmap:96 H264/90000'];

function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

function accepted(text: string): SessionDescription {
  const session = parseSdp(text);
  if (session instanceof Reject) throw new Error(session.toString());
  return session;
}

function stream(...lines: string[]): StreamDescription {
  return accepted(['v=0', ...VIDEO, ...lines].join('\n')).streams[0]!;
}

/** The reject of a description with this line after a video stream; the line is the fourth. */
function rejected(line: string): Reject {
  const reject = parseSdp(['v=0', ...VIDEO, line].join('\r\n'));
  expect(reject).toBeInstanceOf(Reject);
  return reject as Reject;
}

describe('RFC 8866 §5 session descriptions', () => {
  it('reads what FFmpeg prints, its leading SDP: included', () => {
    const { streams, name, otherLines } = accepted(FFMPEG);
    expect(name).toBe('No Name');
    expect(otherLines).toEqual(['a=tool:libavformat LIBAVFORMAT_VERSION']);
    const [video, audio] = streams;
    expect(video).toMatchObject({ mediaType: 'video', port: 50000, profile: 'RTP/AVP', direction: 'sendrecv' });
    expect(video!.connection).toEqual({ addressType: 'IP4', address: '127.0.0.1', ttl: undefined, addressCount: 1 });
    expect(video!.formats).toEqual([
      {
        payloadType: 96,
        encodingName: 'H264',
        clockRate: 90000,
        channels: undefined,
        rtcpFeedback: [],
        formatParameters: {
          'packetization-mode': '1',
          'sprop-parameter-sets': 'Z0LAC9kChH5cBEAAAAMAQAAADyPFCpI=,aMuDyyA=',
          'profile-level-id': '42C00B',
        },
      },
    ]);
    expect(audio!.formats[0]).toMatchObject({ encodingName: 'vorbis', clockRate: 44100, channels: 2 });
    expect(audio!.formats[0]!.formatParameters['configuration']).toMatch(/^AAAAAf7Nug8WAh4AAXZvcmJpcw.*AAAEBA==$/);
  });

  it('reads what a browser offers and keeps its data channel as lines', () => {
    const { streams, otherLines, otherMedia } = accepted(CHROME);
    const [audio, video] = streams;
    expect(otherLines).toEqual(['a=group:BUNDLE 0 1 2', 'a=extmap-allow-mixed', 'a=msid-semantic: WMS 7c1e']);
    expect(otherMedia).toEqual([
      ['m=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'c=IN IP4 0.0.0.0', 'a=mid:2', 'a=sctp-port:5000'],
    ]);
    expect(audio!.formats.map((format) => format.payloadType)).toEqual([111, 63, 9, 0, 8, 13, 110, 126]);
    expect(audio!.formats[1]!.formatParameters).toEqual({ '111/111': '' });
    expect(audio!.sources).toEqual([{ ssrc: 3570614608, cname: '4TOk42mSjXCkVIa6', attributes: ['msid:7c1e 1f2d'] }]);
    expect(video).toMatchObject({ mid: '1', rtcpMux: true, rtcpReducedSize: true, direction: 'sendonly' });
    expect(video!.rtcp).toEqual({ port: 9, address: '0.0.0.0' });
    expect(video!.formats[0]!.rtcpFeedback).toEqual(['goog-remb', 'transport-cc', 'ccm fir', 'nack', 'nack pli']);
    expect(video!.headerExtensions).toEqual([
      { id: 14, uri: 'urn:ietf:params:rtp-hdrext:toffset', direction: undefined, attributes: '' },
      { id: 13, uri: 'urn:3gpp:video-orientation', direction: 'sendonly', attributes: '' },
    ]);
    expect(video!.sourceGroups).toEqual([{ semantics: 'FID', ssrcs: [2231627014, 632943048] }]);
  });

  it('reads LF and CRLF alike', () => {
    const lines = ['v=0', 's=x', ...VIDEO, ''];
    expect(parseSdp(lines.join('\n'))).toEqual(parseSdp(lines.join('\r\n')));
  });

  it('gives each stream what the session says for all', () => {
    const { streams } = accepted(
      [
        'v=0',
        'c=IN IP4 239.1.2.3/16',
        'a=recvonly',
        'a=extmap:1 urn:a',
        'a=source-filter: incl IN IP4 239.1.2.3 10.0.0.1',
        ...VIDEO,
        'a=extmap:2 urn:b',
        ...VIDEO,
        'c=IN IP6 ff15::1/3',
        'a=sendonly',
        'a=source-filter: excl IN * * 10.0.0.2 10.0.0.3',
      ].join('\n'),
    );
    const [first, second] = streams;
    expect(first!.connection).toEqual({ addressType: 'IP4', address: '239.1.2.3', ttl: 16, addressCount: 1 });
    expect(first!.direction).toBe('recvonly');
    expect(first!.headerExtensions.map(({ uri }) => uri)).toEqual(['urn:a', 'urn:b']);
    expect(first!.sourceFilters).toEqual([
      { mode: 'incl', addressType: 'IP4', destination: '239.1.2.3', sources: ['10.0.0.1'] },
    ]);
    expect(second!.connection).toEqual({ addressType: 'IP6', address: 'ff15::1', ttl: undefined, addressCount: 3 });
    expect(second!.direction).toBe('sendonly');
    expect(second!.sourceFilters).toEqual([
      { mode: 'excl', addressType: '*', destination: '*', sources: ['10.0.0.2', '10.0.0.3'] },
    ]);
  });

  it('keeps a further c= line of a stream, and uses the first', () => {
    const { connection, otherLines } = stream('c=IN IP4 224.2.1.1/127', 'c=IN IP4 224.2.1.2/127');
    expect(connection!.address).toBe('224.2.1.1');
    expect(otherLines).toEqual(['c=IN IP4 224.2.1.2/127']);
  });

  it('reads the three bandwidths of RTP and keeps the others', () => {
    const { bandwidth, otherLines } = stream('b=AS:500', 'b=RS:0', 'b=RR:1500', 'b=TIAS:480000');
    expect(bandwidth).toEqual({ applicationSpecific: 500, rtcpSenders: 0, rtcpReceivers: 1500 });
    expect(otherLines).toEqual(['b=TIAS:480000']);
  });

  it('gives feedback of every payload type to each', () => {
    const { formats } = accepted(
      ['v=0', 'm=audio 0 RTP/AVPF 0 8', 'a=rtcp-fb:* nack', 'a=rtcp-fb:8 nack pli'].join('\n'),
    ).streams[0]!;
    expect(formats.map((format) => format.rtcpFeedback)).toEqual([['nack'], ['nack', 'nack pli']]);
  });

  it('reads a retransmission stream: its format, its feedback and which source is whose (RFC 4588 §8.6)', () => {
    const { formats, profile, rtcpReducedSize, sourceGroups } = accepted(
      [
        'v=0',
        'm=video 5004 RTP/AVPF 96 97',
        'a=rtpmap:96 H264/90000',
        'a=rtpmap:97 rtx/90000',
        'a=fmtp:97 apt=96;rtx-time=3000',
        'a=rtcp-fb:96 nack',
        'a=rtcp-fb:* trr-int 1000',
        'a=rtcp-rsize',
        'a=ssrc-group:FID 1111 2222',
        'a=ssrc-group:FEC-FR 1111 3333 4444',
      ].join('\n'),
    ).streams[0]!;
    expect(formats.map(({ rtcpFeedback }) => rtcpFeedback)).toEqual([['nack', 'trr-int 1000'], ['trr-int 1000']]);
    expect(formats[1]).toMatchObject({ encodingName: 'rtx', formatParameters: { apt: '96', 'rtx-time': '3000' } });
    expect({ profile, rtcpReducedSize }).toEqual({ profile: 'RTP/AVPF', rtcpReducedSize: true });
    expect(sourceGroups).toEqual([
      { semantics: 'FID', ssrcs: [1111, 2222] },
      { semantics: 'FEC-FR', ssrcs: [1111, 3333, 4444] },
    ]);
  });

  it('reads extended reports, of the session for every stream that names none of its own (RFC 3611 §5.1)', () => {
    const lines = [
      'v=0',
      'a=rtcp-xr:rcvr-rtt=all',
      'm=audio 0 RTP/AVP 0',
      'm=audio 0 RTP/AVP 8',
      'a=rtcp-xr:voip-metrics',
    ];
    const { streams } = accepted([...lines, 'm=audio 0 RTP/AVP 9', 'a=rtcp-xr'].join('\n'));
    expect(streams.map(({ rtcpExtendedReports }) => rtcpExtendedReports)).toEqual([
      ['rcvr-rtt=all'],
      ['voip-metrics'],
      [],
    ]);
  });

  it('knows payload types that need no rtpmap (RFC 3551 §6)', () => {
    const { formats } = accepted('v=0\nm=audio 5004 RTP/AVP 10 33').streams[0]!;
    expect(formats).toMatchObject([
      { encodingName: 'L16', clockRate: 44100, channels: 2 },
      { encodingName: 'MP2T', clockRate: 90000, channels: undefined },
    ]);
  });

  it('keeps lines about payload types that are not listed', () => {
    expect(stream('a=rtpmap:97 rtx/90000', 'a=framerate:25').otherLines).toEqual([
      'a=rtpmap:97 rtx/90000',
      'a=framerate:25',
    ]);
  });

  it('keeps a stream that is switched off without a format as lines', () => {
    const session = accepted('v=0\nm=video 0 RTP/AVP 96\na=inactive');
    expect(session.streams).toEqual([]);
    expect(session.otherMedia).toEqual([['m=video 0 RTP/AVP 96', 'a=inactive']]);
  });
});

describe('RFC 8866 errors name the line and what was expected', () => {
  it('wants v=0 first', () => {
    expect(String(parseSdp(''))).toBe('version-missing at 1 (RFC 8866 §5.1): found no line, expected v=0');
    expect(String(parseSdp('SDP:\nm=audio 1 RTP/AVP 0'))).toBe(
      'version-missing at 2 (RFC 8866 §5.1): found "m=audio 1 RTP/AVP 0", expected v=0',
    );
  });

  it('wants an rtpmap for a dynamic payload type', () => {
    expect(String(parseSdp('v=0\ns=-\nm=video 5004 RTP/AVP 96'))).toBe(
      'payload-type-undescribed at 3 (RFC 8866 §6.6): payload type 96 is listed, expected an a=rtpmap line for it',
    );
  });

  it.each([
    ['a=rtpmap:96 H264', 'RFC 8866 §6.6'],
    ['a=rtpmap:128 H264/90000', 'RFC 8866 §6.6'],
    ['a=rtpmap:96 L16/44100/0', 'RFC 8866 §6.6'],
    ['a=fmtp:x y', 'RFC 8866 §6.15'],
    ['a=rtcp:65536', 'RFC 3605 §2.1'],
    ['a=rtcp:1 IN IP5 ::1', 'RFC 3605 §2.1'],
    ['a=rtcp-fb:96', 'RFC 4585 §4.2'],
    ['a=extmap:0 urn:x', 'RFC 8285 §5'],
    ['a=extmap:1/sideways urn:x', 'RFC 8285 §5'],
    ['a=ssrc:4294967296 cname:x', 'RFC 5576 §4.1'],
    ['a=ssrc-group:FID 1 -2', 'RFC 5576 §4.2'],
    ['a=ssrc-group:', 'RFC 5576 §4.2'],
    ['a=source-filter:incl IN IP4 239.1.1.1', 'RFC 4570 §3'],
    ['a=mid:', 'RFC 5888 §4'],
    ['b=AS:fast', 'RFC 8866 §5.8'],
    ['b=AS', 'RFC 8866 §5.8'],
    ['c=IN IP4 239.1.1.1/256', 'RFC 8866 §5.7'],
    ['c=IN IP6 ff15::1/3/4', 'RFC 8866 §5.7'],
    ['c=127.0.0.1', 'RFC 8866 §5.7'],
  ])('refuses %s', (line, section) => {
    const reject = rejected(line);
    expect(reject).toMatchObject({ reason: 'line-malformed', offset: 4, section });
    expect(reject.detail).toContain(`found "${line}", expected `);
  });

  it('shows no more than the beginning of a long line', () => {
    expect(rejected(`a=extmap:${'9'.repeat(100_000)}`).detail!.length).toBeLessThan(300);
  });
});

describe('hostile descriptions', () => {
  it.each([
    ['m=video 65536 RTP/AVP 96'],
    ['m=video 99999999999999999999 RTP/AVP 96'],
    ['m=video port RTP/AVP 96'],
    ['m=video -1 RTP/AVP 96'],
    ['m=video 1 RTP/AVP 128'],
    ['m=video 1 RTP/AVP 96 x'],
    ['m=video 1 RTP/AVP'],
    ['m=video 1/0 RTP/AVP 96'],
    ['m=a/b 1 RTP/AVP 96'],
    ['m=a\tb 1 RTP/AVP 96'],
  ])('B87: refuses %s and says what a media line is', (line) => {
    expect(rejected(line)).toMatchObject({ offset: 4, section: 'RFC 8866 §5.14', reason: 'line-malformed' });
  });

  it('B87: keeps a media line without a port among the other media', () => {
    expect(accepted('v=0\nm=  RTP/AVP').otherMedia).toEqual([['m=  RTP/AVP']]);
    expect(accepted('v=0\nm=').otherMedia).toEqual([['m=']]);
  });

  it('B87: refuses a line without an equals sign, and one with a carriage return inside', () => {
    expect(rejected('a')).toMatchObject({ offset: 4, reason: 'line-malformed' });
    expect(rejected('a=x\ry')).toMatchObject({ offset: 4, reason: 'line-malformed' });
  });

  it('B87: reads numbers of format parameters as the texts they are', () => {
    const { formats } = stream('a=fmtp:96 packetization-mode=99999999999999999999; max-fs=-1');
    expect(formats[0]!.formatParameters).toEqual({ 'packetization-mode': '99999999999999999999', 'max-fs': '-1' });
  });

  it('B87: ends after each octet of a good description without an exception', () => {
    const text = FFMPEG.slice(0, 700) + CHROME.slice(0, 1500);
    for (let end = 0; end <= text.length; end++) parseSdp(text.slice(0, end));
    expect(parseSdp(CHROME)).not.toBeInstanceOf(Reject);
  });

  it('B87: reads 259 000 lines of one stream', () => {
    const sources = Array.from({ length: 259_000 }, (_, index) => `a=ssrc:${index} cname:${index}`);
    const last = accepted(['v=0', ...VIDEO, ...sources].join('\n')).streams[0]!.sources.at(-1);
    expect(last).toEqual({ ssrc: 258_999, cname: '258999', attributes: [] });
  });

  it('B87: refuses more streams, feedback or extensions than a session can have', () => {
    const streams = Array.from({ length: 1025 }, () => 'm=audio 1 RTP/AVP 0');
    expect(parseSdp(['v=0', ...streams].join('\n'))).toMatchObject({ offset: 1026, reason: 'line-malformed' });
    const feedback = Array.from({ length: 65 }, (_, index) => `a=rtcp-fb:* x${index}`);
    expect(parseSdp(['v=0', ...VIDEO, ...feedback].join('\n'))).toMatchObject({ offset: 68, section: 'RFC 4585 §4.2' });
    const extensions = Array.from({ length: 256 }, (_, index) => `a=extmap:${index + 1} urn:x`);
    expect(parseSdp(['v=0', ...extensions].join('\n'))).toMatchObject({ offset: 257, section: 'RFC 8285 §5' });
  });

  it('B81: refuses the clock rates 0 and 2^32, reads 1 and 2^32 - 1', () => {
    expect(rejected('a=rtpmap:96 H264/0').section).toBe('RFC 8866 §6.6');
    expect(rejected('a=rtpmap:96 H264/4294967296').section).toBe('RFC 8866 §6.6');
    expect(stream('a=rtpmap:96 H264/1').formats[0]!.clockRate).toBe(1);
    expect(stream('a=rtpmap:96 H264/4294967295').formats[0]!.clockRate).toBe(4294967295);
  });

  it.each(['', 'not base64!', 'Z0I=', ',,,'])('B53: passes sprop-parameter-sets of "%s" on as written', (sets) => {
    const { formats } = stream(`a=fmtp:96 sprop-parameter-sets=${sets}`);
    expect(formats[0]!.formatParameters).toEqual({ 'sprop-parameter-sets': sets });
  });

  it('B87: keeps a parameter called __proto__ a parameter', () => {
    const parameters = stream('a=fmtp:96 __proto__=x').formats[0]!.formatParameters;
    expect(Object.entries(parameters)).toEqual([['__proto__', 'x']]);
    expect(Object.getPrototypeOf(parameters)).toBe(Object.prototype);
  });
});
