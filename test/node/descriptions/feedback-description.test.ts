import { describe, expect, it } from 'vitest';
import { findDescribedStream } from '../../../src/node/descriptions/described-stream.js';
import { namesOfSources } from '../../../src/node/descriptions/feedback-description.js';
import { formatsOfStream } from '../../../src/node/descriptions/receive-formats.js';
import type { ReceiveFormat } from '../../../src/session/session-options.js';

/** The formats to receive of a description of H.264 as 96, and of `rtx` as 97 and 98. */
function formatsOf(...lines: string[]): ReceiveFormat[] {
  const network = ['v=0', 'm=video 5004 RTP/AVPF 96 97 98', 'a=rtpmap:96 H264/90000'];
  const retransmissions = ['a=rtpmap:97 rtx/90000', 'a=rtpmap:98 RTX/90000'];
  return formatsOfStream(findDescribedStream([...network, ...retransmissions, ...lines].join('\n')));
}

describe('RFC 4585 §4.2 the feedback of a description', () => {
  it('is what both know, in whatever order and company it is written', () => {
    const kinds = ['transport-cc', 'nack rai', 'ccm tmmbr smaxpr=120', 'x-own', 'nack pli', 'trr-int 100', 'ack ccfb'];
    expect(formatsOf(...kinds.map((kind) => `a=rtcp-fb:96 ${kind}`))).toMatchObject([
      { payloadType: 96, feedback: ['nack pli', 'ccm tmmbr', 'transport-cc', 'ack ccfb'] },
    ]);
  });

  it('is that of every payload type where it is asked for all', () => {
    expect(formatsOf('a=rtcp-fb:* nack')).toMatchObject([{ payloadType: 96, feedback: ['nack'] }]);
  });

  it('is none where nothing is said', () => {
    expect(formatsOf()[0]).not.toHaveProperty('feedback');
  });
});

describe('RFC 4588 §8.6 the retransmission stream of a description', () => {
  it('is the one whose apt is the format, with its time and the sources of its flows', () => {
    const formats = formatsOf(
      'a=fmtp:97 apt=100',
      'a=fmtp:98 apt=96;rtx-time=3000',
      'a=ssrc-group:FID 1 2',
      'a=ssrc-group:FEC-FR 1 3',
      'a=ssrc-group:FID 4',
    );
    expect(formats).toMatchObject([
      { retransmission: { payloadType: 98, timeMs: 3000, flows: [{ ssrc: 1, retransmissionSsrc: 2 }] } },
    ]);
  });

  it('may say neither time nor flows, or a time that is none', () => {
    expect(formatsOf('a=fmtp:97 apt=96')[0]!.retransmission).toEqual({ payloadType: 97 });
    for (const time of ['0', '-1', 'soon', '4294967296']) {
      expect(formatsOf(`a=fmtp:97 apt=96;rtx-time=${time}`)[0]!.retransmission).toEqual({ payloadType: 97 });
    }
  });

  it('is none for another payload type, and none that looks like RTCP on one port', () => {
    expect(formatsOf('a=fmtp:97 apt=100', 'a=fmtp:98 x=96')[0]).not.toHaveProperty('retransmission');
    const description = `v=0\nm=video 5004 RTP/AVPF 96 72\na=rtcp-mux\na=rtpmap:96 H264/90000\na=rtpmap:72 rtx/90000
a=fmtp:72 apt=96\n`;
    expect(formatsOfStream(findDescribedStream(description))[0]).not.toHaveProperty('retransmission');
  });

  it('is nothing that can be received by itself', () => {
    const alone = 'v=0\nm=video 5004 RTP/AVPF 97\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\n';
    expect(() => formatsOfStream(findDescribedStream(alone))).toThrow('The described stream is empty');
  });
});

describe('RFC 5576 §6.1 the sources of a description', () => {
  it('have the CNAMEs that it tells, as far as RTCP could carry them', () => {
    const lines = ['v=0', 'm=video 5004 RTP/AVP 33', 'a=ssrc:7 cname:me@here', 'a=ssrc:8 msid:x'];
    const stream = findDescribedStream([...lines, `a=ssrc:9 cname:${'é'.repeat(128)}`].join('\n'));
    expect(namesOfSources(stream)).toEqual(new Map([[7, 'me@here']]));
  });
});
