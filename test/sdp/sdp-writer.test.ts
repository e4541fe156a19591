import { describe, expect, it } from 'vitest';
import { createSessionDescription, formatSdp, parseSdp } from '../../src/sdp/index.js';

const H264 = { payloadType: 96, encodingName: 'H264', clockRate: 90000 };

describe('RFC 8866 §9 writing', () => {
  it('writes the least that a stream needs', () => {
    const session = createSessionDescription({ streams: [{ mediaType: 'video', port: 10000, formats: [H264] }] });
    expect(formatSdp(session).split('\r\n')).toEqual([
      'v=0',
      'o=- 0 0 IN IP4 127.0.0.1',
      's=-',
      't=0 0',
      'm=video 10000 RTP/AVP 96',
      'a=rtpmap:96 H264/90000',
      '',
    ]);
  });

  it('writes all that a stream can have', () => {
    const session = createSessionDescription({
      name: 'wedding',
      bandwidth: { applicationSpecific: 800 },
      otherLines: ['i=two hours', 't=1 2', 'r=7d 1h 0 25h', 'a=tool:rtpkit'],
      streams: [
        {
          mediaType: 'audio',
          port: 11000,
          portCount: 2,
          profile: 'RTP/AVPF',
          direction: 'sendonly',
          connection: { addressType: 'IP4', address: '239.1.2.3', ttl: 16, addressCount: 2 },
          bandwidth: { applicationSpecific: 64, rtcpSenders: 0, rtcpReceivers: 0 },
          rtcp: { port: 11002, address: '2001:db8::1' },
          rtcpMux: true,
          rtcpReducedSize: true,
          rtcpExtendedReports: ['rcvr-rtt=all', 'stat-summary=loss,jitt'],
          mid: 'a1',
          sourceFilters: [{ mode: 'incl', addressType: 'IP4', destination: '239.1.2.3', sources: ['10.0.0.1'] }],
          headerExtensions: [{ id: 3, uri: 'urn:x', direction: 'recvonly', attributes: 'a b' }],
          sourceGroups: [{ semantics: 'FID', ssrcs: [7, 8] }],
          sources: [
            { ssrc: 7, cname: 'me@here', attributes: ['msid:x y'] },
            { ssrc: 8, cname: undefined, attributes: [] },
          ],
          formats: [
            {
              payloadType: 97,
              encodingName: 'vorbis',
              clockRate: 44100,
              channels: 2,
              formatParameters: { configuration: 'AAA=', 'delivery-method': 'in_band' },
              rtcpFeedback: ['nack', 'trr-int 1000'],
            },
          ],
          otherLines: ['i=sound', 'b=TIAS:64000', 'a=ptime:20'],
        },
      ],
    });
    expect(formatSdp(session).split('\r\n')).toEqual([
      'v=0',
      'o=- 0 0 IN IP4 127.0.0.1',
      's=wedding',
      'i=two hours',
      'b=AS:800',
      't=1 2',
      'r=7d 1h 0 25h',
      'a=tool:rtpkit',
      'm=audio 11000/2 RTP/AVPF 97',
      'i=sound',
      'c=IN IP4 239.1.2.3/16/2',
      'b=AS:64',
      'b=RS:0',
      'b=RR:0',
      'b=TIAS:64000',
      'a=mid:a1',
      'a=sendonly',
      'a=rtpmap:97 vorbis/44100/2',
      'a=fmtp:97 configuration=AAA=;delivery-method=in_band',
      'a=rtcp-fb:97 nack',
      'a=rtcp-fb:97 trr-int 1000',
      'a=rtcp:11002 IN IP6 2001:db8::1',
      'a=rtcp-mux',
      'a=rtcp-rsize',
      'a=rtcp-xr:rcvr-rtt=all stat-summary=loss,jitt',
      'a=source-filter: incl IN IP4 239.1.2.3 10.0.0.1',
      'a=extmap:3/recvonly urn:x a b',
      'a=ssrc-group:FID 7 8',
      'a=ssrc:7 cname:me@here',
      'a=ssrc:7 msid:x y',
      'a=ssrc:8',
      'a=ptime:20',
      '',
    ]);
    expect(parseSdp(formatSdp(session))).toEqual(session);
  });

  it('refuses text that would end its line', () => {
    const session = createSessionDescription({ name: 'x\r\nm=audio 1 RTP/AVP 0', streams: [] });
    expect(() => formatSdp(session)).toThrow(RangeError);
  });
});
