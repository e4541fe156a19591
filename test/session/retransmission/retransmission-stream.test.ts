import { describe, expect, it } from 'vitest';
import { isRtcp } from '../../../src/rtp/demultiplex.js';
import type { RtcpPacket } from '../../../src/rtcp/index.js';
import { Session } from '../../../src/session/session.js';
import { toyFormat } from '../toy-format.js';
import { RepairedStream, rtcpPackets, rtpPacket } from './repaired-stream.js';

describe('RFC 4588 §5 a retransmission stream among the sources of a session', () => {
  it('is reported on by sender and receiver, described, and said goodbye for, once it has sent', () => {
    const stream = new RepairedStream({ link: { loss: 0.05 } });
    const sent: RtcpPacket[] = [];
    const received: RtcpPacket[] = [];
    stream.transmitted = ({ bytes }) => void (isRtcp(bytes) && sent.push(...rtcpPackets(bytes)));
    stream.answered = (packets) => void received.push(...packets);
    stream.run(20);
    stream.end();
    const { ssrc } = stream.outgoing.retransmission!;
    const { retransmittedPacketsSent } = stream.outgoing.statistics;
    const reports = sent.filter((packet) => packet.type === 'sender-report' && packet.ssrc === ssrc);
    expect(reports.at(-1)).toMatchObject({ senderPacketCount: retransmittedPacketsSent });
    const chunks = sent.flatMap((packet) => (packet.type === 'source-description' ? packet.chunks : []));
    expect(chunks).toContainEqual({ ssrc, items: [{ type: 'CNAME', value: 'a@test' }] });
    expect(sent).toContainEqual({ type: 'goodbye', ssrcs: [ssrc], reason: undefined });
    const blocks = received.flatMap((packet) => ('reportBlocks' in packet ? packet.reportBlocks : []));
    const about = blocks.findLast((block) => block.ssrc === ssrc)!;
    const lost = about.cumulativeLost / retransmittedPacketsSent;
    expect(lost).toBeGreaterThan(0.01);
    expect(lost).toBeLessThan(0.1);
    expect(about.interarrivalJitter).toBe(0);
  });

  it('is none before it has sent, and no stream to the application', () => {
    const stream = new RepairedStream();
    const said = new Set<number>();
    stream.transmitted = ({ bytes }) => {
      for (const packet of isRtcp(bytes) ? rtcpPackets(bytes) : []) if ('ssrc' in packet) said.add(packet.ssrc);
    };
    stream.run(5);
    expect([...said]).toEqual([stream.outgoing.ssrc]);
    const lossy = new RepairedStream({ link: { loss: 0.05 } }).run(10);
    expect(lossy.events.filter(({ type }) => type === 'stream' || type === 'restart')).toHaveLength(1);
    expect([...lossy.receiver.incoming.keys()]).toEqual([lossy.outgoing.ssrc]);
    expect(lossy.receiver.statistics.rejects).toEqual({});
  });

  it('leaves the figures of the original as the way was: what was repaired counts as lost, and moves no jitter', () => {
    const rtcp = { bandwidth: 2_500_000, regularIntervalMs: 0 };
    const stream = new RepairedStream({ link: { loss: 0.05 }, rtcp }).run(30);
    const { packetsLost, jitter, retransmittedPacketsReceived, packetsReceived, jitterBuffer, ...more } =
      stream.incoming.statistics;
    const lost = packetsLost / stream.packetsSent;
    expect(lost).toBeGreaterThan(0.04);
    expect(lost).toBeLessThan(0.06);
    expect(jitter).toBe(0);
    expect(jitterBuffer.lost).toBe(stream.packetsMissing);
    expect(packetsReceived).toBe(stream.packetsSent - packetsLost + retransmittedPacketsReceived);
    expect(more.packetsDuplicated + more.packetsDiscarded).toBe(
      retransmittedPacketsReceived - packetsLost + stream.packetsMissing,
    );
    const { remote } = stream.outgoing.statistics;
    expect(remote?.packetsLost).toBe(packetsLost);
  });

  it('is known by its description from its first packet on', () => {
    const flows = [{ ssrc: 10, retransmissionSsrc: 11 }];
    const stream = new RepairedStream({
      link: { loss: 0.05 },
      send: { ssrc: 10, retransmission: { payloadType: 97, ssrc: 11 } },
      receive: { retransmission: { payloadType: 97, flows } },
    }).run(10);
    expect(stream.outgoing.retransmission?.ssrc).toBe(11);
    expect(stream.incoming.statistics.retransmittedPacketsReceived).toBeGreaterThan(20);
    expect(stream.receiver.statistics.rejects).toEqual({});
  });

  it('goes where the media goes, in no datagram longer than the MTU, and never where the request came from', () => {
    const stream = new RepairedStream({ link: { loss: 0.05 } });
    const places = new Set<string>();
    let longest = 0;
    stream.transmitted = ({ bytes, to }) => {
      places.add(`${to.host}:${to.port}`);
      longest = Math.max(longest, isRtcp(bytes) ? 0 : bytes.length);
    };
    stream.run(10);
    const resent = stream.outgoing.statistics.retransmittedPacketsSent;
    stream.nack([stream.lastSequenceNumber], { host: 'c', port: 9 });
    stream.nack([stream.lastSequenceNumber], { host: 'b', port: 9 });
    expect(stream.outgoing.statistics.retransmittedPacketsSent).toBeLessThanOrEqual(resent + 1);
    expect([...places]).toEqual(['b:5004']);
    expect(longest).toBe(300);
  });

  it('acts on requests only where they were agreed on', () => {
    const stream = new RepairedStream({ link: { loss: 0.05 }, send: { feedback: [] } }).run(5);
    expect(stream.outgoing.statistics.nackCount).toBe(0);
    expect(stream.sender.statistics.feedback.ignored['feedback-not-agreed']).toBeGreaterThan(0);
    const silent = new RepairedStream({ link: { loss: 0.05 }, receive: { feedback: [] } }).run(5);
    expect(silent.nackedNumbers).toEqual([]);
  });
});

