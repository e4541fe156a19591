import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket, type RtcpPacket } from '../../../src/rtcp/index.js';
import { findHeaderExtension } from '../../../src/rtp/header-extension.js';
import { parseRtpPacket, type RtpPacket } from '../../../src/rtp/rtp-packet.js';
import { TRANSPORT_WIDE_SEQUENCE_NUMBER_URI } from '../../../src/rtp/transport-wide-sequence-number.js';
import { NTP_64_URI } from '../../../src/rtp/ntp-64.js';
import type { ReportedPacket } from '../../../src/session/congestion/sent-packet-log.js';
import type { FeedbackMessage } from '../../../src/session/feedback/feedback-message.js';
import type { RtcpOptions } from '../../../src/session/session-options.js';
import type { LinkOptions } from '../../../src/lab/index.js';
import { processorMs } from '../../peers/processor-time.js';
import { toyFormat } from '../toy-format.js';
import { VirtualLink } from '../virtual-link.js';

const ID = 3;
const RTCP: RtcpOptions = { profile: 'AVPF', bandwidth: 2_000_000, reducedMinimum: true };

interface Setup {
  readonly feedback?: FeedbackMessage;
  readonly agreed?: readonly FeedbackMessage[];
  readonly rtcp?: RtcpOptions;
  readonly link?: Partial<LinkOptions>;
  readonly frames?: number;
  readonly everyMs?: number;
  readonly streams?: number;
}

/** `a` sends frames of one packet each; what it hears of them. */
function run({ feedback = 'transport-cc', agreed = [feedback], rtcp = RTCP, link = {}, ...rest }: Setup): {
  readonly link: VirtualLink;
  readonly reported: ReportedPacket[];
  readonly reportTimes: number[];
} {
  const { frames = 300, everyMs = 5, streams = 1 } = rest;
  const headerExtensions = [{ id: ID, uri: TRANSPORT_WIDE_SEQUENCE_NUMBER_URI }];
  const virtual = new VirtualLink(
    { remote: { host: 'b', port: 5004 }, rtcp: { ...rtcp, remote: { host: 'b', port: 5005 } }, headerExtensions },
    {
      receive: [{ payloadType: 96, format: toyFormat(), feedback: [feedback] }],
      rtcp: { ...rtcp, remote: { host: 'a', port: 5005 } },
      headerExtensions,
    },
    link,
  );
  const outgoing = Array.from({ length: streams }, () =>
    virtual.a.session.addOutgoing({ format: toyFormat(), feedback: agreed }),
  );
  for (let frame = 0; frame < frames; frame++) {
    virtual.act((now) => outgoing[frame % streams]!.send(now, new Uint8Array(200).fill(frame), frame * everyMs * 90));
    virtual.runTo(virtual.now + everyMs);
  }
  virtual.runTo(virtual.now + 1000);
  const heard = virtual.a.said.flatMap(({ at, output }) => (output.type === 'arrivals' ? [{ at, output }] : []));
  return {
    link: virtual,
    reported: heard.flatMap(({ output }) => output.packets),
    reportTimes: heard.map(({ at }) => at),
  };
}

describe.each(['transport-cc', 'ack ccfb'] as const)('congestion feedback by %s', (feedback) => {
  it('tells the sender of each packet when it left and, on one clock, when it came', () => {
    const { reported } = run({ feedback });
    expect(reported).toHaveLength(300);
    expect(reported.every(({ received }) => received)).toBe(true);
    const delays = reported.map(({ sentMs, arrivalMs }) => arrivalMs! - sentMs);
    expect(Math.max(...delays) - Math.min(...delays)).toBeLessThan(1.5);
    expect(reported.map(({ sentMs }) => sentMs)).toEqual(reported.map((_, index) => 1000 + 5 * index));
  });

  it('tells of losses, as far as it is not lost itself, and of no other', () => {
    const { reported, link } = run({ feedback, link: { loss: 0.1 }, frames: 1000 });
    const lost = new Set<number>();
    for (const { received, sentMs } of reported) {
      if (received) lost.delete(sentMs);
      else lost.add(sentMs);
    }
    const { packetsLost, packetsReceived } = [...link.b.session.incoming.values()][0]!.statistics;
    expect(lost.size).toBeGreaterThan(0.7 * packetsLost);
    expect(lost.size).toBeLessThanOrEqual(packetsLost);
    expect(new Set(reported.map(({ sentMs }) => sentMs)).size - lost.size).toBeLessThanOrEqual(packetsReceived);
  });

  it('comes about ten times a second, and within half of the share of RTCP where that is less', () => {
    const times = run({ feedback, frames: 600 }).reportTimes;
    const perSecond = ((times.length - 1) * 1000) / (times.at(-1)! - times[0]!);
    expect(perSecond).toBeGreaterThan(8);
    expect(perSecond).toBeLessThan(11);
    const { link } = run({ feedback, frames: 4000, rtcp: { profile: 'AVPF', bandwidth: 128_000 } });
    const rtcp = link.b.said.flatMap(({ output }) =>
      output.type === 'transmit' && output.channel === 'rtcp' ? [output.bytes.length + 28] : [],
    );
    const octets = rtcp.reduce((sum, length) => sum + length, 0);
    expect((octets * 8) / 21).toBeLessThan(0.05 * 0.75 * 128_000);
  });

  it('is neither sent where nobody asked for it, nor in the profile AVP, nor believed where it was not agreed on', () => {
    expect(run({ feedback, rtcp: { profile: 'AVP' } }).reported).toEqual([]);
    expect(run({ feedback, agreed: [] }).reported).toEqual([]);
    const silent = run({ feedback: 'nack', agreed: [feedback] });
    expect(silent.reported).toEqual([]);
  });

  it('tells of all streams of a session', () => {
    const { reported } = run({ feedback, streams: 3 });
    expect(new Set(reported.map(({ ssrc }) => ssrc)).size).toBe(3);
    expect(reported).toHaveLength(300);
  });
});

