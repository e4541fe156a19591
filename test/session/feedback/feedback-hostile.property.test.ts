import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket, type RtcpPacket } from '../../../src/rtcp/index.js';
import { FEEDBACK_MESSAGES } from '../../../src/session/feedback/feedback-message.js';
import { arbitraryFeedback } from '../../rtcp/feedback/arbitrary-feedback.js';
import { toyFormat } from '../toy-format.js';
import { drain, toySession } from '../toy-session.js';
import { toyPacket } from '../toy-stream.js';

const OURS = 77;
const from = { host: 'b', port: 5005 };

const packet: fc.Arbitrary<RtcpPacket> = fc
  .oneof(...Object.values(arbitraryFeedback))
  .chain((feedback) => fc.boolean().map((aimed) => (aimed ? aimedAtUs(feedback) : feedback)));

/** The same about our stream. */
function aimedAtUs(feedback: RtcpPacket): RtcpPacket {
  const mediaSsrc = 'mediaSsrc' in feedback ? { mediaSsrc: OURS } : {};
  const aimed = { ...feedback, ...mediaSsrc } as RtcpPacket;
  if (aimed.type === 'full-intra-request' || aimed.type === 'temporary-maximum-media-bit-rate-request') {
    return { ...aimed, entries: aimed.entries.map((entry) => ({ ...entry, ssrc: OURS })) } as RtcpPacket;
  }
  return aimed.type === 'receiver-estimated-maximum-bit-rate' ? { ...aimed, ssrcs: [OURS] } : aimed;
}

describe('any feedback, to a session that understands all of it', () => {
  it('never throws, keeps RTCP to its share, and says no more than was heard', () => {
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 60 }), fc.integer({ min: 1, max: 200 }), (packets, everyMs) => {
        const receive = [{ payloadType: 96, format: toyFormat(), feedback: FEEDBACK_MESSAGES }];
        const rtcp = { profile: 'AVPF', reducedSize: true } as const;
        const session = toySession({ receive, rtcp, remote: { host: 'b', port: 5004 } });
        const stream = session.addOutgoing({ format: toyFormat(), ssrc: OURS, feedback: FEEDBACK_MESSAGES });
        let octets = 0;
        let events = 0;
        const collect = (): void => {
          for (const output of drain(session)) {
            if (output.type !== 'transmit') events++;
            else if (output.channel === 'rtcp') octets += output.bytes.length + 28;
          }
        };
        let now = 0;
        for (const [index, feedback] of packets.entries()) {
          stream.send(now, new Uint8Array(200));
          session.handleDatagram(now, toyPacket({ sequenceNumber: index }), { host: 'b', port: 5004 }, 'rtp');
          session.handleDatagram(now, serializeCompoundPacket([feedback], { reducedSize: true }), from, 'rtcp');
          collect();
          for (
            const untilMs = now + everyMs;
            now < untilMs;
            now = Math.min(untilMs, Math.max(now + 1, session.nextTimeout()))
          ) {
            session.handleTimeout(now);
            collect();
          }
        }
        session.close(now);
        collect();
        // Every packet may name a new source, and every frame ends in one event; five compounds of 200 octets come at the ends.
        expect(events).toBeLessThan(20 + 6 * packets.length);
        expect(octets).toBeLessThan(1000 + 1.2 * ((64_000 * 0.05) / 8000) * now);
      }),
    );
  });
});
