import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../src/rtcp/index.js';
import type { Session } from '../../src/session/session.js';
import { toyFormat, type ToyFrame } from './toy-format.js';
import { drain, toySession } from './toy-session.js';
import { toyPacket } from './toy-stream.js';

const format = toyFormat();
const from = { host: 'a', port: 5004 };
const LIVE = 0x1234_5678;

function countFrames(session: Session): number {
  return drain(session).filter(({ type }) => type === 'frame').length;
}

/** Packets of a live source, one every 33 ms. */
function play(session: Session, first: number, count: number, startMs: number): void {
  for (let index = 0; index < count; index++) {
    const sequenceNumber = (first + index) & 0xffff;
    session.handleDatagram(startMs + index * 33, toyPacket({ sequenceNumber, timestamp: index * 2970 }), from, 'rtp');
  }
}

describe('packets that do not belong here', () => {
  it('B14: a payload type that was not negotiated is counted and founds no source', () => {
    const session = toySession();
    for (const sequenceNumber of [0, 1, 2]) {
      session.handleDatagram(0, toyPacket({ sequenceNumber, payloadType: 97 }), from, 'rtp');
    }
    expect(session.statistics).toMatchObject({ rejects: { 'payload-type-not-negotiated': 3 }, sources: 0 });
    expect(session.statistics.unexpectedPayloadTypes).toEqual({ 97: 3 });
    expect(drain(session)).toMatchObject([
      { type: 'reject', reject: { reason: 'payload-type-not-negotiated' } },
      {},
      {},
    ]);
  });

  it('B14: a payload type that was not negotiated does not disturb a stream', () => {
    const session = toySession();
    play(session, 0, 10, 0);
    session.handleDatagram(330, toyPacket({ sequenceNumber: 10, payloadType: 111 }), from, 'rtp');
    play(session, 10, 10, 330);
    session.handleTimeout(5000);
    expect(countFrames(session)).toBe(20);
  });

  it('counts packets and reports under our own SSRC and starts nothing with them', () => {
    const session = toySession({ remote: { host: 'b', port: 1 } });
    const { ssrc } = session.addOutgoing({ format });
    for (const sequenceNumber of [0, 1, 2]) {
      session.handleDatagram(0, toyPacket({ sequenceNumber, ssrc }), from, 'rtp');
    }
    const report = serializeCompoundPacket([{ type: 'receiver-report', ssrc, reportBlocks: [] }]);
    session.handleDatagram(0, report, from, 'rtcp');
    expect(session.statistics).toMatchObject({ rejects: { 'own-ssrc': 4 }, sources: 0 });
  });

  it('counts RTP on the RTCP port and RTCP on the RTP port', () => {
    const session = toySession();
    session.handleDatagram(0, toyPacket({ sequenceNumber: 0 }), from, 'rtcp');
    const report = serializeCompoundPacket([{ type: 'receiver-report', ssrc: 1, reportBlocks: [] }]);
    session.handleDatagram(0, report, from, 'rtp');
    expect(Object.values(session.statistics.rejects).reduce((sum, count) => sum + count, 0)).toBe(2);
  });
});

describe('report blocks that cannot be true', () => {
  const block = {
    fractionLost: 0,
    cumulativeLost: -1,
    extendedHighestSequenceNumber: 17_120,
    interarrivalJitter: 20,
    lastSenderReport: 0,
    delaySinceLastSenderReport: 0,
  };

  it('B33: a negative loss, as GStreamer reports in every clean session, stays negative', () => {
    const session = toySession({ remote: { host: 'b', port: 1 } });
    const stream = session.addOutgoing({ format });
    const reportBlocks = [{ ...block, ssrc: stream.ssrc }];
    session.handleDatagram(
      0,
      serializeCompoundPacket([{ type: 'receiver-report', ssrc: 1, reportBlocks }]),
      from,
      'rtcp',
    );
    expect(stream.statistics.remote).toEqual({
      ssrc: 1,
      fractionLost: 0,
      packetsLost: -1,
      jitter: 20 / 90_000,
      roundTripTime: undefined,
      totalRoundTripTime: 0,
      roundTripTimeMeasurements: 0,
    });
  });

  it('B38: no round trip comes from reports that never were or were held longer than time has passed', () => {
    const session = toySession({ remote: { host: 'b', port: 1 } });
    const stream = session.addOutgoing({ format });
    const claims = [{}, { lastSenderReport: 0x8765_4321 }, { delaySinceLastSenderReport: 0xffff_ffff }];
    for (const claim of claims) {
      const reportBlocks = [{ ...block, ssrc: stream.ssrc, ...claim }];
      const report = serializeCompoundPacket([{ type: 'receiver-report', ssrc: 1, reportBlocks }]);
      session.handleDatagram(10, report, from, 'rtcp');
    }
    const reports = drain(session).filter((output) => output.type === 'report');
    expect(reports).toHaveLength(3);
    for (const report of reports) expect(report).toHaveProperty('roundTripMs', undefined);
  });
});

