import { describe, expect, it } from 'vitest';
import {
  parseCompoundPacket,
  serializeCompoundPacket,
  type ReceiverReport,
  type RtcpPacket,
} from '../../src/rtcp/index.js';
import { parseRtpPacket, type RtpPacket } from '../../src/rtp/rtp-packet.js';
import type { Address } from '../../src/session/address.js';
import type { Session } from '../../src/session/session.js';
import { SessionDriver } from './session-driver.js';
import { toyFormat } from './toy-format.js';
import { drain, toySession } from './toy-session.js';
import { said, sendFrames, toyPacket } from './toy-stream.js';
import { VirtualLink } from './virtual-link.js';

const format = toyFormat();
const remote = { host: 'a', port: 5004 };
const GROUP = { host: '239.1.2.3', port: 5004 };
const OTHER = { host: 'a', port: 7000 };

function report(ssrc: number, cname?: string): RtcpPacket[] {
  const packets: RtcpPacket[] = [{ type: 'receiver-report', ssrc, reportBlocks: [] }];
  if (cname !== undefined) {
    packets.push({ type: 'source-description', chunks: [{ ssrc, items: [{ type: 'CNAME', value: cname }] }] });
  }
  return packets;
}

/** What a session has sent since the last time. */
function sent(session: Session): { rtp: RtpPacket[]; rtcp: RtcpPacket[][]; changes: number } {
  const rtp: RtpPacket[] = [];
  const rtcp: RtcpPacket[][] = [];
  let changes = 0;
  for (const output of drain(session)) {
    if (output.type === 'ssrc-changed') changes++;
    if (output.type !== 'transmit') continue;
    if (output.channel === 'rtp') rtp.push(parseRtpPacket(output.bytes) as RtpPacket);
    else rtcp.push(parseCompoundPacket(output.bytes) as RtcpPacket[]);
  }
  return { rtp, rtcp, changes };
}

/** Under which SSRC each of its reports was sent. */
function reporters(driver: SessionDriver): number[] {
  return driver.heard('transmit').map(({ bytes }) => {
    const [first] = parseCompoundPacket(bytes) as RtcpPacket[];
    return (first as ReceiverReport).ssrc;
  });
}

