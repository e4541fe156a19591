import { describe, expect, it } from 'vitest';
import { writeUint16 } from '../../../src/bytes/big-endian.js';
import { SeededRandom } from '../../../src/lab/index.js';
import { serializeRtpPacket } from '../../../src/rtp/serialize-rtp-packet.js';
import { HOME, SessionDriver } from '../session-driver.js';
import { toyFormat } from '../toy-format.js';
import { RepairedStream } from './repaired-stream.js';

/** A retransmission packet that nobody asked for. */
function forged(stream: RepairedStream, sequenceNumber: number, ssrc = 0xbad, timestamp = 0): Uint8Array {
  const payload = new Uint8Array(20).fill(0x66);
  writeUint16(payload, 0, sequenceNumber);
  payload[2] = 1;
  const number = stream.random.uint32() & 0xffff;
  return serializeRtpPacket({ payloadType: 97, marker: false, sequenceNumber: number, timestamp, ssrc, payload });
}

describe('requests that are forged', () => {
  it('B77: bring each packet once per round trip, and all of them a quarter of the media, whoever asks', () => {
    const stream = new RepairedStream();
    stream.run(5);
    const before = stream.outgoing.statistics;
    stream.alongside = () => {
      for (let repeat = 0; repeat < 20; repeat++) stream.nack(stream.latestSequenceNumbers(200));
    };
    stream.run(10);
    const after = stream.outgoing.statistics;
    const media = after.bytesSent - before.bytesSent - after.retransmittedBytesSent;
    expect(after.resendsTooSoon).toBeGreaterThan(10_000);
    expect(after.resendsOverBudget).toBeGreaterThan(10_000);
    expect(after.retransmittedBytesSent).toBeLessThan(media * 0.25 + 15_000);
    expect(stream.framesReceived).toBe(stream.framesSent);
    expect(stream.receiver.statistics.rejects['retransmission-of-nothing']).toBe(after.retransmittedPacketsSent);
  });

  it('bring nothing for packets that were never sent, nor for the retransmission stream itself', () => {
    const stream = new RepairedStream({ link: { loss: 0.02 } });
    stream.run(5);
    const before = stream.outgoing.statistics;
    stream.nack(Array.from({ length: 300 }, (_, index) => (stream.lastSequenceNumber + 1 + index) & 0xffff));
    stream.nack([0, 1, 2, 3], undefined, stream.outgoing.retransmission!.ssrc);
    const { retransmittedPacketsSent, resendsUnknown } = stream.outgoing.statistics;
    expect(retransmittedPacketsSent).toBe(before.retransmittedPacketsSent);
    expect(resendsUnknown - before.resendsUnknown).toBe(300);
  });
});

describe('a sequence that begins anew while packets are missing', () => {
  it('B75: plays on at once, whatever is sent again of the old one', () => {
    const receive = [
      { payloadType: 96, format: toyFormat(), feedback: ['nack'] as const, retransmission: { payloadType: 97 } },
    ];
    const rtcp = { profile: 'AVPF', bandwidth: 1_000_000 } as const;
    const driver = new SessionDriver({ receive, latencyMs: 200, rtcp });
    for (const index of [0, 1, 2, 3, 7, 8, 9, 10]) {
      driver.runTo(index * 20);
      driver.arrive({ ssrc: 1 }, index);
    }
    const anew = { ssrc: 1, sequenceNumber: 30_000, timestamp: 0x7000_0000 };
    for (let index = 0; index < 50; index++) {
      driver.runTo(220 + index * 20);
      driver.arrive(anew, index);
      for (const [number, timestamp] of [
        [4, 4 * 1800],
        [30_000 + index + 1, 0x7000_0000],
      ] as const) {
        const payload = Uint8Array.of(number >> 8, number & 0xff, 1, 0x66, 0, 0);
        const header = { payloadType: 97, marker: true, sequenceNumber: index, timestamp, ssrc: 2 };
        driver.session.handleDatagram(driver.now, serializeRtpPacket({ ...header, payload }), HOME, 'rtp');
      }
    }
    driver.runTo(3000);
    expect(driver.heard('restart')).toHaveLength(1);
    expect(driver.frames.filter(({ name }) => name === 0x66).length).toBeLessThanOrEqual(1);
    const after = driver.frames.filter(({ at }) => at > 220);
    expect(after.length).toBeGreaterThanOrEqual(50);
    expect(driver.session.nextTimeout()).toBeGreaterThan(3000);
  });
});

