import { describe, expect, it } from 'vitest';
import { addMs, ntpDeltaMs, type NtpTimestamp } from '../../src/clock/ntp-timestamp.js';
import { SeededRandom } from '../../src/lab/seeded-random.js';
import {
  parseCompoundPacket,
  serializeCompoundPacket,
  type ReceiverReport,
  type RtcpPacket,
  type SenderReport,
} from '../../src/rtcp/index.js';
import { Session } from '../../src/session/session.js';
import type { FrameReceived, SessionOutput } from '../../src/session/session-output.js';
import { toyFormat } from './toy-format.js';
import { drain, toySession } from './toy-session.js';
import { said, sendFrames, toyPacket } from './toy-stream.js';
import { NTP_2026, VirtualLink } from './virtual-link.js';

const format = toyFormat();
const receive = [{ payloadType: 96, format }];
const remote = { host: 'b', port: 5004 };
const from = { host: 'a', port: 5004 };
const ssrc = 0x1234_5678;

function reports(outputs: readonly SessionOutput[]): RtcpPacket[] {
  return outputs.flatMap((output) =>
    output.type === 'transmit' && output.channel === 'rtcp'
      ? [(parseCompoundPacket(output.bytes) as RtcpPacket[])[0]!]
      : [],
  );
}

function senderReport(rtpTimestamp: number, ntpTimestamp: NtpTimestamp): Uint8Array {
  const counts = { senderPacketCount: 1, senderOctetCount: 1, reportBlocks: [] };
  return serializeCompoundPacket([{ type: 'sender-report', ssrc, rtpTimestamp, ntpTimestamp, ...counts }]);
}

/** Media time of a report, less what the wall clock says has passed since 2026-…: the same in all reports of one stream. */
function offsetMs({ rtpTimestamp, ntpTimestamp }: SenderReport): number {
  return (rtpTimestamp | 0) / 90 - ntpDeltaMs(ntpTimestamp, NTP_2026);
}

describe('B39: the pair of times in a sender report', () => {
  /** A session whose clock shows 0 as its wall clock shows NTP_2026, and a stream whose media time is 0 then. */
  function sender(paceMs = 0): { session: Session; send(now: number, ticks: number, length?: number): void } {
    const session = toySession({ remote });
    session.setWallClock(0, NTP_2026);
    const stream = session.addOutgoing({ format, timestampOffset: 0, paceMs });
    return { session, send: (now, ticks, length = 1) => stream.send(now, new Uint8Array(length), ticks) };
  }

  it('is of the moment when it leaves, however late the timer is', () => {
    for (const lateMs of [0, 1, 700, 60_000]) {
      const { session, send } = sender();
      send(0, 0);
      let now = 0;
      while (session.statistics.rtcpPacketsSent === 0) session.handleTimeout((now = session.nextTimeout() + lateMs));
      const [report] = reports(drain(session)) as SenderReport[];
      expect(ntpDeltaMs(report!.ntpTimestamp, NTP_2026)).toBeCloseTo(now, 3);
      expect(Math.abs(report!.rtpTimestamp - now * 90)).toBeLessThanOrEqual(1);
    }
  });

  it('does not wait for what a paced stream still holds', () => {
    const { session, send } = sender(900);
    for (let now = 0; now < 20_000; now += 1000) {
      send(now, now * 90, 5000);
      for (let later = now; later < now + 1000; later += 7) session.handleTimeout(later);
    }
    const sent = reports(drain(session)) as SenderReport[];
    expect(sent.length).toBeGreaterThan(2);
    for (const report of sent) expect(Math.abs(offsetMs(report))).toBeLessThan(0.02);
  });

  it('is of one line, whichever frame left last: B-frames leave behind the frame that they precede', () => {
    const { session, send } = sender();
    const decodingOrder = [0, 3, 1, 2];
    for (let group = 0; group < 400; group++) {
      for (const [index, frame] of decodingOrder.entries()) {
        const now = (group * 4 + Math.max(...decodingOrder.slice(0, index + 1))) * 33;
        for (let earlier = now - 30; earlier <= now; earlier += 10) session.handleTimeout(earlier);
        send(now, (group * 4 + frame) * 33 * 90);
      }
    }
    const sent = reports(drain(session)) as SenderReport[];
    expect(sent.length).toBeGreaterThan(7);
    for (const report of sent) expect(Math.abs(offsetMs(report))).toBeLessThan(0.02);
  });
});

