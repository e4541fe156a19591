import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket, type RtcpPacket } from '../../src/rtcp/index.js';
import { HOME, SessionDriver, type Sender } from './session-driver.js';
import { toyFormat } from './toy-format.js';
import { toyPacket } from './toy-stream.js';

const LIVE: Sender = { ssrc: 1, name: 1 };
const PACKETS = 300;
/** Ours, of the stream that we send. */
const OWN = 2;

const SENDER_REPORT: RtcpPacket = {
  type: 'sender-report',
  ssrc: 1,
  ntpTimestamp: { seconds: 4_000_000_000, fraction: 0 },
  rtpTimestamp: 0,
  senderPacketCount: 2,
  senderOctetCount: 8,
  reportBlocks: [],
};

const ssrc = fc.constantFrom(1, 1, 1, OWN, 3, 4, 5, 0xffff_ffff);
const from = fc.record({ host: fc.constantFrom('evil', 'mallory', 'eve'), port: fc.constantFrom(5004, 5005, 6000) });

const rtp = fc
  .record({
    ssrc,
    sequenceNumber: fc.nat(0xffff),
    timestamp: fc.nat(0xffff_ffff),
    csrcs: fc.array(ssrc, { maxLength: 15 }),
  })
  .map((fields) => ({ channel: 'rtp' as const, bytes: toyPacket(fields) }));

const packet: fc.Arbitrary<RtcpPacket> = fc.oneof(
  fc.record({ type: fc.constant('goodbye' as const), ssrcs: fc.array(ssrc, { maxLength: 31 }) }),
  ssrc.map((number) => ({
    type: 'source-description' as const,
    chunks: [{ ssrc: number, items: [{ type: 'CNAME' as const, value: 'friend' }] }],
  })),
  ssrc.map((number) => ({
    type: 'source-description' as const,
    chunks: [{ ssrc: number, items: [{ type: 'CNAME' as const, value: 'evil' }] }],
  })),
  fc.record({
    type: fc.constant('sender-report' as const),
    ssrc,
    ntpTimestamp: fc.record({
      seconds: fc.integer({ min: 3_999_999_998, max: 4_000_000_002 }),
      fraction: fc.nat(0xffff_ffff),
    }),
    rtpTimestamp: fc.nat(180_000),
    senderPacketCount: fc.nat(0xffff_ffff),
    senderOctetCount: fc.nat(0xffff_ffff),
    reportBlocks: fc.constant([]),
  }),
  fc.record({ type: fc.constant('picture-loss-indication' as const), ssrc, mediaSsrc: ssrc }),
);

const rtcp = fc.tuple(ssrc, fc.array(packet, { maxLength: 5 })).map(([number, said]) => {
  const packets: RtcpPacket[] = [{ type: 'receiver-report', ssrc: number, reportBlocks: [] }];
  packets.push(...said);
  return { channel: 'rtcp' as const, bytes: serializeCompoundPacket(packets) };
});

const flood = fc.array(fc.record({ datagram: fc.oneof(rtp, rtcp), from, before: fc.nat(PACKETS - 1) }), {
  minLength: 1,
  maxLength: 400,
});

describe('B34, B35, B86: strangers in a call', () => {
  it('never end, rename, redirect or put out a live stream, nor delay it, nor make us change our SSRC', () => {
    const property = fc.property(flood, fc.constantFrom(1, 32), fc.boolean(), (forged, maxSources, sends) => {
      const remote = { host: HOME.host, port: 5004 };
      const driver = new SessionDriver({ latencyMs: 40, maxSources, ...(sends ? { remote } : {}) });
      if (sends) driver.session.addOutgoing({ format: toyFormat(), ssrc: OWN });
      driver.play(LIVE, 0, 2, -40);
      driver.introduce(1, 'friend');
      driver.rtcp([SENDER_REPORT]);
      for (let index = 0; index < PACKETS; index++) {
        driver.runTo(index * 20);
        for (const { datagram, from: stranger, before } of forged) {
          if (before === index) driver.session.handleDatagram(driver.now, datagram.bytes, stranger, datagram.channel);
        }
        driver.arrive(LIVE, index + 2);
      }
      driver.runTo(driver.now + 41);
      const frames = driver.frames.filter((frame) => frame.ssrc === 1);
      expect(frames.map(({ name, index }) => [name, index])).toEqual(
        Array.from({ length: PACKETS + 2 }, (_, index) => [1, index]),
      );
      for (const { at, arrivalMs } of frames) expect(at - arrivalMs).toBeLessThanOrEqual(41);
      const of = (type: 'end' | 'restart' | 'gap'): unknown[] =>
        driver.heard(type).filter(({ stream }) => stream.ssrc === 1);
      expect([of('end'), of('restart'), of('gap'), driver.heard('ssrc-changed')]).toEqual([[], [], [], []]);
      expect([...driver.session.participants].find((participant) => participant.ssrc === 1)!.items).toEqual(
        new Map([['CNAME', 'friend']]),
      );
      expect(new Set(driver.heard('rtcp-destination').map(({ to }) => to.host))).toEqual(new Set([HOME.host]));
    });
    fc.assert(property, { numRuns: 60 });
  });
});
