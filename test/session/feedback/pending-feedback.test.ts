import { describe, expect, it } from 'vitest';
import type { RtcpPacket } from '../../../src/rtcp/index.js';
import { PendingFeedback } from '../../../src/session/feedback/pending-feedback.js';

const FOREVER = Infinity;

function pending(): { feedback: PendingFeedback; dropped: string[] } {
  const dropped: string[] = [];
  return { feedback: new PendingFeedback((reason) => dropped.push(reason)), dropped };
}

function nack(mediaSsrc: number, ...sequenceNumbers: number[]): RtcpPacket {
  return { type: 'generic-nack', ssrc: 0, mediaSsrc, sequenceNumbers };
}

describe('RFC 4585 §3.5.2 step 2a merging', () => {
  it('asks for the packets of one source in one message, each once', () => {
    const { feedback } = pending();
    feedback.add(nack(1, 10, 11), FOREVER);
    feedback.add(nack(2, 10), FOREVER);
    feedback.add(nack(1, 11, 65_535), FOREVER);
    expect(feedback.take(0)).toEqual([nack(1, 10, 11, 65_535), nack(2, 10)]);
    expect(feedback.isEmpty).toBe(true);
  });

  it('says what can only be said once, once', () => {
    const { feedback } = pending();
    const indication: RtcpPacket = { type: 'picture-loss-indication', ssrc: 0, mediaSsrc: 1 };
    const wish: RtcpPacket = { type: 'rapid-resynchronization-request', ssrc: 0, mediaSsrc: 1 };
    for (const packet of [indication, wish, indication, wish]) feedback.add(packet, FOREVER);
    expect(feedback.take(0)).toEqual([indication, wish]);
  });

  it('keeps the last of what changes', () => {
    const { feedback } = pending();
    const type = 'receiver-estimated-maximum-bit-rate';
    for (const bitRate of [1, 2, 3]) feedback.add({ type, ssrc: 0, mediaSsrc: 0, bitRate, ssrcs: [1] }, FOREVER);
    const notified = { type: 'temporary-maximum-media-bit-rate-notification', ssrc: 5, mediaSsrc: 0 } as const;
    feedback.add({ ...notified, entries: [{ ssrc: 1, bitRate: 1, overhead: 1 }] }, FOREVER);
    feedback.add({ ...notified, entries: [] }, FOREVER);
    expect(feedback.take(0)).toEqual([
      { type, ssrc: 0, mediaSsrc: 0, bitRate: 3, ssrcs: [1] },
      { ...notified, entries: [] },
    ]);
  });

  it('puts the commands and limits for several sources into one message, the last for each', () => {
    const { feedback } = pending();
    const command = { type: 'full-intra-request', ssrc: 0, mediaSsrc: 0 } as const;
    feedback.add({ ...command, entries: [{ ssrc: 1, sequenceNumber: 7 }] }, FOREVER);
    feedback.add({ ...command, entries: [{ ssrc: 2, sequenceNumber: 1 }] }, FOREVER);
    feedback.add({ ...command, entries: [{ ssrc: 1, sequenceNumber: 8 }] }, FOREVER);
    const request = { type: 'temporary-maximum-media-bit-rate-request', ssrc: 0, mediaSsrc: 0 } as const;
    feedback.add({ ...request, entries: [{ ssrc: 1, bitRate: 5, overhead: 1 }] }, FOREVER);
    feedback.add({ ...request, entries: [{ ssrc: 1, bitRate: 6, overhead: 1 }] }, FOREVER);
    expect(feedback.take(0)).toEqual([
      {
        ...command,
        entries: [
          { ssrc: 1, sequenceNumber: 8 },
          { ssrc: 2, sequenceNumber: 1 },
        ],
      },
      { ...request, entries: [{ ssrc: 1, bitRate: 6, overhead: 1 }] },
    ]);
  });

  it('keeps apart what each has to be said', () => {
    const { feedback } = pending();
    const slices: RtcpPacket = { type: 'slice-loss-indication', ssrc: 0, mediaSsrc: 1, slices: [] };
    feedback.add(slices, FOREVER);
    feedback.add(slices, FOREVER);
    expect(feedback.take(0)).toHaveLength(2);
  });
});

describe('feedback that waits', () => {
  it('is dropped when it is of no use any more; merged, when none of it is', () => {
    const { feedback, dropped } = pending();
    feedback.add(nack(1, 1), 100);
    feedback.add(nack(2, 2), 50);
    feedback.add(nack(2, 3), 99);
    expect(feedback.take(100)).toEqual([nack(1, 1)]);
    expect(dropped).toEqual(['feedback-too-late']);
  });

  it('is never more than 64 packets', () => {
    const { feedback, dropped } = pending();
    for (let source = 0; source < 70; source++) feedback.add(nack(source, 1), FOREVER);
    expect(feedback.take(0)).toHaveLength(64);
    expect(dropped).toEqual(Array.from({ length: 6 }, () => 'feedback-queue-full'));
  });

  it('asks in one message for no more packets than fit into a datagram', () => {
    const { feedback } = pending();
    for (let number = 0; number < 1000; number++) feedback.add(nack(1, number * 17), FOREVER);
    const counts = feedback.take(0).map((packet) => 'sequenceNumbers' in packet && packet.sequenceNumbers.length);
    expect(counts).toEqual([256, 256, 256, 232]);
  });
});