describe('RFC 4588 §5.3 the original of a retransmission stream', () => {
  it('is found by what was asked for, of two streams of one payload type', () => {
    const stream = new RepairedStream({ link: { loss: 0.05 }, send: { sequenceNumber: 100 } });
    const second = stream.sender.addOutgoing({
      format: toyFormat(),
      sequenceNumber: 150,
      feedback: ['nack'],
      retransmission: { payloadType: 97 },
    });
    stream.alongside = (now) => second.send(now, new Uint8Array(1000).fill(1));
    stream.run(20);
    const [first, other] = [...stream.receiver.incoming.values()];
    for (const { statistics } of [first!, other!]) {
      expect(statistics.retransmittedPacketsReceived).toBeGreaterThan(30);
      expect(statistics.jitterBuffer.lost).toBeLessThanOrEqual(2);
    }
  });

  it('leaves the repair to the one that lost it, packet by packet', () => {
    const lost: number[] = [];
    const stream = new RepairedStream({
      toReceiver: (bytes, rtcp) => {
        const { payloadType, sequenceNumber } = rtpPacket(bytes);
        if (rtcp || payloadType !== 96 || sequenceNumber % 10 !== 0) return true;
        lost.push(sequenceNumber);
        return false;
      },
    }).run(10);
    expect(lost.length).toBeGreaterThan(100);
    expect(stream.framesReceived).toBe(stream.framesSent);
    expect(stream.incoming.statistics.packetsLost).toBe(lost.length);
  });

  it.each([
    { retransmission: { payloadType: 96 } },
    { retransmission: { payloadType: 128 } },
    { retransmission: { payloadType: 72 } },
    { retransmission: { payloadType: 97, timeMs: 0 } },
    { retransmission: { payloadType: 97, flows: [{ ssrc: -1, retransmissionSsrc: 1 }] } },
  ])('refuses %o', ({ retransmission }) => {
    const receive = [{ payloadType: 96, format: toyFormat(), retransmission }];
    const options = { cname: 'x', randomUint32: () => 1, rtcp: { mux: true } };
    expect(() => new Session(0, { ...options, receive })).toThrow(RangeError);
  });

  it('refuses to send again under a payload type or an SSRC that is taken', () => {
    const { sender, outgoing } = new RepairedStream();
    const format = toyFormat();
    expect(() => sender.addOutgoing({ format, retransmission: { payloadType: 96 } })).toThrow(RangeError);
    expect(() => sender.addOutgoing({ format, retransmission: { payloadType: 97, ssrc: outgoing.ssrc } })).toThrow(
      RangeError,
    );
  });
});