describe('RFC 3550 §8.2 an SSRC of ours that another participant has drawn', () => {
  it('B35: is given up with a goodbye, and the stream goes on under another where it was', () => {
    const session = toySession({ remote });
    const numbers = { ssrc: 7, sequenceNumber: 65_534, timestampOffset: 0 };
    const stream = session.addOutgoing({ format, ...numbers });
    for (const at of [0, 20]) stream.send(at, Uint8Array.of(1));
    drain(session);
    session.handleDatagram(30, toyPacket({ ssrc: 7, sequenceNumber: 30_000, timestamp: 1e9 }), OTHER, 'rtp');
    const { rtcp, changes } = sent(session);
    expect(rtcp).toMatchObject([
      [{ type: 'receiver-report', ssrc: 7 }, {}, { type: 'goodbye', ssrcs: [7], reason: 'SSRC collision' }],
    ]);
    expect([changes, stream.ssrc === 7, [...session.outgoing]]).toEqual([1, false, [[stream.ssrc, stream]]]);
    stream.send(40, Uint8Array.of(1));
    const { rtp } = sent(session);
    expect(rtp).toMatchObject([{ ssrc: stream.ssrc, sequenceNumber: 0, timestamp: 40 * 90 }]);
    expect(stream.statistics.packetsSent).toBe(3);
  });

  it('B35: is the other one’s from then on: what it sends is received', () => {
    const session = toySession({ remote });
    session.addOutgoing({ format, ssrc: 7 });
    for (const [index, sequenceNumber] of [30_000, 30_001, 30_002].entries()) {
      session.handleDatagram(index * 20, toyPacket({ ssrc: 7, sequenceNumber, timestamp: index }), OTHER, 'rtp');
    }
    expect([...session.incoming.keys()]).toEqual([7]);
    expect(session.statistics.rejects).toEqual({});
  });

  it('counts anew in sender reports, and goes on counting in the statistics (RFC 3550 §6.4.1)', () => {
    const link = new VirtualLink({ remote: { host: 'b', port: 5004 } }, { receive: [{ payloadType: 96, format }] });
    const stream = link.a.session.addOutgoing({ format });
    const before = stream.ssrc;
    sendFrames(link, stream, 300);
    const { packetsSent } = stream.statistics;
    const packets = report(before, 'somebody else');
    link.act((now) =>
      link.a.session.handleDatagram(now, serializeCompoundPacket(packets), { host: 'b', port: 5005 }, 'rtcp'),
    );
    sendFrames(link, stream, 300);
    const reports = said(link.b, 'report').filter((event) => event.kind === 'sender');
    expect(reports.at(-1)).toMatchObject({ ssrc: stream.ssrc });
    expect(reports.at(-1)!.report.senderPacketCount).toBeLessThanOrEqual(stream.statistics.packetsSent - packetsSent);
    expect(said(link.a, 'ssrc-changed')).toMatchObject([{ previousSsrc: before, ssrc: stream.ssrc, stream }]);
    expect(said(link.b, 'goodbye')).toMatchObject([{ ssrc: before, reason: 'SSRC collision' }]);
    expect(said(link.b, 'restart')).toMatchObject([{ previousSsrc: before, cause: 'source' }]);
    expect(stream.remoteInbound.size).toBe(1);
  });

  it('is changed where there are only reports, too', () => {
    const driver = new SessionDriver({ rtcp: { remote: { host: 'a', port: 5005 } } });
    driver.runTo(10_000);
    const [ssrc] = reporters(driver);
    driver.rtcp(report(ssrc!, 'somebody else'));
    driver.runTo(30_000);
    expect(new Set(reporters(driver)).size).toBe(2);
    expect(driver.heard('ssrc-changed')).toMatchObject([{ previousSsrc: ssrc, stream: undefined }]);
    expect([...driver.session.participants].map((participant) => participant.ssrc)).toEqual([ssrc]);
  });

  it('is never one that somebody has, and nobody is told of one that was never used', () => {
    const draws = [5, 7, 7, 8];
    const session = toySession({ remote, randomUint32: () => draws.shift() ?? 0x8000_0000 });
    session.handleDatagram(0, serializeCompoundPacket(report(7)), OTHER, 'rtcp');
    session.handleDatagram(0, serializeCompoundPacket(report(5, 'x')), OTHER, 'rtcp');
    const outputs = drain(session);
    expect(outputs.filter(({ type }) => type === 'transmit')).toEqual([]);
    expect(outputs.filter(({ type }) => type === 'ssrc-changed')).toMatchObject([{ previousSsrc: 5, ssrc: 8 }]);
  });

  it('is refused for a stream that is to be sent', () => {
    const session = toySession({ remote });
    session.handleDatagram(0, serializeCompoundPacket(report(7)), OTHER, 'rtcp');
    expect(() => session.addOutgoing({ format, ssrc: 7 })).toThrow(RangeError);
  });
});

