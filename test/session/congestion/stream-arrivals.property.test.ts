import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/clock/ntp-timestamp.js';
import { Reject } from '../../../src/errors.js';
import {
  ARRIVAL_TOO_OLD,
  parseCompoundPacket,
  serializeCompoundPacket,
  type CongestionControlFeedback,
} from '../../../src/rtcp/index.js';
import { serializeRtpPacket } from '../../../src/rtp/serialize-rtp-packet.js';
import type { ReportedPacket } from '../../../src/session/congestion/sent-packet-log.js';
import { StreamArrivalReporter } from '../../../src/session/congestion/stream-arrival-reporter.js';
import { StreamPacketLogs } from '../../../src/session/congestion/stream-packet-logs.js';

const NTP = { seconds: 0xb44d_b705, fraction: 0 };

function packetOf(ssrc: number, sequenceNumber: number): Uint8Array {
  const fields = { payloadType: 96, marker: false, timestamp: 0, payload: new Uint8Array(10) };
  return serializeRtpPacket({ ...fields, ssrc, sequenceNumber });
}

/** What the other end reads of a report. */
function overTheWire(report: CongestionControlFeedback): CongestionControlFeedback {
  const packets = parseCompoundPacket(serializeCompoundPacket([report], { reducedSize: true }), { reducedSize: true });
  if (packets instanceof Reject) throw new Error(String(packets));
  return packets[0] as CongestionControlFeedback;
}

describe('RFC 8888 from one end to the other', () => {
  it('tells of each packet of each stream when it left and when it came, or that it did not', () => {
    const step = fc.record({
      stream: fc.integer({ min: 0, max: 2 }),
      lost: fc.boolean(),
      delayMs: fc.integer({ min: 0, max: 200 }),
      report: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 80 }), (steps) => {
        const logs = new StreamPacketLogs();
        const reporter = new StreamArrivalReporter();
        const next = [0xfff8, 0, 77];
        const known = new Map<string, ReportedPacket>();
        const arrivals = new Map<string, number>();
        let now = 1000;
        const tell = (): void => {
          for (const report of reporter.report(now, addMs(NTP, now), 1)) {
            for (const packet of logs.take(overTheWire(report)))
              known.set(`${packet.ssrc}/${packet.sequenceNumber}`, packet);
          }
        };
        for (const { stream, lost, delayMs, report } of steps) {
          const sequenceNumber = next[stream]! & 0xffff;
          next[stream]!++;
          logs.depart(now, packetOf(stream, sequenceNumber));
          now += delayMs;
          if (!lost) reporter.heard(now, stream, sequenceNumber);
          if (!lost) arrivals.set(`${stream}/${sequenceNumber}`, now);
          if (report) tell();
        }
        tell();
        expect(reporter.untold).toBe(0);
        let originMs: number | undefined;
        for (const [packet, arrivalMs] of arrivals) {
          expect(known.get(packet)).toMatchObject({ received: true, size: 22, ecn: 0 });
          originMs ??= known.get(packet)!.arrivalMs! - arrivalMs;
          expect(Math.abs(known.get(packet)!.arrivalMs! - arrivalMs - originMs)).toBeLessThan(2);
        }
        for (const [packet, report] of known) expect(report.received).toBe(arrivals.has(packet));
      }),
    );
  });
});

describe('RFC 8888 feedback that nobody should have sent', () => {
  it('about other streams and packets that were never sent tells nothing', () => {
    const logs = new StreamPacketLogs();
    logs.depart(0, packetOf(5, 100));
    const packets = [{ ecn: 3, arrivalTimeOffset: 0 }, undefined];
    const about = (ssrc: number, beginSequenceNumber: number): ReportedPacket[] =>
      logs.take({
        type: 'congestion-control-feedback',
        ssrc: 1,
        reports: [{ ssrc, beginSequenceNumber, packets }],
        reportTimestamp: 0,
      });
    expect(about(6, 100)).toEqual([]);
    expect(about(5, 101)).toEqual([]);
    expect(about(5, 40_000)).toEqual([]);
    expect(about(5, 100)).toMatchObject([{ sequenceNumber: 100, received: true, ecn: 3 }]);
    expect(about(5, 100)).toEqual([]);
  });

  it('tells of an arrival without its time that it was long ago', () => {
    const reporter = new StreamArrivalReporter();
    reporter.heard(0, 5, 1);
    const [report] = reporter.report(10_000, addMs(NTP, 10_000), 1);
    expect(report!.reports[0]!.packets).toEqual([{ ecn: 0, arrivalTimeOffset: ARRIVAL_TOO_OLD }]);
    const logs = new StreamPacketLogs();
    logs.depart(0, packetOf(5, 1));
    expect(logs.take(report!)).toMatchObject([{ received: true, arrivalMs: undefined }]);
  });

  it('keeps 64 streams, however many there were', () => {
    const reporter = new StreamArrivalReporter();
    for (let ssrc = 0; ssrc < 1000; ssrc++) reporter.heard(ssrc, ssrc, 1);
    expect(reporter.untold).toBe(64);
    const told = reporter.report(1000, NTP, 1).flatMap(({ reports }) => reports.map(({ ssrc }) => ssrc));
    expect(told.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, index) => 936 + index));
    expect(reporter.untold).toBe(0);
  });
});
