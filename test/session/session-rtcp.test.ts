import { describe, expect, it } from 'vitest';
import { middle32, ntpDeltaMs } from '../../src/clock/ntp-timestamp.js';
import {
  parseCompoundPacket,
  serializeCompoundPacket,
  type RtcpPacket,
  type SenderReport,
} from '../../src/rtcp/index.js';
import { parseRtpPacket, type RtpPacket } from '../../src/rtp/rtp-packet.js';
import { toyFormat } from './toy-format.js';
import { drain, toySession } from './toy-session.js';
import { said, sendFrames, toyPacket } from './toy-stream.js';
import { NTP_2026, VirtualLink, type Peer } from './virtual-link.js';

const format = toyFormat();
const receive = [{ payloadType: 96, format }];
const remote = { host: 'b', port: 5004 };
const from = { host: 'a', port: 5004 };

/** The compounds that a peer sent, and when. */
function compounds(peer: Peer): { at: number; packets: RtcpPacket[] }[] {
  return peer.said.flatMap(({ at, output }) =>
    output.type === 'transmit' && output.channel === 'rtcp'
      ? [{ at, packets: parseCompoundPacket(output.bytes) as RtcpPacket[] }]
      : [],
  );
}

describe('RFC 3550 §6.4 reports', () => {
  const link = new VirtualLink({ remote }, { receive }, { delayMs: 25, loss: 0.02, seed: 9 });
  const outgoing = link.a.session.addOutgoing({ format });
  const startMs = link.now;
  sendFrames(link, outgoing, 900);
  const senders = compounds(link.a);
  const receivers = compounds(link.b);

  it('go out in time: the first with the first packet, and in answer to it, the next around every five seconds', () => {
    const reportedMs = senders[0]!.at + 25;
    const playing = link.b.said.find(({ output }) => output.type === 'stream')!;
    expect(senders[0]!.at).toBe(startMs);
    expect(receivers[0]!.at).toBe(Math.max(reportedMs, playing.at));
    for (const reports of [senders, receivers]) {
      const times = reports.map(({ at }) => at - startMs);
      expect(times.length).toBeGreaterThanOrEqual(4);
      for (const [index, time] of times.slice(1).entries()) {
        expect(time - times[index]!).toBeGreaterThan(2000);
        expect(time - times[index]!).toBeLessThan(6300);
      }
    }
  });

  it('are compounds of a report and a description with the CNAME', () => {
    expect(senders[0]!.packets).toMatchObject([
      { type: 'sender-report', ssrc: outgoing.ssrc },
      { type: 'source-description', chunks: [{ ssrc: outgoing.ssrc, items: [{ type: 'CNAME', value: 'a@test' }] }] },
    ]);
    expect(receivers[0]!.packets).toMatchObject([
      { type: 'receiver-report', reportBlocks: [{ ssrc: outgoing.ssrc }] },
      { type: 'source-description', chunks: [{ items: [{ type: 'CNAME', value: 'b@test' }] }] },
    ]);
  });

  it('B39: pair the wall clock and the media time of the moment in which they leave', () => {
    const first = link.a.said.find(({ output }) => output.type === 'transmit' && output.channel === 'rtp')!;
    const { timestamp } = parseRtpPacket((first.output as { bytes: Uint8Array }).bytes) as RtpPacket;
    for (const { at, packets } of senders) {
      const report = packets[0] as SenderReport;
      expect(ntpDeltaMs(report.ntpTimestamp, NTP_2026)).toBeCloseTo(at - startMs, 3);
      const elapsedTicks = (report.rtpTimestamp - timestamp) >>> 0;
      expect(Math.abs(elapsedTicks - (at - first.at) * 90)).toBeLessThanOrEqual(1);
    }
  });

  it('count what was sent', () => {
    const { at, packets } = senders.at(-1)!;
    const sentBefore = link.a.said.flatMap(({ at: sentAt, output }) =>
      output.type === 'transmit' && output.channel === 'rtp' && sentAt <= at ? [output.bytes.length - 12] : [],
    );
    expect(packets[0]).toMatchObject({
      senderPacketCount: sentBefore.length,
      senderOctetCount: sentBefore.reduce((sum, length) => sum + length, 0),
    });
  });

  it('tell the sender loss, jitter and the round trip', () => {
    const { remote: reception } = outgoing.statistics;
    expect(reception).toMatchObject({ roundTripTime: expect.closeTo(0.05, 4) });
    expect(reception!.packetsLost).toBeGreaterThan(5);
    expect(reception!.fractionLost).toBeGreaterThan(0);
    expect(reception!.jitter).toBeLessThan(0.04);
    const events = said(link.a, 'report');
    expect(events.at(-1)).toMatchObject({ kind: 'receiver', about: outgoing.ssrc, roundTripMs: expect.closeTo(50, 1) });
  });

  it('tell the receiver what was sent, and refer to it', () => {
    const events = said(link.b, 'report');
    expect(events[0]).toMatchObject({ kind: 'sender', ssrc: outgoing.ssrc, report: { type: 'sender-report' } });
    const { packets, at } = receivers.at(-1)!;
    const heard = senders.findLast((report) => report.at + 25 <= at)!;
    const { ntpTimestamp } = heard.packets[0] as SenderReport;
    expect(packets[0]).toMatchObject({
      reportBlocks: [
        {
          lastSenderReport: middle32(ntpTimestamp),
          delaySinceLastSenderReport: Math.floor(((at - heard.at - 25) * 65_536) / 1000),
        },
      ],
    });
  });

  it('describe the source once, and again when something changes', () => {
    expect(said(link.b, 'source-description')).toEqual([
      { type: 'source-description', ssrc: outgoing.ssrc, items: new Map([['CNAME', 'a@test']]) },
    ]);
  });
});

