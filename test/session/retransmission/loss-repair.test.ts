import { describe, expect, it } from 'vitest';
import { burstLoss } from '../../../src/lab/index.js';
import type { RtcpOptions } from '../../../src/session/index.js';
import { RepairedStream } from './repaired-stream.js';

/** RTT 50 ms. A loss shows after up to 20 ms; two requests, each with its answer, take 100 ms and a margin. */
const TWO_REQUESTS_MS = 150;

describe('RFC 4588 loss repair, with loss in both directions of RTP and RTCP alike', () => {
  /**
   * A request and its answer come through with (1 − p)², so that after two of them p (1 − (1 − p)²)² is left: 0.0004 % at 1 %,
   * 0.048 % at 5 %, 0.36 % at 10 %.
   */
  it.each([
    { loss: 0.01, residual: 0.0001 },
    { loss: 0.05, residual: 0.001 },
    { loss: 0.1, residual: 0.005 },
  ])('leaves at most $residual of loss $loss with time for two requests', ({ loss, residual }) => {
    const rtcp = { bandwidth: 5_000_000 };
    const stream = new RepairedStream({ link: { loss }, latencyMs: TWO_REQUESTS_MS, rtcp }).run(45, 16);
    const { packetsSent, packetsMissing, nackedNumbers } = stream;
    expect(packetsSent).toBeGreaterThan(18_000);
    expect(stream.forward.statistics.lost / stream.forward.statistics.sent).toBeCloseTo(loss, 2);
    expect(packetsMissing / packetsSent).toBeLessThanOrEqual(residual);
    expect(stream.framesWrong).toBe(0);
    expect(Math.max(...countOf(nackedNumbers).values())).toBeLessThanOrEqual(2);
  });

  it('uses more requests where the latency has time for them, few of them needless, all within the share of RTCP', () => {
    const seconds = 30;
    const bandwidth = 2_500_000;
    const stream = new RepairedStream({ link: { loss: 0.1 }, latencyMs: 300, rtcp: { bandwidth } }).run(seconds);
    expect(stream.packetsMissing / stream.packetsSent).toBeLessThanOrEqual(0.0005);
    expect(Math.max(...countOf(stream.nackedNumbers).values())).toBeGreaterThan(2);
    const { sent, lost } = stream.forward.statistics;
    const mediaLost = (lost / sent) * stream.packetsSent;
    expect(stream.nackedNumbers.length).toBeLessThan((mediaLost / 0.9 ** 2) * 1.1);
    expect((stream.rtcpOctets * 8) / seconds).toBeLessThan(bandwidth * 0.05);
    const { retransmittedPacketsSent, packetsSent } = stream.outgoing.statistics;
    expect(retransmittedPacketsSent / packetsSent).toBeLessThan(0.125);
  });

  /** With 64 kbit/s, of which RTCP has 5 %, one packet in 25 would be missing: four fifths of what is lost. */
  it('needs nobody to tell the bandwidth of 1 Mbit/s: it is measured', () => {
    const missing = (rtcp: RtcpOptions): number => {
      const stream = new RepairedStream({ link: { loss: 0.05 }, latencyMs: 200, rtcp }).run(30, 17);
      expect((stream.outgoing.statistics.bytesSent * 8) / 30).toBeGreaterThan(900_000);
      expect(stream.framesWrong).toBe(0);
      expect(stream.rtcpOctets / stream.outgoing.statistics.bytesSent).toBeLessThan(0.05);
      return stream.packetsMissing / stream.packetsSent;
    };
    expect(missing({ bandwidth: 1_000_000 })).toBeLessThanOrEqual(0.001);
    expect(missing({})).toBeLessThanOrEqual(0.001);
    expect(missing({ bandwidth: 64_000 })).toBeGreaterThan(0.02);
  });

  it('repairs bursts, of which packets, requests and answers alike are lost', () => {
    const stream = new RepairedStream({ link: { loss: burstLoss(0.05, 5) }, latencyMs: 400 }).run(40);
    expect(stream.forward.statistics.lost).toBeGreaterThan(300);
    expect(stream.packetsMissing / stream.packetsSent).toBeLessThanOrEqual(0.001);
    expect(stream.framesWrong).toBe(0);
  });

  it('repairs an outage as far as the budget goes, and leaves few gaps of a longer one', () => {
    const short = outage(100);
    expect(short.packetsMissing).toBe(0);
    expect(short.framesReceived).toBe(short.framesSent);
    const long = outage(1500);
    expect(long.events.filter(({ type }) => type === 'gap').length).toBeLessThan(20);
    expect(long.packetsMissing).toBeGreaterThan(200);
    expect(long.outgoing.statistics.resendsOverBudget + long.outgoing.statistics.resendsUnknown).toBeGreaterThan(0);
    expect(long.framesWrong).toBe(0);
  });

  it('repairs what is also jittered so that half of the packets are overtaken, and duplicated, without asking for all of it', () => {
    const link = { loss: 0.05, jitterMs: 15, duplication: 0.02, reorder: { probability: 0.02, delayMs: 10 } };
    const stream = new RepairedStream({ link, latencyMs: 300 }).run(30);
    expect(stream.packetsMissing / stream.packetsSent).toBeLessThanOrEqual(0.001);
    expect(stream.framesWrong).toBe(0);
    const { sent, lost } = stream.forward.statistics;
    const { retransmittedPacketsSent } = stream.outgoing.statistics;
    expect(retransmittedPacketsSent).toBeLessThan((3 * stream.packetsSent * lost) / sent);
    // The toy format cannot tell to which of two frames a packet between them belonged, nor anybody that the last one is missing.
    expect(stream.framesSent - stream.framesReceived).toBeLessThanOrEqual(2 * stream.packetsMissing + 1);
  });

  it('goes on across the wrap of both sequence numbers', () => {
    const send = { sequenceNumber: 65_000, retransmission: { payloadType: 97, sequenceNumber: 65_500 } };
    const stream = new RepairedStream({ link: { loss: 0.05 }, latencyMs: 300, send }).run(20);
    expect(stream.packetsSent).toBeGreaterThan(3000);
    expect(stream.outgoing.statistics.retransmittedPacketsSent).toBeGreaterThan(100);
    expect(stream.packetsMissing).toBe(0);
    expect(stream.framesReceived).toBe(stream.framesSent);
  });

  it('repairs by plain resends, too, which the sender then counts as its own', () => {
    const stream = new RepairedStream({ link: { loss: 0.05 }, latencyMs: 300, plain: true }).run(20);
    const { retransmittedPacketsReceived, packetsLost } = stream.incoming.statistics;
    expect(stream.packetsMissing).toBe(0);
    expect(stream.framesReceived).toBe(stream.framesSent);
    expect(retransmittedPacketsReceived).toBeGreaterThan(100);
    expect(packetsLost).toBeLessThanOrEqual(0);
  });
});

function outage(lengthMs: number): RepairedStream {
  const stream = new RepairedStream({ latencyMs: 400 });
  stream.run(5);
  stream.time.at(stream.time.now + 1001, () => stream.forward.pause('lose'));
  stream.time.at(stream.time.now + 1001 + lengthMs, () => stream.forward.resume());
  return stream.run(5);
}

function countOf(numbers: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
}
