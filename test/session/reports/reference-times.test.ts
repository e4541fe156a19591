import { describe, expect, it } from 'vitest';
import { addMs, middle32 } from '../../../src/clock/ntp-timestamp.js';
import { Reject } from '../../../src/errors.js';
import { parseCompoundPacket, type ExtendedReport, type RtcpPacket } from '../../../src/rtcp/index.js';
import { ReferenceTimes } from '../../../src/session/reports/reference-times.js';
import type { RtcpOptions } from '../../../src/session/session-options.js';
import type { SessionOutput } from '../../../src/session/session-output.js';
import { toyFormat } from '../toy-format.js';
import { NTP_2026, VirtualLink, type Peer } from '../virtual-link.js';

const NTP = { seconds: 0xb44d_b705, fraction: 0x2000_0000 };
const RECEIVER_REPORT: RtcpPacket = { type: 'receiver-report', ssrc: 5, reportBlocks: [] };
const SENDER_REPORT: RtcpPacket = {
  type: 'sender-report',
  ssrc: 6,
  ntpTimestamp: NTP,
  rtpTimestamp: 0,
  senderPacketCount: 1,
  senderOctetCount: 1,
  reportBlocks: [],
};

function referenceOf(ssrc: number): ExtendedReport {
  return { type: 'extended-report', ssrc, blocks: [{ type: 'receiver-reference-time', ntpTimestamp: NTP }] };
}

describe('RFC 3611 §4.4, §4.5 reference times and answers', () => {
  it('go with receiver reports, and are answered once with sender reports', () => {
    const receiver = new ReferenceTimes(true);
    const sender = new ReferenceTimes(true);
    const [reference] = receiver.accompany(1000, NTP, [RECEIVER_REPORT]);
    expect(reference).toEqual(referenceOf(5));
    expect(sender.heard(0, reference!, () => false)).toBeUndefined();
    const [answer] = sender.accompany(500, NTP, [RECEIVER_REPORT, SENDER_REPORT]);
    expect(answer).toEqual({
      type: 'extended-report',
      ssrc: 6,
      blocks: [
        {
          type: 'delay-since-last-receiver-report',
          reports: [{ ssrc: 5, lastReceiverReport: middle32(NTP), delaySinceLastReceiverReport: 0x8000 }],
        },
      ],
    });
    expect(sender.accompany(600, NTP, [SENDER_REPORT])).toEqual([]);
    expect(receiver.heard(1580, answer!, (ssrc) => ssrc === 5)).toBe(80);
    expect(receiver.heard(1580, answer!, (ssrc) => ssrc === 7)).toBeUndefined();
  });

  it('B83: are answered with a delay of none where the clock has stepped back', () => {
    const sender = new ReferenceTimes(true);
    sender.heard(3_600_000, referenceOf(5), () => false);
    expect(sender.accompany(0, NTP, [SENDER_REPORT])[0]?.blocks).toEqual([
      {
        type: 'delay-since-last-receiver-report',
        reports: [{ ssrc: 5, lastReceiverReport: middle32(NTP), delaySinceLastReceiverReport: 0 }],
      },
    ]);
  });

  it('are neither sent nor answered where nobody asked for it', () => {
    const silent = new ReferenceTimes(false);
    silent.heard(0, referenceOf(5), () => false);
    expect(silent.accompany(0, NTP, [RECEIVER_REPORT])).toEqual([]);
    expect(silent.accompany(0, NTP, [SENDER_REPORT])).toEqual([]);
  });

  it('tell no round trip that cannot be: to a time that was never sent, of none, or shorter than the wait', () => {
    const times = new ReferenceTimes(true);
    times.accompany(1000, NTP, [RECEIVER_REPORT]);
    const answer = (lastReceiverReport: number, delaySinceLastReceiverReport: number): number | undefined => {
      const reports = [{ ssrc: 5, lastReceiverReport, delaySinceLastReceiverReport }];
      const blocks = [{ type: 'delay-since-last-receiver-report' as const, reports }];
      return times.heard(1500, { type: 'extended-report', ssrc: 6, blocks }, () => true);
    };
    expect(answer(0, 0)).toBeUndefined();
    expect(answer(middle32(NTP) + 1, 0)).toBeUndefined();
    expect(answer(middle32(NTP), 0x1_0000)).toBeUndefined();
    expect(answer(middle32(NTP), 0x4000)).toBe(250);
  });

  it('B80: of a thousand receivers, and of one for days, no more is kept than one report can answer', () => {
    const times = new ReferenceTimes(true);
    for (let second = 0; second < 3 * 86_400; second++)
      times.heard(second * 1000, referenceOf(second % 1000), () => false);
    const [report] = times.accompany(3 * 86_400_000, NTP, [SENDER_REPORT]);
    const block = report!.blocks[0]!;
    expect(block.type === 'delay-since-last-receiver-report' && block.reports.length).toBe(31);
  });
});

function extendedReportsOf({ said }: Peer): ExtendedReport[] {
  const packets = said.flatMap(({ output }) => {
    if (output.type !== 'transmit' || output.channel !== 'rtcp') return [];
    const compound = parseCompoundPacket(output.bytes);
    return compound instanceof Reject ? [] : compound;
  });
  return packets.filter((packet) => packet.type === 'extended-report');
}

function run(rtcp: RtcpOptions): VirtualLink {
  const link = new VirtualLink(
    { remote: { host: 'b', port: 5004 }, rtcp: { ...rtcp, remote: { host: 'b', port: 5005 } } },
    { receive: [{ payloadType: 96, format: toyFormat() }], rtcp: { ...rtcp, remote: { host: 'a', port: 5005 } } },
    { delayMs: 40 },
  );
  link.b.session.setWallClock(link.now, addMs(NTP_2026, 3_600_000));
  const stream = link.a.session.addOutgoing({ format: toyFormat() });
  for (let frame = 0; frame < 1000; frame++) {
    link.act((now) => stream.send(now, new Uint8Array(20).fill(1), frame * 4500));
    link.runTo(link.now + 50);
  }
  return link;
}

describe('a receiver that sends nothing', () => {
  it('knows its round trip, whatever the wall clocks show', () => {
    const link = run({ extendedReports: true });
    const [stream] = link.b.session.incoming.values();
    expect(stream!.statistics.remote?.roundTripTime).toBeCloseTo(0.08, 3);
    expect(stream!.statistics.remote?.roundTripTimeMeasurements).toBeGreaterThan(2);
    const heard = link.b.said.flatMap(({ output }: { output: SessionOutput }) =>
      output.type === 'report' && output.kind === 'extended' ? [output.roundTripMs] : [],
    );
    for (const roundTripMs of heard) expect(roundTripMs).toBeCloseTo(80, 0);
    const kinds = (peer: Peer): Set<string> =>
      new Set(extendedReportsOf(peer).flatMap(({ blocks }) => blocks.map(({ type }) => type)));
    expect(kinds(link.b)).toEqual(new Set(['receiver-reference-time']));
    expect(kinds(link.a)).toEqual(new Set(['delay-since-last-receiver-report']));
  });

  it('says nothing of it unless asked', () => {
    const link = run({});
    expect([...extendedReportsOf(link.a), ...extendedReportsOf(link.b)]).toEqual([]);
    expect([...link.b.session.incoming.values()][0]!.statistics.remote?.roundTripTime).toBeUndefined();
  });
});