describe('two sessions that both send', () => {
  it('tell one another in sender reports how they receive', () => {
    const link = new VirtualLink({ remote, receive }, { remote: { host: 'a', port: 5004 }, receive }, { delayMs: 15 });
    const streams = [link.a, link.b].map(({ session }) => session.addOutgoing({ format }));
    sendFrames(link, streams[1]!, 3);
    sendFrames(link, streams[0]!, 300);
    const [first, second] = compounds(link.b).map(({ packets }) => packets[0]);
    expect(first).toMatchObject({ type: 'sender-report', reportBlocks: [] });
    expect(second).toMatchObject({ type: 'sender-report', reportBlocks: [{ ssrc: streams[0]!.ssrc }] });
    expect(
      said(link.a, 'report')
        .map(({ kind }) => kind)
        .slice(0, 3),
    ).toEqual(['sender', 'sender', 'receiver']);
    expect(said(link.a, 'report')[2]).toMatchObject({ ssrc: streams[1]!.ssrc, about: streams[0]!.ssrc });
  });
});

describe('reports about many sources', () => {
  it.each([
    [1400, 31],
    [300, 9],
  ])('keep to an MTU of %i, and to the 31 blocks of one report', (mtu, blocks) => {
    const session = toySession({ mtu, maxSources: 40, cname: 'x'.repeat(20) });
    for (let ssrc = 1; ssrc <= 35; ssrc++) {
      for (const sequenceNumber of [0, 1]) {
        session.handleDatagram(0, toyPacket({ sequenceNumber, ssrc }), from, 'rtp');
      }
    }
    session.handleTimeout(session.nextTimeout());
    while (session.statistics.rtcpPacketsSent === 0) session.handleTimeout(session.nextTimeout());
    for (const output of drain(session)) {
      if (output.type !== 'transmit') continue;
      expect(output.bytes.length).toBeLessThanOrEqual(mtu);
      const [report] = parseCompoundPacket(output.bytes) as [SenderReport];
      expect(report.reportBlocks).toHaveLength(blocks);
    }
    expect.assertions(2);
  });
});

describe('a stream that has stopped', () => {
  it('gives receiver reports again, and is reported on no more', () => {
    const link = new VirtualLink({ remote }, { receive });
    sendFrames(link, link.a.session.addOutgoing({ format }), 30);
    link.runTo(link.now + 40_000);
    expect(compounds(link.a)[0]!.packets[0]).toMatchObject({ type: 'sender-report' });
    expect(compounds(link.a).at(-1)!.packets[0]).toMatchObject({ type: 'receiver-report' });
    expect(compounds(link.b).at(-1)!.packets[0]).toMatchObject({ type: 'receiver-report', reportBlocks: [] });
  });
});

