import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCompoundPacket, type ReceiverReport, type RtcpPacket } from '../../src/rtcp/index.js';
import { parseRtpPacket, type RtpPacket } from '../../src/rtp/rtp-packet.js';
import { Probation } from '../../src/session/participants/probation.js';
import { ReferenceSource } from './rfc-3550-reference.js';
import { HOME, SessionDriver } from './session-driver.js';
import { toyPacket } from './toy-stream.js';

const SSRC = 5;
const SPACING_MS = 20;
const TICKS_PER_MS = 90;

/** What becomes of each packet that is sent. */
const fate = fc.oneof(
  { weight: 12, arbitrary: fc.record({ delayMs: fc.nat(10), copies: fc.constant(1) }) },
  { weight: 2, arbitrary: fc.record({ delayMs: fc.nat(10), copies: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ delayMs: fc.integer({ min: 21, max: 100 }), copies: fc.constant(1) }) },
  { weight: 1, arbitrary: fc.record({ delayMs: fc.nat(10), copies: fc.constantFrom(2, 3) }) },
);

interface Arrival {
  readonly atMs: number;
  readonly sequenceNumber: number;
  readonly timestamp: number;
}

/** In the order of their arrival; the first two packets come in order, so that both sides begin with the same one. */
function arrivalsOf(
  fates: readonly { delayMs: number; copies: number }[],
  first: number,
  timestamp: number,
): Arrival[] {
  const arrivals: Arrival[] = [];
  for (const [index, { delayMs, copies }] of fates.entries()) {
    const packet = {
      sequenceNumber: (first + index) & 0xffff,
      timestamp: (timestamp + index * SPACING_MS * TICKS_PER_MS) >>> 0,
    };
    const atMs = index * SPACING_MS + (index < 2 ? 0 : delayMs);
    for (let copy = 0; copy < (index < 2 ? 1 : copies); copy++) arrivals.push({ ...packet, atMs: atMs + copy });
  }
  return arrivals.toSorted((a, b) => a.atMs - b.atMs);
}

/** The blocks about the source in the reports that the session has sent since the last time. */
function blocks(driver: SessionDriver): ReceiverReport['reportBlocks'] {
  const reports = driver.heard('transmit').map(({ bytes }) => (parseCompoundPacket(bytes) as RtcpPacket[])[0]!);
  driver.said.length = 0;
  return reports.flatMap((report) => (report as ReceiverReport).reportBlocks);
}

describe('RFC 3550 A.1, A.3, A.8 against the text of the RFC, from datagrams to reports', () => {
  it('reports what the RFC’s own code does, whatever is lost, late, out of order or doubled', () => {
    const property = fc.property(
      fc.array(fate, { minLength: 300, maxLength: 1200 }),
      fc.constantFrom(0, 65_000, 32_700),
      fc.constantFrom(0, 2 ** 32 - 100_000),
      (fates, first, timestamp) => {
        const driver = new SessionDriver({ rtcp: { remote: HOME, reducedMinimum: true, bandwidth: 400_000 } });
        const reference = new ReferenceSource(first, 0);
        let compared = 0;
        for (const { atMs, ...packet } of arrivalsOf(fates, first, timestamp)) {
          driver.runTo(atMs);
          for (const block of blocks(driver)) {
            compared++;
            expect(block).toMatchObject({ ssrc: SSRC, ...reference.report() });
            expect(Math.abs(block.interarrivalJitter - Math.floor(reference.jitter))).toBeLessThanOrEqual(1);
          }
          driver.session.handleDatagram(atMs, toyPacket({ ssrc: SSRC, ...packet }), HOME, 'rtp');
          reference.updateSeq(packet.sequenceNumber);
          reference.updateJitter(atMs * TICKS_PER_MS, packet.timestamp);
        }
        expect(compared).toBeGreaterThan(3);
      },
    );
    fc.assert(property, { numRuns: 40 });
  });

  it('believes a source whenever the RFC’s own code does, or sooner where packets have changed places', () => {
    const step = fc.oneof(
      { weight: 2, arbitrary: fc.constant(1) },
      { weight: 3, arbitrary: fc.integer({ min: -3, max: 9 }) },
    );
    const property = fc.property(fc.nat(0xffff), fc.array(step, { maxLength: 12 }), (first, steps) => {
      const probation = new Probation();
      const reference = new ReferenceSource(first);
      let sequenceNumber = first;
      for (const [index, next] of [0, ...steps].entries()) {
        sequenceNumber = (sequenceNumber + next) & 0xffff;
        const packet = parseRtpPacket(toyPacket({ sequenceNumber })) as RtpPacket;
        const believed = probation.add(index, packet);
        if (reference.updateSeq(sequenceNumber)) expect(believed).toBe(true);
        if (believed) return;
      }
    });
    fc.assert(property, { numRuns: 500 });
  });
});
