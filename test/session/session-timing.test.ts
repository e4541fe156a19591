import { describe, expect, it } from 'vitest';
import { parseCompoundPacket, serializeCompoundPacket, type RtcpPacket } from '../../src/rtcp/index.js';
import type { Address } from '../../src/session/address.js';
import { deterministicIntervalMs } from '../../src/session/reports/rtcp-interval.js';
import type { Session } from '../../src/session/session.js';
import { toyFormat } from './toy-format.js';
import { drain, toySession } from './toy-session.js';
import { NTP_2026 } from './virtual-link.js';
import { VirtualGroup } from './virtual-group.js';

const COUNT = 50;
const HEADERS = 28;
/** As long as anybody's, so that the average size does not depend on who sent last. */
const CNAME = 'x'.repeat(64);
/** By then all have reported. */
const WARM_MS = 60_000;
const format = toyFormat();
const receive = [{ payloadType: 96, format }];

function types(bytes: Uint8Array): string[] {
  return (parseCompoundPacket(bytes) as RtcpPacket[]).map(({ type }) => type);
}

/** The most elements of `times`, ascending, within any window of so many milliseconds. */
function mostWithin(windowMs: number, times: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [last, at] of times.entries()) {
    while (at - times[first]! > windowMs) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

describe('RFC 3550 §6.3 fifty sessions in a group', () => {
  const group = new VirtualGroup(COUNT, { receive });
  const sender = group.members[0]!;
  const outgoing = sender.session.addOutgoing({ format });
  const settledMs = 2 * WARM_MS;
  const untilMs = 15 * WARM_MS;
  while (group.now < untilMs) {
    group.act((now) => outgoing.send(now, new Uint8Array(100)));
    group.runTo(group.now + 2000);
  }
  const compounds = group.compounds(settledMs);
  const averageSize = compounds.reduce((sum, { bytes }) => sum + bytes.length + HEADERS, 0) / compounds.length;
  const bandwidth = { octetsPerSecond: 400, senderShare: 0.25 };
  const membership = { members: COUNT, senders: 1, bandwidth, averageSize, minimumMs: 5000 };
  const spanMs = untilMs - settledMs;

  it('all know one another', () => {
    for (const { session } of group.members) expect(session.statistics.sources).toBe(COUNT - 1);
  });

  it('report at the deterministic interval of receivers, and of the sender, on average', () => {
    const ofSender = compounds.filter(({ by }) => by === sender).length;
    const receiverMs = deterministicIntervalMs({ ...membership, weSent: false });
    const senderMs = deterministicIntervalMs({ ...membership, weSent: true });
    expect(receiverMs).toBeGreaterThan(10_000);
    expect(Math.abs(((COUNT - 1) * spanMs) / (compounds.length - ofSender) / receiverMs - 1)).toBeLessThan(0.05);
    expect(Math.abs(spanMs / ofSender / senderMs - 1)).toBeLessThan(0.05);
  });

  it('keep to 5 % over any five intervals', () => {
    const windowMs = 5 * deterministicIntervalMs({ ...membership, weSent: false });
    const allowed = (bandwidth.octetsPerSecond * windowMs) / 1000 + 2 * averageSize;
    const times = compounds.map(({ at }) => at);
    expect(mostWithin(windowMs, times) * averageSize).toBeLessThanOrEqual(allowed);
  });
});

/** A session that hears `count` other receivers report, all at 0. */
function sessionAmong(count: number): { session: Session; hear(now: number): void } {
  const session = toySession({ remote: { host: '239.255.0.1', port: 5004 }, cname: CNAME });
  return {
    session,
    hear: (now) => {
      for (let ssrc = 1; ssrc <= count; ssrc++) session.handleDatagram(now, reportOf(ssrc), addressOf(ssrc), 'rtcp');
    },
  };
}

function reportOf(ssrc: number): Uint8Array {
  const items = [{ type: 'CNAME', value: CNAME } as const];
  return serializeCompoundPacket([
    { type: 'receiver-report', ssrc, reportBlocks: [] },
    { type: 'source-description', chunks: [{ ssrc, items }] },
  ]);
}

function addressOf(ssrc: number): Address {
  return { host: `10.0.${ssrc >> 8}.${ssrc & 0xff}`, port: 5005 };
}

describe('RFC 3550 §6.3 one session among a thousand', () => {
  it('reports once each deterministic interval, on average', () => {
    const { session, hear } = sessionAmong(999);
    const sent: number[] = [];
    hear(0);
    let heardMs = 0;
    for (let now = session.nextTimeout(); sent.length < 150; now = session.nextTimeout()) {
      for (; now - heardMs > 1_000_000; heardMs += 1_000_000) hear(heardMs + 1_000_000);
      session.handleTimeout(now);
      for (const output of drain(session)) if (output.type === 'transmit') sent.push(now);
    }
    const averageSize = reportOf(1).length + HEADERS;
    const bandwidth = { octetsPerSecond: 400, senderShare: 0.25 };
    const inputs = { members: 1000, senders: 0, weSent: false, bandwidth, averageSize, minimumMs: 5000 };
    const intervalMs = deterministicIntervalMs(inputs);
    const meanMs = (sent.at(-1)! - sent[0]!) / (sent.length - 1);
    expect(session.statistics.sources).toBe(999);
    expect(Math.abs(meanMs / intervalMs - 1)).toBeLessThan(0.05);
  });

  it('§6.3.5: brings its next report nearer when nine of ten are timed out', () => {
    const { session, hear } = sessionAmong(200);
    /** Lets the session run until something is so; returns when. */
    const runUntil = (isSo: () => boolean): number => {
      let now = 0;
      while (!isSo()) session.handleTimeout((now = session.nextTimeout()));
      return now;
    };
    hear(0);
    const stayMs = runUntil(() => session.statistics.rtcpPacketsSent === 3);
    for (let ssrc = 1; ssrc <= 20; ssrc++) session.handleDatagram(stayMs, reportOf(ssrc), addressOf(ssrc), 'rtcp');
    const timedOutMs = runUntil(() => session.statistics.sources === 20);
    const sent = session.statistics.rtcpPacketsSent;
    const reportedMs = runUntil(() => session.statistics.rtcpPacketsSent > sent);
    // 75 s for 200 others, 8 s for 20.
    expect(reportedMs - timedOutMs).toBeLessThan(15_000);
  });
});

describe('RFC 3550 §6.3.7 leaving a group', () => {
  /** Sessions that have all reported, the last of which leaves; what it sent after that. */
  function leaveOf(count: number): { group: VirtualGroup; leaver: VirtualGroup['members'][number]; leftMs: number } {
    const group = new VirtualGroup(count, { receive });
    group.runTo(WARM_MS);
    const leaver = group.members.at(-1)!;
    const leftMs = group.now;
    group.act((now) => leaver.session.close(now, 'enough'));
    return { group, leaver, leftMs };
  }

  it('is said at once by one of 49', () => {
    const { group, leaver, leftMs } = leaveOf(49);
    expect(leaver.session.nextTimeout()).toBe(Infinity);
    const said = group.compounds(leftMs).filter(({ by }) => by === leaver);
    expect(said.map(({ at, bytes }) => [at, types(bytes)])).toEqual([
      [leftMs, ['receiver-report', 'source-description', 'goodbye']],
    ]);
  });

  it('is said by one of 50 after the interval of a first report, whatever else comes meanwhile', () => {
    const { group, leaver, leftMs } = leaveOf(50);
    expect(leaver.session.nextTimeout()).toBeGreaterThan(leftMs + 1000);
    group.runTo(leftMs + 10_000);
    expect(leaver.session.nextTimeout()).toBe(Infinity);
    const said = group.compounds(leftMs).filter(({ by }) => by === leaver);
    expect(said.map(({ bytes }) => types(bytes))).toEqual([['receiver-report', 'source-description', 'goodbye']]);
    expect(said[0]!.at - leftMs).toBeGreaterThan(1000);
    expect(said[0]!.at - leftMs).toBeLessThan(3100);
    for (const { said: heard } of group.members.slice(0, -1)) {
      expect(heard.filter(({ output }) => output.type === 'goodbye')).toHaveLength(1);
    }
  });

  it('§6.3.4: brings the next report of who stays nearer by as many as leave', () => {
    const group = new VirtualGroup(40, { receive });
    group.runTo(WARM_MS);
    const [stays, ...leave] = group.members.toSorted((a, b) => b.session.nextTimeout() - a.session.nextTimeout());
    const dueMs = stays!.session.nextTimeout();
    group.act((now) => leave.forEach(({ session }) => session.close(now)));
    group.runTo(group.now + 20);
    expect(stays!.session.nextTimeout()).toBeCloseTo(group.now + (dueMs - group.now) / 40, 6);
  });

  it('of all at once goes out one by one, and each says it once', () => {
    const group = new VirtualGroup(50, { receive });
    group.runTo(WARM_MS);
    const leftMs = group.now;
    group.act((now) => group.members.forEach(({ session }) => session.close(now)));
    group.runTo(leftMs + 60_000);
    const said = group.compounds(leftMs);
    expect(said).toHaveLength(50);
    expect(new Set(said.map(({ by }) => by)).size).toBe(50);
    expect(
      mostWithin(
        100,
        said.map(({ at }) => at),
      ),
    ).toBeLessThanOrEqual(10);
    for (const { session } of group.members) expect(session.nextTimeout()).toBe(Infinity);
  });

  it('§6.4.1: has the wall clock and media time of the moment when it is said at last', () => {
    const group = new VirtualGroup(50, { receive });
    const leaver = group.members[7]!;
    const outgoing = leaver.session.addOutgoing({ format, timestampOffset: 0 });
    group.runTo(WARM_MS);
    const leftMs = group.now;
    group.act((now) => outgoing.send(now, new Uint8Array(1), 0));
    group.act((now) => leaver.session.close(now));
    group.runTo(leftMs + 10_000);
    const { at, bytes } = group.compounds(leftMs + 1).find(({ by }) => by === leaver)!;
    const elapsedMs = at - leftMs;
    const [report] = parseCompoundPacket(bytes) as RtcpPacket[];
    expect(report).toMatchObject({
      type: 'sender-report',
      ntpTimestamp: { seconds: NTP_2026.seconds + Math.floor((at - 1000) / 1000) },
      rtpTimestamp: Math.round(elapsedMs * 90),
    });
  });
});

describe('RFC 3556 §2 sessions', () => {
  it('without bandwidth for receivers hear reports of senders only, and a goodbye of them', () => {
    const group = new VirtualGroup(3, { receive, rtcp: { senderBandwidth: 800, receiverBandwidth: 0 } });
    const outgoing = group.members[0]!.session.addOutgoing({ format });
    group.runTo(30_000);
    expect(group.compounds()).toEqual([]);
    while (group.now < 90_000) {
      group.act((now) => outgoing.send(now, new Uint8Array(100)));
      group.runTo(group.now + 500);
    }
    const reporters = new Set(group.compounds().map(({ by }) => group.members.indexOf(by)));
    expect(reporters).toEqual(new Set([0]));
    expect(group.compounds().length).toBeGreaterThan(8);
    const endMs = group.now;
    group.act((now) => group.members.forEach(({ session }) => session.close(now)));
    expect(group.compounds(endMs).map(({ bytes }) => types(bytes).at(-1))).toEqual(['goodbye']);
  });

  it('without any bandwidth say nothing at all, and time out who is silent all the same', () => {
    const group = new VirtualGroup(2, { receive, rtcp: { senderBandwidth: 0, receiverBandwidth: 0 } });
    const outgoing = group.members[0]!.session.addOutgoing({ format });
    while (group.now < 10_000) {
      group.act((now) => outgoing.send(now, new Uint8Array(100)));
      group.runTo(group.now + 500);
    }
    expect(group.members[1]!.session.incoming.size).toBe(1);
    group.runTo(60_000);
    expect(group.members[1]!.session.incoming.size).toBe(0);
    group.act((now) => group.members.forEach(({ session }) => session.close(now)));
    expect(group.compounds()).toEqual([]);
  });
});