describe('two streams of one session', () => {
  it('have a compound each under one CNAME', () => {
    const link = new VirtualLink({ remote }, { receive: [...receive, { payloadType: 97, format }] });
    const streams = [96, 97].map((payloadType) => link.a.session.addOutgoing({ format, payloadType }));
    for (const stream of streams) sendFrames(link, stream, 3);
    link.runTo(link.now + 4000);
    const reporters = compounds(link.a).flatMap(({ packets }) => (packets[0] as SenderReport).ssrc);
    expect(new Set(reporters)).toEqual(new Set(streams.map(({ ssrc }) => ssrc)));
    expect(said(link.b, 'source-description').map(({ items }) => items.get('CNAME'))).toEqual(['a@test', 'a@test']);
  });
});

describe('the wall clock', () => {
  it('steps the reports and leaves the round trip alone', () => {
    const link = new VirtualLink({ remote }, { receive }, { delayMs: 30 });
    const outgoing = link.a.session.addOutgoing({ format });
    for (let second = 0; second < 40; second++) {
      link.act((now) => link.a.session.setWallClock(now, { seconds: 4e9 + second * 3600, fraction: 0 }));
      sendFrames(link, outgoing, 30);
    }
    const roundTrips = said(link.a, 'report').flatMap((report) =>
      report.kind === 'receiver' ? [report.roundTripMs] : [],
    );
    expect(roundTrips.filter((ms) => ms !== undefined).length).toBeGreaterThan(4);
    for (const ms of roundTrips) if (ms !== undefined) expect(ms).toBeCloseTo(60, 1);
  });

  it('B37: passes 7 February 2036 without a jump', () => {
    const link = new VirtualLink({ remote }, { receive }, { delayMs: 5 });
    const outgoing = link.a.session.addOutgoing({ format });
    link.act((now) => link.a.session.setWallClock(now, { seconds: 0xffff_fffd, fraction: 0 }));
    sendFrames(link, outgoing, 600);
    const times = compounds(link.a).map(({ packets }) => (packets[0] as SenderReport).ntpTimestamp.seconds);
    expect(times.some((seconds) => seconds < 100)).toBe(true);
    expect(outgoing.roundTripMs).toBeCloseTo(10, 1);
  });

  it('B37: reports of a peer without a clock, or from before 1970, are taken as they are', () => {
    const session = toySession();
    for (const sequenceNumber of [0, 1]) session.handleDatagram(0, toyPacket({ sequenceNumber }), from, 'rtp');
    for (const seconds of [0, 1, 2_208_988_799, 0xffff_ffff]) {
      const report = { senderPacketCount: 2, senderOctetCount: 4, rtpTimestamp: 0, reportBlocks: [] };
      const ntpTimestamp = { seconds, fraction: 0 };
      const packets: RtcpPacket[] = [{ type: 'sender-report', ssrc: 0x1234_5678, ntpTimestamp, ...report }];
      session.handleDatagram(10, serializeCompoundPacket(packets), from, 'rtcp');
    }
    expect(session.statistics).toMatchObject({ rtcpPacketsReceived: 4, rejects: {} });
  });
});