describe('B35: loops', () => {
  it('B35: our own packets that come back are counted, and change nothing', () => {
    const session = toySession({ remote: GROUP });
    const stream = session.addOutgoing({ format });
    for (let at = 0; at < 20_000; at += 20) {
      stream.send(at, Uint8Array.of(1));
      session.handleTimeout(at);
      for (const output of drain(session)) {
        if (output.type === 'transmit')
          session.handleDatagram(at, output.bytes, { host: 'us', port: 5004 }, output.channel);
        expect(output.type).not.toBe('ssrc-changed');
      }
    }
    const { rejects, rtcpPacketsSent } = session.statistics;
    expect(rtcpPacketsSent).toBeGreaterThan(2);
    expect(rejects).toEqual({ 'own-packet-looped': 1000 + rtcpPacketsSent });
  });

  it('B35: feedback that does not say whose it is changes nothing', () => {
    const session = toySession({ remote: GROUP, rtcp: { profile: 'AVPF', reducedSize: true } });
    const { ssrc } = session.addOutgoing({ format });
    const packets: RtcpPacket[] = [{ type: 'picture-loss-indication', ssrc, mediaSsrc: 9 }];
    session.handleDatagram(0, serializeCompoundPacket(packets, { reducedSize: true }), OTHER, 'rtcp');
    expect(session.outgoing.has(ssrc)).toBe(true);
    expect(session.statistics.rejects).toEqual({ 'own-ssrc': 1 });
  });

  it('B35: a source that keeps colliding from one address makes us change once in ten intervals', () => {
    const session = toySession({ remote: GROUP });
    const stream = session.addOutgoing({ format });
    let changes = 0;
    for (let second = 0; second < 100; second++) {
      const packet = toyPacket({
        ssrc: stream.ssrc,
        sequenceNumber: (second * 9973) & 0xffff,
        timestamp: second * 1e7,
      });
      session.handleDatagram(second * 1000, packet, { host: 'loop', port: 5004 }, 'rtp');
      changes += sent(session).changes;
    }
    expect(changes).toBe(1);
    expect(session.statistics.rejects).toEqual({ 'own-packet-looped': 99 });
    session.handleDatagram(
      200_000,
      serializeCompoundPacket(report(stream.ssrc, 'x')),
      { host: 'loop', port: 1 },
      'rtcp',
    );
    expect(sent(session).changes).toBe(1);
  });

  it('B35: forgeries from ever new addresses in a group make us change four times in ten intervals at most', () => {
    const session = toySession({ remote: GROUP });
    const stream = session.addOutgoing({ format });
    let changes = 0;
    for (let host = 0; host < 1000; host++) {
      const packet = toyPacket({ ssrc: stream.ssrc, sequenceNumber: host * 60, timestamp: host * 1e6 });
      session.handleDatagram(host, packet, { host: `10.0.0.${host}`, port: 5004 }, 'rtp');
      changes += sent(session).changes;
    }
    expect(changes).toBe(4);
  });

  it('B35: in a call, strangers make us change nothing', () => {
    const session = toySession({ remote });
    const stream = session.addOutgoing({ format, ssrc: 7 });
    const stranger: Address = { host: 'evil', port: 5004 };
    session.handleDatagram(0, toyPacket({ ssrc: 7, sequenceNumber: 0 }), stranger, 'rtp');
    session.handleDatagram(0, serializeCompoundPacket(report(7, 'evil')), stranger, 'rtcp');
    expect(stream.ssrc).toBe(7);
    expect(session.statistics.rejects).toEqual({ 'own-ssrc': 2 });
  });
});

describe('B34: a goodbye for our own SSRC', () => {
  it.each([
    ['alone, from whom we send to', report(1)],
    ['after a report under it: the other has given it up', report(7)],
  ])('B34: %s, changes nothing', (_, packets) => {
    const session = toySession({ remote });
    const stream = session.addOutgoing({ format, ssrc: 7 });
    stream.send(0, Uint8Array.of(1));
    drain(session);
    const goodbye: RtcpPacket = { type: 'goodbye', ssrcs: [7] };
    session.handleDatagram(5, serializeCompoundPacket([...packets, goodbye]), { ...remote, port: 5005 }, 'rtcp');
    expect(drain(session).map(({ type }) => type)).toEqual(['reject']);
    expect(session.statistics.rejects).toEqual({ 'own-ssrc': 1 });
    stream.send(20, Uint8Array.of(1));
    expect(sent(session).rtp).toMatchObject([{ ssrc: 7 }]);
  });
});
