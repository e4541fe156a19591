import { describe, expect, it } from 'vitest';
import type { FeedbackMessage } from '../../../src/session/feedback/feedback-message.js';
import type { OutgoingStream } from '../../../src/session/outgoing/outgoing-stream.js';
import { said } from '../toy-stream.js';
import { VirtualLink } from '../virtual-link.js';
import { KEY_FRAME, keyFrameFormat } from './key-frame-format.js';
import { compoundsOf, typesOf } from './sent-compounds.js';

const format = keyFrameFormat();
const rtcp = { profile: 'AVPF', bandwidth: 1_000_000 } as const;

/** A stream that has begun, for which such feedback was agreed on. */
function scene(feedback: readonly FeedbackMessage[]): { link: VirtualLink; outgoing: OutgoingStream } {
  const receive = [{ payloadType: 96, format, feedback }];
  const link = new VirtualLink({ rtcp, remote: { host: 'b', port: 5004 } }, { rtcp, receive });
  const outgoing = link.a.session.addOutgoing({ format, feedback });
  play(link, outgoing);
  return { link, outgoing };
}

function play(link: VirtualLink, outgoing: OutgoingStream): void {
  for (let index = 0; index < 25; index++) {
    link.act((now) => outgoing.send(now, KEY_FRAME));
    link.runTo(link.now + 40);
  }
}

describe('RFC 5104 §4.2 temporary maximum media stream bit rate', () => {
  it('tells the application of the sender what limits bind, and the receiver that they do', () => {
    const { link, outgoing } = scene(['ccm tmmbr']);
    const entries = [{ ssrc: outgoing.ssrc, bitRate: 500_000, overhead: 40 }];
    link.act((now) => {
      const type = 'temporary-maximum-media-bit-rate-request';
      expect(link.b.session.giveFeedback(now, { type, mediaSsrc: 0, entries })).toBe(true);
    });
    play(link, outgoing);
    const [limited] = said(link.a, 'bit-rate-limited');
    expect(limited).toMatchObject({ stream: outgoing, bitRate: 500_000 });
    expect(said(link.b, 'bit-rate-notification')).toEqual([
      { type: 'bit-rate-notification', stream: link.b.session.incoming.get(outgoing.ssrc), limits: limited!.limits },
    ]);
  });

  it('lifts the limits of a receiver that leaves', () => {
    const { link, outgoing } = scene(['ccm tmmbr']);
    const entries = [{ ssrc: outgoing.ssrc, bitRate: 500_000, overhead: 40 }];
    const type = 'temporary-maximum-media-bit-rate-request';
    link.act((now) => void link.b.session.giveFeedback(now, { type, mediaSsrc: 0, entries }));
    play(link, outgoing);
    link.act((now) => link.b.session.close(now));
    play(link, outgoing);
    expect(said(link.a, 'bit-rate-limited').map(({ bitRate }) => bitRate)).toEqual([500_000, undefined]);
  });
});

describe('feedback that only applications understand', () => {
  it('reaches the application of the sender where it was agreed on', () => {
    const { link, outgoing } = scene(['goog-remb', 'nack sli', 'nack rpsi']);
    const slices = [{ first: 1, number: 2, pictureId: 3 }];
    const reference = { payloadType: 96, bitString: Uint8Array.of(0xa0), bitLength: 3 };
    const mediaSsrc = outgoing.ssrc;
    link.act((now) => {
      const { session } = link.b;
      session.giveFeedback(now, { type: 'slice-loss-indication', mediaSsrc, slices });
      session.giveFeedback(now, { type: 'reference-picture-selection-indication', mediaSsrc, ...reference });
      const ssrcs = [mediaSsrc];
      session.giveFeedback(now, { type: 'receiver-estimated-maximum-bit-rate', mediaSsrc: 0, bitRate: 1e6, ssrcs });
    });
    play(link, outgoing);
    const ssrc = link.b.session.statistics.sources > 0 ? expect.any(Number) : 0;
    expect(said(link.a, 'feedback').map(({ stream, packet }) => ({ stream, packet }))).toEqual([
      { stream: outgoing, packet: { type: 'slice-loss-indication', ssrc, mediaSsrc, slices } },
      { stream: outgoing, packet: { type: 'reference-picture-selection-indication', ssrc, mediaSsrc, ...reference } },
      {
        stream: outgoing,
        packet: { type: 'receiver-estimated-maximum-bit-rate', ssrc, mediaSsrc: 0, bitRate: 1e6, ssrcs: [mediaSsrc] },
      },
    ]);
  });

  it('is not given where it was not', () => {
    const { link, outgoing } = scene(['nack pli']);
    const slices = [{ first: 1, number: 2, pictureId: 3 }];
    link.act((now) => {
      const { session } = link.b;
      const feedback = { type: 'slice-loss-indication', slices } as const;
      expect(session.giveFeedback(now, { ...feedback, mediaSsrc: outgoing.ssrc })).toBe(false);
      expect(session.giveFeedback(now, { ...feedback, mediaSsrc: 1 })).toBe(false);
    });
  });

  it('is refused where it cannot be', () => {
    const { link, outgoing } = scene(['nack sli']);
    const { session } = link.b;
    const slices = [{ first: 1, number: 2, pictureId: 64 }];
    const wrong = { type: 'slice-loss-indication', mediaSsrc: outgoing.ssrc, slices } as const;
    expect(() => session.giveFeedback(link.now, wrong)).toThrow(RangeError);
    expect(() => session.giveFeedback(link.now, { type: 'generic-nack' } as never)).toThrow(TypeError);
  });
});

describe('RFC 6051 §3.2 rapid resynchronisation request', () => {
  it('brings a sender report as soon as a stream has begun without one', () => {
    const receive = [{ payloadType: 96, format }];
    const asking = { ...rtcp, rapidResynchronization: true };
    const link = new VirtualLink({ rtcp, remote: { host: 'b', port: 5004 } }, { rtcp: asking, receive });
    link.runTo(5000);
    const outgoing = link.a.session.addOutgoing({ format });
    play(link, outgoing);
    const started = link.b.said.find(({ output }) => output.type === 'stream')!.at;
    const reported = link.b.said.find(({ output }) => output.type === 'report')!.at;
    expect(reported - started).toBeLessThanOrEqual(20 + 1e-6);
    expect(said(link.b, 'frame')[0]!.captureNtp).toBeDefined();
  });

  it.each([
    ['in the profile AVP, where the report comes in its time', { rapidResynchronization: true }],
    ['unasked: there are senders that do not survive it', { profile: 'AVPF' } as const],
  ])('is not sent %s', (_case, options) => {
    const receive = [{ payloadType: 96, format }];
    const link = new VirtualLink({ remote: { host: 'b', port: 5004 } }, { rtcp: options, receive });
    const outgoing = link.a.session.addOutgoing({ format });
    play(link, outgoing);
    const types = compoundsOf(link.b.said).flatMap(typesOf);
    expect(types).not.toContain('rapid-resynchronization-request');
  });
});
