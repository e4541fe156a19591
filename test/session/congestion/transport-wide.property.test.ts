import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reject } from '../../../src/errors.js';
import { parseCompoundPacket, serializeCompoundPacket, type TransportWideFeedback } from '../../../src/rtcp/index.js';
import { findHeaderExtension } from '../../../src/rtp/header-extension.js';
import { parseRtpPacket, type RtpPacket } from '../../../src/rtp/rtp-packet.js';
import { serializeRtpPacket } from '../../../src/rtp/serialize-rtp-packet.js';
import type { ReportedPacket } from '../../../src/session/congestion/sent-packet-log.js';
import { TransportWideReporter } from '../../../src/session/congestion/transport-wide-reporter.js';
import { TransportWideSender } from '../../../src/session/congestion/transport-wide-sender.js';
import { processorMs } from '../../peers/processor-time.js';

const ID = 3;

function packetOf(sequenceNumber: number, length = 100): Uint8Array {
  return serializeRtpPacket({
    payloadType: 96,
    marker: false,
    sequenceNumber: sequenceNumber & 0xffff,
    timestamp: 0,
    ssrc: 7,
    extensions: [{ id: ID, data: new Uint8Array(2) }],
    payload: new Uint8Array(length),
  });
}

function numberOf(packet: Uint8Array): number {
  const offset = findHeaderExtension(parseRtpPacket(packet) as RtpPacket, ID, 2);
  return (packet[offset]! << 8) | packet[offset + 1]!;
}

/** For when only the number of packets matters. */
const FILLER = packetOf(0);

/** What the other end reads of a report. */
function overTheWire(report: TransportWideFeedback): TransportWideFeedback {
  const packets = parseCompoundPacket(serializeCompoundPacket([report], { reducedSize: true }), { reducedSize: true });
  if (packets instanceof Reject) throw new Error(String(packets));
  return packets[0] as TransportWideFeedback;
}

function send(sender: TransportWideSender, count: number, from = 0): void {
  for (let index = from; index < from + count; index++) sender.depart(index, packetOf(index));
}

function feedback(told: Partial<TransportWideFeedback>): TransportWideFeedback {
  return {
    type: 'transport-wide-feedback',
    ssrc: 1,
    mediaSsrc: 7,
    baseSequenceNumber: 0,
    packetStatusCount: 0,
    referenceTime: 0,
    feedbackPacketCount: 0,
    arrivals: [],
    ...told,
  };
}

const received = (packets: readonly ReportedPacket[]): number[] =>
  packets.filter((packet) => packet.received).map((packet) => packet.sequenceNumber);
const lost = (packets: readonly ReportedPacket[]): number[] =>
  packets.filter((packet) => !packet.received).map((packet) => packet.sequenceNumber);

describe('transport-wide feedback from one end to the other', () => {
  it('tells of each packet when it left and when it came, or that it did not, past the wrap of the number', () => {
    const step = fc.record({
      lost: fc.boolean(),
      delayMs: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 60 }) }, fc.integer({ min: 0, max: 9000 })),
      report: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 0x1_0000 }),
        (steps, sentBefore) => {
          const sender = new TransportWideSender();
          const reporter = new TransportWideReporter();
          for (let index = 0; index < sentBefore; index++) sender.depart(0, FILLER);
          const known = new Map<number, ReportedPacket>();
          const tell = (): void => {
            for (const report of reporter.report(1)) {
              for (const packet of sender.take(overTheWire(report))) known.set(packet.sequenceNumber, packet);
            }
          };
          let now = 5_000_000;
          const arrivals = new Map<number, number>();
          for (const [index, { lost: isLost, delayMs, report }] of steps.entries()) {
            const packet = packetOf(index);
            sender.depart(now, packet);
            now += delayMs;
            if (!isLost) reporter.heard(now, numberOf(packet), 7);
            if (!isLost) arrivals.set(index, now);
            if (report) tell();
          }
          tell();
          const last = Math.max(...arrivals.keys());
          const first = Math.min(...arrivals.keys());
          for (let index = first; index <= last; index++) {
            expect(known.get(index)).toMatchObject({ ssrc: 7, size: 120, received: arrivals.has(index) });
          }
          // The receiver's clock has an origin of its own: 64 ms times 2^24, and nothing else, may lie between.
          for (const [index, arrivalMs] of arrivals) {
            const apart =
              known.get(index)!.arrivalMs! - arrivalMs - (known.get(first)!.arrivalMs! - arrivals.get(first)!);
            expect(Math.abs(apart)).toBeLessThanOrEqual(0.25);
          }
        },
      ),
    );
  });
});

describe('feedback that nobody should have sent', () => {
  it('about packets that were never sent tells nothing', () => {
    const sender = new TransportWideSender();
    const early = feedback({ packetStatusCount: 0xffff, arrivals: [{ sequenceNumber: 5, ticks: 0 }] });
    expect(sender.take(early)).toEqual([]);
    send(sender, 3);
    const arrivals = [3, 4, 40_000].map((sequenceNumber) => ({ sequenceNumber, ticks: 0 }));
    expect(sender.take(feedback({ baseSequenceNumber: 3, packetStatusCount: 0xfff0, arrivals }))).toEqual([]);
    expect(lost(sender.take(feedback({ baseSequenceNumber: 0, packetStatusCount: 0xffff })))).toEqual([0, 1, 2]);
  });

  it('says each packet is lost once, and received once, however often it comes', () => {
    const sender = new TransportWideSender();
    send(sender, 10);
    const all = feedback({ packetStatusCount: 10 });
    expect(lost(sender.take(all))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(sender.take(all)).toEqual([]);
    const late = feedback({ packetStatusCount: 10, arrivals: [{ sequenceNumber: 4, ticks: 8 }] });
    expect(received(sender.take(late))).toEqual([4]);
    expect(sender.take(late)).toEqual([]);
    expect(sender.take(all)).toEqual([]);
  });

  it('costs no more than the packets sent, and the memory of a sender does not grow', () => {
    const sender = new TransportWideSender();
    for (let index = 0; index < 70_000; index++) sender.depart(index, FILLER);
    let reported = 0;
    const spentMs = processorMs(() => {
      for (let base = 0; base < 0x1_0000; base += 16) {
        reported += sender.take(feedback({ baseSequenceNumber: base, packetStatusCount: 0xffff })).length;
      }
    }, 1);
    expect(reported).toBeLessThanOrEqual(4096);
    expect(spentMs).toBeLessThan(500);
  });

  it('follows the reference time across its wrap, and a feedback packet count that jumps tells nothing', () => {
    const sender = new TransportWideSender();
    send(sender, 3);
    const at = (sequenceNumber: number, referenceTime: number, feedbackPacketCount: number): ReportedPacket[] =>
      sender.take(
        feedback({
          baseSequenceNumber: sequenceNumber,
          packetStatusCount: 1,
          referenceTime,
          feedbackPacketCount,
          arrivals: [{ sequenceNumber, ticks: 4 }],
        }),
      );
    const before = at(0, 0x7f_ffff, 255)[0]!.arrivalMs!;
    const after = at(1, -0x80_0000, 0)[0]!.arrivalMs!;
    expect(after - before).toBe(64);
    expect(at(2, 0x7f_ffff, 77)[0]!.arrivalMs! - after).toBe(-64);
  });
});
