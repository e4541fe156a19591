import { describe, expect, it } from 'vitest';
import { describeText } from '../../../src/cli/explanation/describe-text.js';
import { RtpkitError } from '../../../src/node/index.js';

const H264 = `v=0
o=- 1 1 IN IP4 10.0.0.1
s=-
c=IN IP4 10.0.0.2
t=0 0
m=video 5004 RTP/AVPF 96
a=rtpmap:96 H264/90000
a=fmtp:96 packetization-mode=1;profile-level-id=42c015;sprop-parameter-sets=Z0LAFdkBQfv/AAkACGoMDA1KAAAH0gAB1MEeLFyQ,aMuMsg==
a=rtcp-fb:96 nack
a=rtcp:5010
`;

function textOf(from: string, text: string): string {
  return describeText(from, text).lines.join('\n');
}

describe('SDP in words', () => {
  it('tells the codec, its picture, where it goes, and what receives it', () => {
    const words = textOf('my video.sdp', H264);
    expect(words).toContain('payload type 96: H264, 90000 Hz, Constrained Baseline, level 2.1, 320x240, feedback nack');
    expect(words).toContain('goes to 10.0.0.2:5004, reports to port 5010');
    expect(words).toContain("rtpkit recv-video 'my video.sdp'");
    expect(words).toContain('udpsrc port=5010 ! rtpbin.recv_rtcp_sink_0');
    expect(words).toContain("ffplay -protocol_whitelist file,udp,rtp -i 'my video.sdp'");
    expect(words).toContain('rtpkit send-video --to 10.0.0.2:5004');
  });

  it('says that encrypted media, and other codecs, are not for rtpkit', () => {
    const encrypted = textOf('x.sdp', H264.replace('RTP/AVPF', 'RTP/SAVPF'));
    expect(encrypted).toContain('video, RTP/SAVPF, encrypted');
    expect(encrypted).toContain('rtpkit receives and sends H264 and VORBIS, unencrypted');
    expect(encrypted).not.toContain('gst-launch');
    const opus = textOf(
      'x.sdp',
      'v=0\no=- 1 1 IN IP4 1.2.3.4\ns=-\nt=0 0\nm=audio 4000 RTP/AVP 97\na=rtpmap:97 opus/48000/2\n',
    );
    expect(opus).toContain('payload type 97: opus, 48000 Hz, 2 channels');
    expect(opus).toContain('rtpkit receives and sends H264 and VORBIS');
  });

  it('tells programs the same', () => {
    const { events, streams } = describeText('x.sdp', H264);
    expect(streams).toBe(1);
    expect(events[0]).toEqual({
      event: 'stream',
      mediaType: 'video',
      profile: 'RTP/AVPF',
      direction: 'sendrecv',
      host: '10.0.0.2',
      port: 5004,
      payloadType: 96,
      codec: 'H264',
      clockRate: 90_000,
    });
    const commands = events.filter(({ event }) => event === 'command').map(({ role, program }) => `${role} ${program}`);
    expect(commands).toEqual([
      'receive rtpkit',
      'receive gst-launch-1.0',
      'receive ffplay',
      'send rtpkit',
      'send gst-launch-1.0',
      'send ffmpeg',
    ]);
  });

  it('never lets what a stranger has written reach the shell as more than a word', () => {
    const hostile = textOf('x.sdp', H264.replace('c=IN IP4 10.0.0.2', 'c=IN IP4 $(reboot)'));
    for (const line of hostile.split('\n').filter((candidate) => candidate.startsWith('  rtpkit'))) {
      expect(line.replaceAll(/'[^']*'/g, '')).not.toContain('$(');
    }
  });

  it('is an error that names the line when it is neither SDP nor caps', () => {
    expect(() => describeText('x.txt', 'Dear reader')).toThrow(RtpkitError);
  });
});

describe('GStreamer caps in words', () => {
  it.each([
    ['1.x', 'payload=(int)97, ssrc=(uint)1'],
    ['0.10', 'payload=(int)97, ssrc=(guint)1, clock-base=(guint)5'],
  ])('take the ports of the original: caps of %s', (_, rest) => {
    const caps = `application/x-rtp, media=(string)video, clock-rate=(int)90000, encoding-name=(string)H264, ${rest}`;
    const words = textOf('video.caps', caps);
    expect(words).toContain('payload type 97: H264, 90000 Hz, parameter sets in-band');
    expect(words).toContain('rtpkit recv-video video.caps');
    expect(words).toContain('udpsrc port=10000 caps=application/x-rtp,media=video,clock-rate=90000');
    expect(words).toContain('udpsink host=127.0.0.1 port=10002');
    expect(words).not.toContain('ffplay');
  });

  it.each([
    ['a=(string)x', true],
    ['a=(string)"AAAA\\=\\="', true],
    ['a=(string)"b fakesrc ! filesink location=x fakesrc name=c"', false],
    ['a=(string)"q\\\\", b=(string)x', false],
    ['a=(string)x,\nb=(string)y', false],
  ])('go into a line of gst-launch-1.0 unless it would make elements of them: %s', (field, isSpliced) => {
    const vorbis = 'application/x-rtp, media=(string)audio, clock-rate=(int)44100, encoding-name=(string)VORBIS';
    const words = textOf('a.caps', `${vorbis}, configuration=(string)AAAA, ${field}, payload=(int)96\n`);
    expect(words).toContain('rtpkit recv-audio a.caps');
    expect(words.includes('$(cat a.caps)')).toBe(isSpliced);
  });
});
