import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RepairedStream } from './repaired-stream.js';

const anyWay = fc.record({
  seed: fc.nat(0xffff),
  loss: fc.double({ min: 0, max: 0.3, noNaN: true }),
  duplication: fc.double({ min: 0, max: 0.2, noNaN: true }),
  delayMs: fc.nat(80),
  jitterMs: fc.nat(40),
  reorder: fc.record({ probability: fc.double({ min: 0, max: 0.2, noNaN: true }), delayMs: fc.nat(60) }),
});

describe('retransmission on any way', () => {
  it('hands out no frame that is not one of those sent, each once and in order', () => {
    const anyStream = fc.record({
      link: anyWay,
      latencyMs: fc.integer({ min: 1, max: 500 }),
      sequenceNumber: fc.nat(0xffff),
      plain: fc.boolean(),
    });
    fc.assert(
      fc.property(anyStream, ({ link, latencyMs, sequenceNumber, plain }) => {
        const { seed } = link;
        const stream = new RepairedStream({ link, latencyMs, seed, plain, send: { sequenceNumber } }).run(2, 4);
        expect(stream.framesWrong).toBe(0);
        expect(stream.framesReceived).toBeLessThanOrEqual(stream.framesSent);
        expect(stream.events.filter(({ type }) => type === 'restart')).toEqual([]);
        const { retransmittedBytesSent, bytesSent } = stream.outgoing.statistics;
        expect(retransmittedBytesSent).toBeLessThanOrEqual((bytesSent - retransmittedBytesSent) * 0.25 + 10_000 * 1.1);
        const incoming = [...stream.receiver.incoming.values()];
        for (const { statistics } of incoming) expect(statistics.jitterBuffer.lost).toBe(stream.packetsMissing);
      }),
      { numRuns: 20 },
    );
  });
});