describe('sequence numbers and timestamps', () => {
  it('B70: a stream passes 65535 with loss, duplication and reordering at the edge', () => {
    const session = toySession();
    for (const [index, step] of [0, 1, 2, 4, 4, 3, 7, 6].entries()) {
      const sequenceNumber = (65_533 + step) & 0xffff;
      session.handleDatagram(index * 33, toyPacket({ sequenceNumber, timestamp: step * 2970 }), from, 'rtp');
    }
    session.handleTimeout(2000);
    const outputs = drain(session);
    const timestamps = outputs.flatMap((output) => (output.type === 'frame' ? [output.frame.timestamp / 2970] : []));
    expect(timestamps).toEqual([0, 1, 2, 3, 4, 6, 7].filter((step) => step !== 6));
    expect(outputs.filter(({ type }) => type === 'gap')).toMatchObject([{ sequenceNumber: 2, count: 1 }]);
    expect(session.incoming.get(LIVE)!.statistics).toMatchObject({
      packetsLost: 0,
      jitterBuffer: { duplicate: 1, lost: 1 },
    });
  });

  it('B71: timestamps wrap, alone and together with the sequence number', () => {
    for (const first of [0, 65_520]) {
      const session = toySession();
      for (let index = 0; index < 60; index++) {
        const sequenceNumber = (first + index) & 0xffff;
        const timestamp = (2 ** 32 - 30 * 2970 + index * 2970) >>> 0;
        session.handleDatagram(index * 33, toyPacket({ sequenceNumber, timestamp }), from, 'rtp');
      }
      session.handleTimeout(60 * 33 + 200);
      expect(countFrames(session)).toBe(60);
      const { jitter, packetsLost } = session.incoming.get(LIVE)!.statistics;
      expect(jitter).toBeCloseTo(0, 6);
      expect(packetsLost).toBe(0);
    }
  });

  it.each([32_767, 32_768, 3000, 3001, -100, -101])(
    'B74: a source of 30 packets/s that jumps by %i and goes on there begins anew and loses nothing',
    (step) => {
      const session = toySession();
      play(session, 10_000, 200, 0);
      play(session, 10_199 + step, 200, 7000);
      session.handleTimeout(20_000);
      const { jitterBuffer } = session.incoming.get(LIVE)!.statistics;
      expect(jitterBuffer).toMatchObject({ delivered: 400, restarts: 1 });
    },
  );

  it.each([1, 2 ** 32 - 1])(
    'B81: a clock rate of %i in a description delays nothing beyond the latency',
    (clockRate) => {
      const session = toySession({ receive: [{ payloadType: 96, format, clockRate }] });
      play(session, 0, 50, 0);
      session.handleTimeout(49 * 33 + 200);
      expect(countFrames(session)).toBe(50);
      expect(session.incoming.get(LIVE)!.statistics.jitter).toBeGreaterThanOrEqual(0);
    },
  );
});

