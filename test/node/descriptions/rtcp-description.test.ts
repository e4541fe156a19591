import { describe, expect, it } from 'vitest';
import { findDescribedStream } from '../../../src/node/descriptions/described-stream.js';
import {
  describeRegularInterval,
  describeRtcp,
  rtcpOptionsOf,
} from '../../../src/node/descriptions/rtcp-description.js';
import { createStreamDescription } from '../../../src/sdp/index.js';
import type { RtcpOptions } from '../../../src/session/session-options.js';

function optionsOf(mediaLine: string, ...lines: string[]): RtcpOptions {
  return rtcpOptionsOf(findDescribedStream(['v=0', `m=${mediaLine}`, 'a=rtpmap:96 H264/90000', ...lines].join('\n')));
}

describe('RTCP options of a description', () => {
  it('are profile, size, interval and bandwidths (RFC 4585 §4, RFC 5506 §5, RFC 3556)', () => {
    const lines = ['b=AS:500', 'b=RS:800', 'b=RR:0', 'a=rtcp-fb:* trr-int 1000', 'a=rtcp-rsize', 'a=rtcp-mux'];
    expect(optionsOf('video 5004 RTP/AVPF 96', ...lines)).toEqual({
      mux: true,
      bandwidth: 500_000,
      senderBandwidth: 800,
      receiverBandwidth: 0,
      profile: 'AVPF',
      reducedSize: true,
      regularIntervalMs: 1000,
    });
  });

  it('are those of the profile alone: AVP knows neither reduced size nor an interval', () => {
    expect(optionsOf('video 5004 RTP/AVP 96', 'a=rtcp-fb:96 trr-int 1000', 'a=rtcp-rsize')).toEqual({ mux: false });
  });

  it('are the longest interval of several, and none where a number is none', () => {
    const both = ['a=rtcp-fb:96 trr-int 200', 'a=rtcp-fb:0 trr-int 1000', 'a=rtcp-fb:0 trr-int x'];
    expect(optionsOf('video 5004 RTP/AVPF 96 0', ...both)).toMatchObject({ regularIntervalMs: 1000 });
    for (const interval of ['-1', '4294967296', '9'.repeat(400)]) {
      const options = optionsOf('video 5004 RTP/AVPF 96', `a=rtcp-fb:96 trr-int ${interval}`);
      expect(options).not.toHaveProperty('regularIntervalMs');
    }
    expect(optionsOf('video 5004 RTP/AVPF 96', 'a=rtcp-fb:96 trr-int 0')).toMatchObject({ regularIntervalMs: 0 });
  });

  it('are AVPF where the caps of GStreamer name feedback', () => {
    const caps = 'application/x-rtp, media=video, clock-rate=90000, encoding-name=H264, payload=96';
    expect(rtcpOptionsOf(findDescribedStream(caps))).toEqual({ mux: false });
    expect(rtcpOptionsOf(findDescribedStream(`${caps}, rtcp-fb-nack-pli=(boolean)true`))).toEqual({
      mux: false,
      profile: 'AVPF',
    });
  });
});

describe('the description of RTCP options', () => {
  it('reads back as the options', () => {
    for (const options of [
      {},
      { profile: 'AVPF' },
      { extendedReports: true },
      { bandwidth: 500_000, senderBandwidth: 800, receiverBandwidth: 0 },
      { profile: 'AVPF', reducedSize: true, regularIntervalMs: 1000, bandwidth: 64_000 },
      { profile: 'AVPF', regularIntervalMs: 0 },
    ] as const satisfies RtcpOptions[]) {
      const rtcpFeedback = describeRegularInterval(options);
      const formats = [{ payloadType: 96, encodingName: 'H264', clockRate: 90_000, rtcpFeedback }];
      const stream = createStreamDescription({ mediaType: 'video', formats, ...describeRtcp(options) });
      expect(rtcpOptionsOf(stream)).toEqual({ mux: false, ...options });
    }
  });

  it('is in whole numbers, and of what AVP has', () => {
    const options = { bandwidth: 64_001, senderBandwidth: 0.4, reducedSize: true, regularIntervalMs: 5 };
    expect(describeRtcp(options)).toEqual({
      profile: 'RTP/AVP',
      rtcpReducedSize: false,
      rtcpExtendedReports: [],
      bandwidth: { applicationSpecific: 65, rtcpSenders: 0 },
    });
    expect(describeRegularInterval(options)).toEqual([]);
  });
});
