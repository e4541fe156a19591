import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket, type RtcpPacket } from '../../../src/rtcp/index.js';
import { addFeedback } from '../../../src/session/feedback/compose-feedback.js';

const OWN = [1, 2, 3];

const nack = fc.record({
  type: fc.constant('generic-nack' as const),
  ssrc: fc.nat(5),
  mediaSsrc: fc.nat(5),
  sequenceNumbers: fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 300 }),
});
const indication = fc.record({
  type: fc.constant('picture-loss-indication' as const),
  ssrc: fc.nat(5),
  mediaSsrc: fc.nat(5),
});
const feedback = fc.array(fc.oneof(nack, indication), { maxLength: 30 });

/** A report of so many octets. */
function report(ssrc: number, blocks: number): RtcpPacket {
  const reportBlock = {
    ssrc: 9,
    fractionLost: 0,
    cumulativeLost: 0,
    extendedHighestSequenceNumber: 0,
    interarrivalJitter: 0,
    lastSenderReport: 0,
    delaySinceLastSenderReport: 0,
  };
  return { type: 'receiver-report', ssrc, reportBlocks: Array.from({ length: blocks }, () => reportBlock) };
}

describe('RFC 4585 §3.1 compounds with feedback', () => {
  it('hold each packet once, behind a report of its source, in datagrams of at most the MTU', () => {
    fc.assert(
      fc.property(feedback, fc.nat(20), fc.integer({ min: 64, max: 1400 }), (packets, blocks, mtu) => {
        const compounds = [[report(1, blocks)], [report(3, 0)]];
        const dropped: string[] = [];
        const drop = (reason: string): void => void dropped.push(reason);
        addFeedback(compounds, packets, { mtu, ssrcs: OWN, begin: (ssrc) => [report(ssrc, 0)], drop });
        const sent = compounds.flatMap((compound) => compound.slice(1));
        expect(sent.length + dropped.length).toBe(packets.length);
        for (const [index, compound] of compounds.entries()) {
          const length = serializeCompoundPacket(compound).length;
          if (index > 1 || compound.length > 1) expect(length).toBeLessThanOrEqual(mtu);
          expect(new Set(compound.map((packet) => 'ssrc' in packet && packet.ssrc)).size).toBe(1);
        }
        for (const packet of packets) {
          const own = OWN.includes(packet.ssrc) ? packet : { ...packet, ssrc: 1 };
          if (dropped.length === 0) expect(sent).toContainEqual(own);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('give up what does not fit behind the least report, and say so', () => {
    const sequenceNumbers = Array.from({ length: 20 }, (_, index) => index * 100);
    const compounds: RtcpPacket[][] = [];
    const dropped: string[] = [];
    const packets: RtcpPacket[] = [{ type: 'generic-nack', ssrc: 1, mediaSsrc: 9, sequenceNumbers }];
    const drop = (reason: string): void => void dropped.push(reason);
    addFeedback(compounds, packets, { mtu: 99, ssrcs: OWN, begin: (ssrc) => [report(ssrc, 0)], drop });
    expect({ compounds, dropped }).toEqual({ compounds: [], dropped: ['feedback-too-long'] });
    addFeedback(compounds, packets, { mtu: 100, ssrcs: OWN, begin: (ssrc) => [report(ssrc, 0)], drop });
    expect(compounds).toHaveLength(1);
  });
});
