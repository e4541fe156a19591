import { describe, expect, it } from 'vitest';
import { NTP_64_URI } from '../../../src/rtp/ntp-64.js';
import { parseRtpPacket, type RtpPacket } from '../../../src/rtp/rtp-packet.js';
import type { OutgoingStream } from '../../../src/session/outgoing/outgoing-stream.js';
import { WallClock } from '../../../src/session/reports/wall-clock.js';
import type { Session } from '../../../src/session/session.js';
import { toyFormat } from '../toy-format.js';
import { drain, toySession } from '../toy-session.js';

const remote = { host: 'b', port: 5004 };
const format = toyFormat();
const FRAME = Uint8Array.of(0, 0, 0, 0);

function streamOf(session: Session, captureDelayMs?: number): OutgoingStream {
  return session.addOutgoing({
    format,
    clockRate: 90_000,
    timestampOffset: 0,
    ...(captureDelayMs !== undefined && { captureDelayMs }),
  });
}

/** The timestamp that a sender report gives for an instant. */
function reported(stream: OutgoingStream, now: number): number {
  return stream.report(now, new WallClock(), []).rtpTimestamp >>> 0;
}

function packetsOf(session: Session): RtpPacket[] {
  return drain(session).flatMap((output) =>
    output.type === 'transmit' && output.channel === 'rtp' ? [parseRtpPacket(output.bytes) as RtpPacket] : [],
  );
}

describe('RFC 3550 §6.4.1 the media time of a sender report, of media that was captured before it is sent', () => {
  it('is that of what is captured at this instant, and will be sent later', () => {
    const stream = streamOf(toySession({ remote }), 65);
    stream.send(1000, FRAME, 900_000);
    expect(reported(stream, 1000 - 65)).toBe(900_000);
    expect(reported(stream, 2000)).toBe(900_000 + 1065 * 90);
  });

  it('is the same for picture and sound of one instant, however long each took to encode', () => {
    const session = toySession({ remote });
    const [picture, sound] = [streamOf(session, 25), streamOf(session, 65)];
    for (let capturedMs = 0; capturedMs < 5000; capturedMs += 20) {
      picture.send(capturedMs + 25, FRAME, capturedMs * 90);
      sound.send(capturedMs + 65, FRAME, capturedMs * 90);
    }
    expect(reported(picture, 6000)).toBe(6000 * 90);
    expect(reported(sound, 6000)).toBe(6000 * 90);
  });

  it('moves no timestamp of a frame whose time is that of its call', () => {
    for (const captureDelayMs of [undefined, 0, 40]) {
      const session = toySession({ remote });
      const stream = streamOf(session, captureDelayMs);
      for (const now of [1000, 1033, 1100]) stream.send(now, FRAME);
      expect(packetsOf(session).map(({ timestamp }) => timestamp)).toEqual([0, 33 * 90, 100 * 90]);
    }
  });

  it('is in the header extension that tells the wall clock, too (RFC 6051 §3.3)', () => {
    const session = toySession({ remote, headerExtensions: [{ id: 1, uri: NTP_64_URI }] });
    session.setWallClock(0, { seconds: 100, fraction: 0 });
    streamOf(session, 500).send(1000, FRAME);
    const [{ bytes }] = packetsOf(session) as [RtpPacket];
    // Behind 12 octets of header and 5 of extension: seconds and their fraction.
    expect(Buffer.from(bytes).readUInt32BE(17)).toBe(100);
    expect(Buffer.from(bytes).readUInt32BE(21)).toBe(0x8000_0000);
  });

  it('refuses what is no delay', () => {
    for (const captureDelayMs of [-1, Number.NaN, 60_001, Infinity]) {
      expect(() => streamOf(toySession({ remote }), captureDelayMs)).toThrow(RangeError);
    }
  });
});