describe('retransmissions that are forged', () => {
  it('play nothing that was not lost, of whatever number', () => {
    const stream = new RepairedStream({ link: { loss: 0.02 } });
    stream.run(5);
    const { ssrc } = stream.outgoing.retransmission!;
    stream.alongside = () => {
      for (const number of stream.latestSequenceNumbers(5)) stream.forge('receiver', forged(stream, number, ssrc));
      stream.forge('receiver', forged(stream, stream.random.uint32() & 0xffff, ssrc));
    };
    stream.run(10);
    expect(stream.framesWrong).toBe(0);
    expect(stream.packetsMissing).toBeLessThanOrEqual(2);
    const { packetsDuplicated, packetsDiscarded } = stream.incoming.statistics;
    expect(packetsDuplicated + packetsDiscarded).toBeGreaterThan(2000);
    expect(stream.events.filter(({ type }) => type === 'restart')).toEqual([]);
  });

  it('are nobody’s under an SSRC that answers no request, and leave no trace', () => {
    const stream = new RepairedStream({ link: { loss: 0.02 } });
    stream.run(5);
    const { sources } = stream.receiver.statistics;
    for (let index = 0; index < 10_000; index++) {
      stream.forge('receiver', forged(stream, stream.random.uint32() & 0xffff, stream.random.uint32()));
    }
    expect(stream.receiver.statistics.rejects).toEqual({ 'retransmission-of-nothing': 10_000 });
    expect(stream.receiver.statistics.sources).toBe(sources);
    stream.run(5);
    expect(stream.framesWrong).toBe(0);
  });

  it('are not believed from another host than the media, nor with a timestamp out of place', () => {
    const stream = new RepairedStream({
      toReceiver: (bytes, rtcp) => {
        const isMedia = !rtcp && (bytes[1]! & 0x7f) === 96;
        const number = (bytes[2]! << 8) | bytes[3]!;
        if (!isMedia || number % 50 !== 0) return rtcp || isMedia;
        stream.time.at(stream.time.now + 45, () => {
          stream.forge('receiver', forged(stream, number, 0xbad, stream.timestamp), { host: 'c', port: 5004 });
          stream.forge('receiver', forged(stream, number, 0xbad, stream.timestamp + 0x4000_0000));
        });
        return false;
      },
    });
    stream.run(10);
    expect(stream.framesWrong).toBe(0);
    expect(stream.packetsMissing).toBeGreaterThan(20);
    expect(stream.receiver.statistics.rejects['retransmission-of-nothing']).toBeGreaterThan(20);
  });

  it('B12: may be empty, padding only, or shorter than a sequence number', () => {
    const stream = new RepairedStream({ link: { loss: 0.02 } });
    stream.run(5);
    const { ssrc } = stream.outgoing.retransmission!;
    const { retransmittedPacketsReceived } = stream.incoming.statistics;
    for (const payload of [new Uint8Array(0), Uint8Array.of(1)]) {
      const header = { payloadType: 97, marker: false, sequenceNumber: 1, timestamp: 1, ssrc };
      stream.forge('receiver', serializeRtpPacket({ ...header, payload }));
      const padded = new Uint8Array(13 + 255).fill(0);
      padded.set(serializeRtpPacket({ ...header, payload: new Uint8Array(0) }));
      padded[0] = 0xa0;
      padded[padded.length - 1] = 255;
      stream.forge('receiver', padded);
    }
    expect(stream.incoming.statistics.retransmittedPacketsReceived).toBe(retransmittedPacketsReceived);
    expect(stream.receiver.statistics.rejects).toEqual({});
  });

  it('change nothing when they are noise', () => {
    const stream = new RepairedStream({ link: { loss: 0.05 }, latencyMs: 300 });
    const random = new SeededRandom(9);
    stream.alongside = () => {
      const bytes = Uint8Array.from({ length: random.uint32() % 60 }, () => random.uint32());
      if (bytes.length > 1) bytes[0] = 0x80 | (bytes[0]! & 0x3f);
      if (bytes.length > 1) bytes[1] = (bytes[1]! & 0x80) | 97;
      stream.forge('receiver', bytes);
    };
    stream.run(20);
    expect(stream.framesWrong).toBe(0);
    expect(stream.packetsMissing).toBeLessThanOrEqual(2);
  });
});