describe('B37: sender reports of odd clocks', () => {
  /** What is received of 40 frames, with reports between them. */
  function receiveWith(reportAt: (frame: number) => Uint8Array | undefined): {
    frames: FrameReceived[];
    session: Session;
    outputs: SessionOutput[];
  } {
    const session = toySession();
    const outputs: SessionOutput[] = [];
    for (let frame = 0; frame < 40; frame++) {
      session.handleDatagram(frame * 33, toyPacket({ sequenceNumber: frame, ssrc }), from, 'rtp');
      const report = reportAt(frame);
      if (report !== undefined) session.handleDatagram(frame * 33 + 5, report, from, 'rtcp');
      session.handleTimeout(frame * 33 + 10);
      outputs.push(...drain(session));
    }
    session.handleTimeout(5000);
    outputs.push(...drain(session));
    const frames = outputs.filter((output) => output.type === 'frame');
    return { frames, session, outputs };
  }

  const plain = receiveWith(() => undefined).frames;

  it.each([
    ['0', { seconds: 0, fraction: 0 }],
    ['1 s after 1900', { seconds: 1, fraction: 0 }],
    ['one second before 1970', { seconds: 2_208_988_799, fraction: 0 }],
    ['the last second before 7 February 2036', { seconds: 0xffff_ffff, fraction: 0x8000_0000 }],
  ])('a clock that shows %s moves no frame, and capture times count on from it', (_, ntp) => {
    const { frames, session } = receiveWith((frame) =>
      frame % 10 === 5 ? senderReport(frame * 33 * 90, addMs(ntp, frame * 33)) : undefined,
    );
    expect(session.statistics.rejects).toEqual({});
    expect(frames.map(({ presentationMs }) => presentationMs)).toEqual(
      plain.map(({ presentationMs }) => presentationMs),
    );
    for (const { captureNtp, mediaTicks } of frames.slice(10)) {
      expect(ntpDeltaMs(captureNtp!, ntp)).toBeCloseTo(mediaTicks / 90, 3);
    }
  });

  it.each([2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32 - 1])(
    'reports %i ticks apart move neither frames nor media time',
    (apart) => {
      const { frames } = receiveWith((frame) =>
        frame % 10 === 5
          ? senderReport((frame * 33 * 90 + (frame === 15 ? apart : 0)) % 2 ** 32, addMs(NTP_2026, frame * 33))
          : undefined,
      );
      expect(frames.map(({ presentationMs }) => presentationMs)).toEqual(
        plain.map(({ presentationMs }) => presentationMs),
      );
      expect(frames.map(({ mediaTicks }) => mediaTicks)).toEqual(plain.map(({ mediaTicks }) => mediaTicks));
      expect(ntpDeltaMs(frames.at(-1)!.captureNtp!, NTP_2026)).toBeCloseTo(39 * 33, 3);
    },
  );

  it('a report without a time is not referred to', () => {
    const { outputs } = receiveWith((frame) =>
      frame === 5 ? senderReport(0, { seconds: 0, fraction: 0 }) : undefined,
    );
    const blocks = reports(outputs).flatMap((report) => (report as ReceiverReport).reportBlocks);
    const unreferred = { lastSenderReport: 0, delaySinceLastSenderReport: 0 };
    // The first answers the report, the second comes when it is due.
    expect(blocks).toMatchObject([unreferred, unreferred]);
  });
});

describe('B83: clocks at 0, that step, and hosts that sleep', () => {
  it.each([0, -3_600_000, 1e12])('a session that begins at %i keeps its sources and its times', (startMs) => {
    const link = new VirtualLink({ remote }, { receive }, { delayMs: 10 }, startMs);
    const outgoing = link.a.session.addOutgoing({ format });
    sendFrames(link, outgoing, 900);
    expect(said(link.b, 'end')).toEqual([]);
    expect(said(link.b, 'frame').length).toBeGreaterThan(880);
    expect(outgoing.roundTripMs).toBeCloseTo(20, 1);
    const times = link.a.said.flatMap(({ at, output }) =>
      output.type === 'transmit' && output.channel === 'rtcp' ? [at - startMs] : [],
    );
    expect(times[0]).toBe(0);
    expect(times[1]).toBeGreaterThan(2000);
    expect(times[1]).toBeLessThan(6200);
  });

  it.each([3_600_000, -3_600_000])('a wall clock that steps by %i ms moves reports and nothing else', (stepMs) => {
    const link = new VirtualLink({ remote }, { receive }, { delayMs: 30 });
    const outgoing = link.a.session.addOutgoing({ format });
    sendFrames(link, outgoing, 400);
    for (const { session } of [link.a, link.b]) session.setWallClock(link.now, addMs(NTP_2026, link.now + stepMs));
    sendFrames(link, outgoing, 600);
    const frames = said(link.b, 'frame');
    const delays = frames.map(({ presentationMs, mediaTicks }) => presentationMs - mediaTicks / 90);
    expect(Math.max(...delays) - Math.min(...delays)).toBeLessThan(1);
    expect(said(link.b, 'end')).toEqual([]);
    for (const report of said(link.a, 'report')) {
      if (report.kind === 'receiver') expect(report.roundTripMs).toBeCloseTo(60, 1);
    }
  });

  it('a host that slept eight hours reports once, not once for each interval, and then as before', () => {
    const sleepMs = 8 * 3_600_000;
    const options = { cname: 'sleeper', randomUint32: new SeededRandom(3).uint32, remote, receive };
    const session = new Session(0, options);
    const stream = session.addOutgoing({ format });
    const sentAt: number[] = [];
    const run = (fromMs: number, untilMs: number): void => {
      for (let now = fromMs; now < untilMs; now += 20) {
        stream.send(now, new Uint8Array(1));
        session.handleTimeout(now);
        for (const report of reports(drain(session))) {
          expect(report.type).toBe('sender-report');
          sentAt.push(now);
        }
      }
    };
    run(0, 60_000);
    const before = sentAt.length;
    run(60_000 + sleepMs, 120_000 + sleepMs);
    const after = sentAt.slice(before);
    expect(Math.abs(after.length - before)).toBeLessThanOrEqual(4);
    expect(after[0]).toBe(60_000 + sleepMs);
    expect(after[1]! - after[0]!).toBeGreaterThan(2000);
  });
});