describe('draft-holmer-rmcat-transport-wide-cc-extensions-01 §2 transport-wide sequence numbers', () => {
  it('are one count for all streams, retransmissions included, in the order in which packets leave', () => {
    const link = new VirtualLink(
      {
        remote: { host: 'b', port: 5004 },
        headerExtensions: [{ id: ID, uri: TRANSPORT_WIDE_SEQUENCE_NUMBER_URI }],
        mtu: 300,
        rtcp: { ...RTCP, reducedSize: true },
      },
      {},
    );
    const { session } = link.a;
    const plain = session.addOutgoing({ format: toyFormat(), feedback: ['nack'], retransmission: { plain: true } });
    const apart = session.addOutgoing({ format: toyFormat(), feedback: ['nack'], retransmission: { payloadType: 97 } });
    for (let frame = 0; frame < 4; frame++) {
      link.act((now) => plain.send(now, new Uint8Array(500), frame * 90));
      link.act((now) => apart.send(now, new Uint8Array(500), frame * 90));
      link.runTo(link.now + 20);
    }
    for (const stream of [plain, apart]) {
      const first = link.a.said.flatMap(({ output }) => {
        if (output.type !== 'transmit' || output.channel !== 'rtp') return [];
        const packet = parseRtpPacket(output.bytes) as RtpPacket;
        return packet.ssrc === stream.ssrc ? [packet.sequenceNumber] : [];
      })[3]!;
      const nack: RtcpPacket = { type: 'generic-nack', ssrc: 9, mediaSsrc: stream.ssrc, sequenceNumbers: [first] };
      const report: RtcpPacket = { type: 'receiver-report', ssrc: 9, reportBlocks: [] };
      const bytes = serializeCompoundPacket([report, nack]);
      link.act((now) => session.handleDatagram(now, bytes, { host: 'b', port: 5005 }, 'rtcp'));
      link.runTo(link.now + 50);
    }
    const sent = link.a.said.flatMap(({ output }) =>
      output.type === 'transmit' && output.channel === 'rtp' ? [output.bytes] : [],
    );
    const numbers = sent.map((bytes) => {
      const offset = findHeaderExtension(parseRtpPacket(bytes) as RtpPacket, ID, 2);
      return (bytes[offset]! << 8) | bytes[offset + 1]!;
    });
    expect(numbers.length).toBe(4 * 2 * 2 + 2);
    expect(numbers).toEqual(numbers.map((_, index) => index));
    for (const bytes of sent) expect(bytes.length).toBeLessThanOrEqual(300);
  });

  it.each([64, 300, 1400])(
    'never make a datagram longer than an MTU of %i, with ntp-64 and a retransmission',
    (mtu) => {
      const link = new VirtualLink(
        {
          remote: { host: 'b', port: 5004 },
          mtu,
          headerExtensions: [
            { id: ID, uri: TRANSPORT_WIDE_SEQUENCE_NUMBER_URI },
            { id: 14, uri: NTP_64_URI },
          ],
        },
        {},
      );
      const stream = link.a.session.addOutgoing({ format: toyFormat(), retransmission: { payloadType: 97 } });
      for (let length = 1; length < 3000; length += 97) {
        link.act((now) => stream.send(now, new Uint8Array(length), length * 90));
      }
      const lengths = link.a.said.flatMap(({ output }) => (output.type === 'transmit' ? [output.bytes.length] : []));
      expect(Math.max(...lengths)).toBeLessThanOrEqual(mtu - 2);
      expect(stream.statistics.bytesSent).toBeGreaterThan(0);
    },
  );
});

describe('a datagram full of forged feedback', () => {
  const RECEIVER = { host: 'b', port: 5005 };

  it('B28: that 1600 times tells of 65535 packets tells nothing again, in linear time', () => {
    const { link, reported } = run({ frames: 100, link: { delayMs: 1 } });
    expect(reported).toHaveLength(100);
    const [mediaSsrc] = link.b.session.incoming.keys();
    const lost: RtcpPacket = {
      type: 'transport-wide-feedback',
      ssrc: 9,
      mediaSsrc: mediaSsrc!,
      baseSequenceNumber: 0,
      packetStatusCount: 0xffff,
      referenceTime: 0,
      feedbackPacketCount: 0,
      arrivals: [],
    };
    const report: RtcpPacket = { type: 'receiver-report', ssrc: 9, reportBlocks: [] };
    const bytes = serializeCompoundPacket([report, ...Array.from({ length: 1600 }, () => lost)]);
    expect(bytes.length).toBeLessThan(65_507);
    const before = link.a.said.length;
    const spentMs = processorMs(() => {
      for (let count = 0; count < 20; count++) {
        link.act((now) => link.a.session.handleDatagram(now, bytes, RECEIVER, 'rtcp'));
      }
    }, 1);
    expect(spentMs).toBeLessThan(2000);
    const told = link.a.said.slice(before).filter(({ output }) => output.type === 'arrivals');
    expect(told).toEqual([]);
    expect(link.a.session.statistics.feedback.ignored['feedback-without-news']).toBe(20 * 1600);
  });
});
