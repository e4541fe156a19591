import { describe, expect, it } from 'vitest';
import { serializeRtpPacket } from '../../../src/rtp/serialize-rtp-packet.js';
import { Resender } from '../../../src/session/retransmission/resender.js';
import type {
  PlainResendOptions,
  RetransmissionStreamOptions,
} from '../../../src/session/retransmission/retransmission-options.js';
import { hexOf } from '../../hex.js';
import { rtpPacket } from './repaired-stream.js';

function resender(options: Partial<RetransmissionStreamOptions> = {}): { resender: Resender; sent: Uint8Array[] } {
  return create({ payloadType: 97, ssrc: 7, sequenceNumber: 65_535, ...options });
}

function create(options: RetransmissionStreamOptions | PlainResendOptions): {
  resender: Resender;
  sent: Uint8Array[];
} {
  const sent: Uint8Array[] = [];
  const context = { randomUint32: () => 1, timestampAt: (now: number) => now * 90 };
  return { resender: new Resender(options, { ...context, transmit: (bytes) => void sent.push(bytes) }), sent };
}

function media(sequenceNumber: number, length = 1000): Uint8Array {
  const payload = new Uint8Array(length - 12).fill(sequenceNumber);
  return serializeRtpPacket({ payloadType: 96, marker: false, sequenceNumber, timestamp: 5, ssrc: 1, payload });
}

describe('RFC 4588 resending', () => {
  it('sends what is asked for in a stream of its own, whose numbers wrap', () => {
    const { resender: target, sent } = resender();
    for (let number = 0; number < 10; number++) target.remember(0, media(number));
    target.resend(100, [3, 5], 50);
    expect(sent.map((bytes) => rtpPacket(bytes))).toMatchObject([
      { ssrc: 7, payloadType: 97, sequenceNumber: 65_535, timestamp: 5 },
      { ssrc: 7, payloadType: 97, sequenceNumber: 0, timestamp: 5 },
    ]);
    expect(sent.map((bytes) => hexOf(bytes.subarray(12, 16)))).toEqual(['00030303', '00050505']);
    expect(target.stream).toMatchObject({ ssrc: 7, lastSentMs: 100 });
    expect(target.statistics).toMatchObject({ retransmittedPacketsSent: 2, retransmittedBytesSent: 2 * 988 });
  });

  it('sends the very packet again where that was chosen', () => {
    const { resender: target, sent } = create({ plain: true });
    for (let number = 0; number < 10; number++) target.remember(0, media(number));
    target.resend(100, [3], 50);
    expect(sent.map(hexOf)).toEqual([hexOf(media(3))]);
    expect(target.stream).toBeUndefined();
  });

  it('B77: sends a packet at most once per round trip, however often it is asked for', () => {
    const { resender: target, sent } = resender({ share: 1000 });
    for (let number = 0; number < 10; number++) target.remember(0, media(number));
    for (let now = 0; now < 500; now++) target.resend(now, [3, 3, 3], 50);
    expect(sent).toHaveLength(10);
    expect(target.statistics.resendsTooSoon).toBe(1490);
  });

  it('B77: sends it at most every 25 ms while no round trip is known', () => {
    const { resender: target, sent } = resender({ share: 1000 });
    for (let number = 0; number < 10; number++) target.remember(0, media(number));
    for (let now = 0; now < 500; now++) target.resend(now, [3]);
    expect(sent).toHaveLength(20);
  });

  it('keeps to a quarter of the media, but for 10 000 octets that may be saved up', () => {
    const { resender: target, sent } = resender();
    let octets = 0;
    for (let number = 0; number < 20_000; number++) {
      const packet = media(number & 0xffff, 500);
      octets += packet.length;
      target.remember(number, packet);
      target.resend(number, [number & 0xffff, (number - 1) & 0xffff, (number - 500) & 0xffff], 1);
    }
    const resent = sent.reduce((sum, bytes) => sum + bytes.length - 2, 0);
    expect(resent).toBeLessThanOrEqual(octets / 4 + 10_000);
    expect(resent).toBeGreaterThan(octets / 4 - 2000);
    expect(target.statistics.resendsOverBudget).toBeGreaterThan(10_000);
  });

  it('saves up no more than the share of what is kept', () => {
    const { resender: target, sent } = resender({ timeMs: 1000 });
    for (let number = 0; number < 20_000; number++) target.remember(number, media(number, 500));
    target.resend(
      20_000,
      Array.from({ length: 2000 }, (_, index) => 18_000 + index),
      50,
    );
    expect(target.kept.count).toBeLessThanOrEqual(1000);
    expect(sent.length).toBeGreaterThan(200);
    expect(sent.length).toBeLessThanOrEqual(250);
  });

  it('counts what was never sent, and what is too old', () => {
    const { resender: target, sent } = resender({ timeMs: 100 });
    for (let number = 0; number < 10; number++) target.remember(0, media(number));
    target.resend(50, [10, 65_535, 30_000], 50);
    target.resend(100, [3], 50);
    expect(sent).toEqual([]);
    expect(target.statistics).toMatchObject({ nackCount: 2, resendsUnknown: 4 });
  });

  it('reports on its stream with timestamps of the original', () => {
    const { resender: target } = resender();
    target.remember(0, media(3));
    target.resend(100, [3], 50);
    const wallClock = { at: () => ({ seconds: 1, fraction: 2 }) } as never;
    expect(target.stream!.report(200, wallClock, [])).toEqual({
      type: 'sender-report',
      ssrc: 7,
      ntpTimestamp: { seconds: 1, fraction: 2 },
      rtpTimestamp: 18_000,
      senderPacketCount: 1,
      senderOctetCount: 990,
      reportBlocks: [],
    });
  });

  it.each([
    { maxPackets: 0 },
    { maxPackets: 40_000 },
    { maxBytes: 1000 },
    { timeMs: 0 },
    { share: 0 },
    { share: Number.NaN },
    { ssrc: -1 },
    { sequenceNumber: 65_536 },
    { payloadType: 128 },
  ])('refuses %o', (options) => {
    expect(() => resender(options)).toThrow(RangeError);
  });
});