describe('floods', () => {
  it('B78: a million SSRCs take no memory and no place from the source that plays, nor from one that comes', () => {
    const session = toySession({ maxSources: 4 });
    play(session, 0, 2, 0);
    const packet = toyPacket({ sequenceNumber: 7 });
    let frames = 0;
    for (let flood = 0; flood < 1_000_000; flood++) {
      const bytes = packet.slice();
      bytes.set([flood >>> 24, flood >>> 16, flood >>> 8, flood], 8);
      session.handleDatagram(66 + flood * 0.001, bytes, from, 'rtp');
      if (flood % 33_000 === 0) {
        const sequenceNumber = 2 + flood / 33_000;
        session.handleDatagram(66 + flood * 0.001, toyPacket({ sequenceNumber }), from, 'rtp');
      }
      if (flood % 1000 === 0) frames += countFrames(session);
    }
    for (const sequenceNumber of [0, 1]) {
      session.handleDatagram(1100, toyPacket({ sequenceNumber, ssrc: 42 }), from, 'rtp');
    }
    expect([...session.incoming.keys()]).toEqual([LIVE, 42]);
    session.handleTimeout(3000);
    frames += countFrames(session);
    expect(frames).toBe(2 + 31 + 2);
    expect(session.statistics).toMatchObject({ sources: 2, unvalidatedPackets: 1_000_000 - 3 });
  });

  it('B78: sources that pass probation do not put out one that plays, and make room once they are silent', () => {
    const session = toySession({ maxSources: 4 });
    play(session, 0, 2, 0);
    for (let ssrc = 1; ssrc < 100; ssrc++) {
      for (const sequenceNumber of [0, 1]) {
        session.handleDatagram(100, toyPacket({ sequenceNumber, ssrc }), from, 'rtp');
      }
    }
    expect([...session.incoming.keys()]).toEqual([LIVE, 1, 2, 3]);
    expect(session.statistics.rejects).toEqual({ 'too-many-sources': 96 });
    play(session, 2, 70, 100);
    for (const sequenceNumber of [0, 1]) {
      session.handleDatagram(2400, toyPacket({ sequenceNumber, ssrc: 500 }), from, 'rtp');
    }
    expect([...session.incoming.keys()]).toEqual([LIVE, 2, 3, 500]);
  });

  it('compounds of 64 KB do not silence our reports', () => {
    const session = toySession({ rtcp: { remote: { host: 'a', port: 5005 } } });
    const report = { type: 'receiver-report', ssrc: 9, reportBlocks: [] } as const;
    const huge = {
      type: 'application-defined',
      subtype: 0,
      ssrc: 9,
      name: 'huge',
      data: new Uint8Array(64_000),
    } as const;
    for (let at = 0; at < 50; at++) session.handleDatagram(at, serializeCompoundPacket([report, huge]), from, 'rtcp');
    drain(session);
    let sent = 0;
    for (let now = session.nextTimeout(); now < 60_000; now = session.nextTimeout()) {
      session.handleTimeout(now);
      sent += drain(session).filter(({ type }) => type === 'transmit').length;
    }
    expect(sent).toBeGreaterThanOrEqual(6); // 0 when their size was taken as it came
  });

  it('B78: reports under a million SSRCs are participants that come and go', () => {
    const session = toySession({ maxMembers: 8 });
    play(session, 0, 2, 0);
    for (let ssrc = 1; ssrc <= 100_000; ssrc++) {
      const report = serializeCompoundPacket([{ type: 'receiver-report', ssrc, reportBlocks: [] }]);
      session.handleDatagram(100, report, from, 'rtcp');
    }
    expect(session.statistics.sources).toBe(1 + 8);
    expect(session.incoming.has(LIVE)).toBe(true);
  });
});

describe('no network input throws out of a session', () => {
  const good = [
    toyPacket({ sequenceNumber: 1 }),
    toyPacket({ sequenceNumber: 2, csrcs: [1, 2, 3], paddingLength: 8 }),
    serializeCompoundPacket([
      {
        type: 'sender-report',
        ssrc: LIVE,
        ntpTimestamp: { seconds: 1, fraction: 2 },
        rtpTimestamp: 3,
        senderPacketCount: 4,
        senderOctetCount: 5,
        reportBlocks: [],
      },
      {
        type: 'source-description',
        chunks: [
          {
            ssrc: LIVE,
            items: [
              { type: 'CNAME', value: 'x' },
              { type: 'PRIV', prefix: 'p', value: 'v' },
            ],
          },
        ],
      },
      { type: 'goodbye', ssrcs: [LIVE], reason: 'bye' },
    ]),
  ];

  const mutated = fc
    .record({
      base: fc.constantFrom(...good),
      edits: fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 8 }),
      length: fc.option(fc.nat(200), { nil: undefined }),
    })
    .map(({ base, edits, length }) => {
      const bytes = base.slice(0, length);
      for (const [offset, value] of edits) if (offset < bytes.length) bytes[offset] = value;
      return bytes;
    });

  const datagrams = fc.array(
    fc.record({
      bytes: fc.oneof(fc.uint8Array({ maxLength: 100 }), mutated),
      channel: fc.constantFrom<'rtp' | 'rtcp'>('rtp', 'rtcp'),
      afterMs: fc.nat(3000),
    }),
    { maxLength: 60 },
  );

  it('whatever arrives, whenever; and a good stream plays after it', () => {
    const property = fc.property(datagrams, fc.boolean(), (drawn, mux) => {
      const session = toySession({ rtcp: { mux }, remote: { host: 'b', port: 5004 } });
      const outgoing = session.addOutgoing({ format });
      let now = 0;
      for (const { bytes, channel, afterMs } of drawn) {
        now += afterMs;
        session.handleTimeout(now);
        session.handleDatagram(now, bytes, from, channel);
        outgoing.send(now, Uint8Array.of(1));
        drain(session);
        expect(session.nextTimeout()).toBeGreaterThan(now - 1);
      }
      const ssrc = 0x0bad_cafe;
      for (let index = 0; index < 10; index++) {
        const payload = Uint8Array.of(1, 200 + index);
        session.handleDatagram(now, toyPacket({ sequenceNumber: index, ssrc, payload }), from, 'rtp');
      }
      session.close(now + 1);
      const frames = drain(session).flatMap((output) =>
        output.type === 'frame' && output.stream.ssrc === ssrc ? [(output.frame as ToyFrame).bytes[0]] : [],
      );
      expect(frames).toEqual([200, 201, 202, 203, 204, 205, 206, 207, 208, 209]);
    });
    fc.assert(property, { numRuns: 300 });
  });
});
