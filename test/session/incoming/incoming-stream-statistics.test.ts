import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/index.js';
import { h264 } from '../../../src/payloaders/h264/h264.js';
import { vorbis } from '../../../src/payloaders/vorbis/vorbis.js';
import { LipSync } from '../../../src/session/lip-sync/lip-sync.js';
import type { Session } from '../../../src/session/session.js';
import type { IncomingStreamStatistics } from '../../../src/session/incoming/incoming-stream-statistics.js';
import { toySession } from '../toy-session.js';
import { FRAME_TICKS, toyPacket } from '../toy-stream.js';

const FROM = { host: 'a', port: 5004 };
const FRAME_MS = FRAME_TICKS / 90;

/** Takes each packet, one every frame's time from 0 on, and plays until all is out. */
function play(session: Session, packets: readonly Uint8Array[]): IncomingStreamStatistics {
  for (const [index, packet] of packets.entries()) {
    wake(session, index * FRAME_MS);
    session.handleDatagram(index * FRAME_MS, packet, FROM, 'rtp');
  }
  wake(session, packets.length * FRAME_MS + 2000);
  return statisticsOf(session);
}

function wake(session: Session, untilMs: number): void {
  for (let next = session.nextTimeout(); next <= untilMs; next = session.nextTimeout()) session.handleTimeout(next);
  while (session.poll() !== undefined);
}

function statisticsOf(session: Session): IncomingStreamStatistics {
  for (const stream of session.incoming.values()) return stream.statistics;
  throw new Error('no stream has started');
}

const packet = (sequenceNumber: number): Uint8Array => toyPacket({ sequenceNumber });

describe('what an incoming stream counts, by the names of webrtc-stats', () => {
  it('is octets of payload apart from those of headers and padding, and when the last packet came', () => {
    const statistics = play(toySession(), [0, 1, 2, 3].map(packet));
    expect(statistics).toMatchObject({ packetsReceived: 4, bytesReceived: 8, headerBytesReceived: 48 });
    expect(statistics.lastPacketReceivedTimestamp).toBe(3 * FRAME_MS);
  });

  it('is each packet once: duplicated, discarded or emitted', () => {
    const statistics = play(toySession(), [0, 1, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 3, 13].map(packet));
    expect(statistics).toMatchObject({
      packetsReceived: 15,
      packetsDuplicated: 1,
      packetsDiscarded: 1,
      jitterBufferEmittedCount: 13,
      framesReceived: 12,
      framesDropped: 1,
      keyFramesReceived: 0,
    });
  });

  it('is the key frames of a codec that has them', () => {
    const units = ['6588', '4188', '4188', '6588'].map((nalUnit, index) =>
      toyPacket({ sequenceNumber: index, payload: Uint8Array.from(Buffer.from(nalUnit, 'hex')) }),
    );
    const session = toySession({ receive: [{ payloadType: 96, format: h264 }] });
    expect(play(session, units)).toMatchObject({ framesReceived: 4, keyFramesReceived: 2, framesDropped: 0 });
  });

  it.each([
    // STAP-B, FU-B, a STAP-A whose length is too long.
    ['H.264', h264, ['790000', '7dc588', '78ffff']],
    // The reserved data type, no room for a packet's length, a fragment that says it is longer.
    ['Vorbis', vorbis, ['00000031', '0000000100', '00000040ffff00']],
  ])('is the payloads that are no %s', (_name, format, payloads) => {
    const packets = payloads.map((payload, index) =>
      toyPacket({ sequenceNumber: index, payload: Uint8Array.from(Buffer.from(payload, 'hex')) }),
    );
    const session = toySession({ receive: [{ payloadType: 96, format }] });
    expect(play(session, packets)).toMatchObject({ packetsReceived: 3, payloadsRefused: 3, framesReceived: 0 });
  });

  it('is the delay of each packet, the one that was wanted, and the least that the network asked for', () => {
    const lipSync = new LipSync();
    const slow = lipSync.join(700, 0);
    lipSync.rename(0, slow, 'a');
    const session = toySession({ lipSync });
    const ntpTimestamp = { seconds: 4_000_000_000, fraction: 0 };
    const sdes = {
      type: 'source-description',
      chunks: [{ ssrc: 0x1234_5678, items: [{ type: 'CNAME', value: 'a' }] }],
    } as const;
    const counts = { senderPacketCount: 0, senderOctetCount: 0, reportBlocks: [] };
    const report = { type: 'sender-report', ssrc: 0x1234_5678, ntpTimestamp, rtpTimestamp: 0, ...counts } as const;
    session.handleDatagram(0, serializeCompoundPacket([report, sdes]), { ...FROM, port: 5005 }, 'rtcp');
    lipSync.measure(0, slow, 0, ntpTimestamp);
    const { jitterBufferEmittedCount: count, ...statistics } = play(session, [0, 1, 2, 3, 4].map(packet));
    expect(count).toBe(5);
    expect(statistics.jitterBufferMinimumDelay / count).toBeCloseTo(0.2, 6);
    expect(statistics.jitterBufferTargetDelay / count).toBeCloseTo(0.7, 6);
    expect(statistics.jitterBufferDelay / count).toBeCloseTo(0.7, 2);
  });
});