describe('RFC 3550 §6.6 goodbye', () => {
  it('is said at close with its reason, and the other side plays what was sent before, then ends the stream', () => {
    const link = new VirtualLink({ remote }, { receive, latencyMs: 500 });
    const outgoing = link.a.session.addOutgoing({ format });
    const sent = sendFrames(link, outgoing, 30);
    link.act((now) => link.a.session.close(now, 'that is all'));
    link.runTo(link.now + 3000);
    expect(compounds(link.a).at(-1)!.packets).toMatchObject([
      { type: 'sender-report' },
      { type: 'source-description' },
      { type: 'goodbye', ssrcs: [outgoing.ssrc], reason: 'that is all' },
    ]);
    expect(said(link.b, 'goodbye')).toEqual([{ type: 'goodbye', ssrc: outgoing.ssrc, reason: 'that is all' }]);
    expect(said(link.b, 'frame')).toHaveLength(sent.length);
    expect(said(link.b, 'end')).toMatchObject([{ cause: 'goodbye' }]);
    const order = link.b.said.map(({ output }) => output.type).filter((type) => type !== 'transmit');
    expect(order.at(-1)).toBe('end');
    expect(link.b.session.incoming.size).toBe(0);
    expect(link.b.session.statistics.sources).toBe(0);
  });

  it('plays stragglers that the goodbye has overtaken', () => {
    const session = toySession();
    for (const sequenceNumber of [0, 1]) session.handleDatagram(0, toyPacket({ sequenceNumber }), from, 'rtp');
    const goodbye: RtcpPacket[] = [
      { type: 'receiver-report', ssrc: 0x1234_5678, reportBlocks: [] },
      { type: 'goodbye', ssrcs: [0x1234_5678] },
    ];
    session.handleDatagram(1, serializeCompoundPacket(goodbye), from, 'rtcp');
    session.handleDatagram(2, toyPacket({ sequenceNumber: 2 }), from, 'rtp');
    session.handleTimeout(5000);
    let frames = 0;
    for (const output of drain(session)) if (output.type === 'frame') frames++;
    expect(frames).toBe(3);
    session.handleDatagram(5001, toyPacket({ sequenceNumber: 3 }), from, 'rtp');
    expect(session.statistics).toMatchObject({ rejects: {}, sources: 0 });
  });

  it('of an unknown source changes nothing', () => {
    const session = toySession();
    const goodbye: RtcpPacket[] = [
      { type: 'receiver-report', ssrc: 1, reportBlocks: [] },
      { type: 'goodbye', ssrcs: [99] },
    ];
    session.handleDatagram(0, serializeCompoundPacket(goodbye), from, 'rtcp');
    expect(session.poll()).toBeUndefined();
  });
});

describe('where RTCP is sent', () => {
  it('is shown as it is learnt, and again when more is known', () => {
    const session = toySession();
    for (const sequenceNumber of [0, 1]) session.handleDatagram(0, toyPacket({ sequenceNumber }), from, 'rtp');
    const report: RtcpPacket[] = [{ type: 'receiver-report', ssrc: 0x1234_5678, reportBlocks: [] }];
    session.handleDatagram(1, serializeCompoundPacket(report), { host: 'a', port: 40_404 }, 'rtcp');
    const chosen: string[] = [];
    for (const output of drain(session)) {
      if (output.type === 'rtcp-destination') chosen.push(`${output.to.host}:${output.to.port}`);
    }
    expect(chosen).toEqual(['a:5005', 'a:40404']);
  });

  it('with mux, RTP and RTCP are told apart on one port', () => {
    const session = toySession({ rtcp: { mux: true } });
    const report: RtcpPacket[] = [{ type: 'receiver-report', ssrc: 0x1234_5678, reportBlocks: [] }];
    for (const sequenceNumber of [0, 1]) session.handleDatagram(0, toyPacket({ sequenceNumber }), from, 'rtp');
    session.handleDatagram(1, serializeCompoundPacket(report), from, 'rtp');
    expect(session.statistics).toMatchObject({ rtcpPacketsReceived: 1, rejects: {} });
    const outputs = [session.poll(), session.poll()];
    expect(outputs[1]).toMatchObject({ type: 'rtcp-destination', to: from });
  });

  it('follows a source to another port once the old one is silent, and not before', () => {
    const session = toySession();
    const elsewhere = { host: 'a', port: 6000 };
    for (const sequenceNumber of [0, 1]) session.handleDatagram(0, toyPacket({ sequenceNumber }), from, 'rtp');
    const chosen: string[] = [];
    for (let sequenceNumber = 2; sequenceNumber < 80; sequenceNumber++) {
      const now = sequenceNumber * 20;
      session.handleDatagram(now, toyPacket({ sequenceNumber }), elsewhere, 'rtp');
      for (const output of drain(session)) {
        if (output.type === 'rtcp-destination') chosen.push(`${output.to.port} at ${now}`);
      }
    }
    expect(chosen).toEqual(['5005 at 40', '6001 at 1000']);
  });
});
