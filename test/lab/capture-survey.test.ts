import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CapturedDatagram } from '../../src/formats/index.js';
import { CaptureSurveyor, VirtualHost, VirtualTime, type CaptureSurvey } from '../../src/lab/index.js';
import { h264 } from '../../src/payloaders/h264/index.js';
import type { PayloadFormat } from '../../src/payloaders/payload-format.js';
import { vorbis } from '../../src/payloaders/vorbis/index.js';
import { isRtcp, serializeRtpPacket, type RtpPacketFields } from '../../src/rtp/index.js';
import { Session } from '../../src/session/session.js';
import { hex } from '../hex.js';
import { clipPackets, clipUnits } from '../peers/clip.js';

const ALICE = { host: '10.0.0.1', port: 5004 };
const BOB = { host: '10.0.0.2', port: 5006 };

function datagram(payload: Uint8Array, unixMs: number, destinationPort = BOB.port): CapturedDatagram {
  const ends = { sourceHost: ALICE.host, sourcePort: ALICE.port, destinationHost: BOB.host, destinationPort };
  return { unixMs, ...ends, payload };
}

/** What a session of ours sends, as it passes; frames at 30 per second. */
function sent(
  format: PayloadFormat,
  clockRate: number,
  frames: readonly Uint8Array[],
  ticks: number,
): CapturedDatagram[] {
  const time = new VirtualTime(0);
  const datagrams: CapturedDatagram[] = [];
  const session = new Session(0, { cname: 'alice@home', randomUint32: () => 0x0123_4567, remote: BOB });
  const host = new VirtualHost(time, session, {
    transmit: ({ bytes, to }) => datagrams.push(datagram(bytes, time.now, to.port)),
  });
  const stream = session.addOutgoing({ format, clockRate, sequenceNumber: 65_500 });
  for (const [index, frame] of frames.entries()) {
    time.at((index * ticks * 1000) / clockRate, () => host.act((now) => stream.send(now, frame, index * ticks)));
  }
  time.run(10_000);
  host.act((now) => session.close(now));
  return datagrams;
}

/** A packet of H.264, but for what is said. */
function packet(fields: Partial<RtpPacketFields>): Uint8Array {
  const payload = Uint8Array.of(0x41, 1);
  return serializeRtpPacket({
    payloadType: 96,
    marker: false,
    sequenceNumber: 1,
    timestamp: 0,
    ssrc: 5,
    payload,
    ...fields,
  });
}

function survey(datagrams: readonly CapturedDatagram[]): CaptureSurvey {
  const surveyor = new CaptureSurveyor();
  for (const captured of datagrams) surveyor.push(captured);
  return surveyor.result();
}

describe('a survey of a capture', () => {
  it('knows H.264 by its payloads, and its picture by its SPS', () => {
    const datagrams = sent(h264, 90_000, clipUnits(90), 3000);
    const { streams, sources, rtcpDatagrams, strayDatagrams } = survey(datagrams);
    expect(streams).toHaveLength(1);
    const [stream] = streams;
    expect(stream).toMatchObject({
      codec: 'H264',
      clockRate: 90_000,
      packetsLost: 0,
      payloadTypes: [96],
      from: ALICE,
      to: BOB,
    });
    expect(stream!.picture).toMatchObject({ width: 320, height: 240 });
    expect(stream!.framesPerSecond).toBeCloseTo(30, 1);
    expect(stream!.packets + rtcpDatagrams).toBe(datagrams.length);
    expect(strayDatagrams).toBe(0);
    expect(sources).toHaveLength(1);
    expect(sources[0]).toMatchObject({
      cname: 'alice@home',
      saidGoodbye: true,
      reportsTo: { ...BOB, port: BOB.port + 1 },
    });
    expect(sources[0]!.senderReports).toBeGreaterThan(0);
  });

  it('knows Vorbis by its lengths, and its rate by its configuration', async () => {
    const packets = (await clipPackets(120)).map(({ bytes }) => bytes);
    const [stream] = survey(sent(vorbis, 44_100, packets, 1024)).streams;
    expect(stream).toMatchObject({ codec: 'VORBIS', clockRate: 44_100, packetsLost: 0 });
  });

  it('knows static payload types by their number', () => {
    const pcmu = (sequenceNumber: number): Uint8Array =>
      packet({ payloadType: 0, sequenceNumber, timestamp: sequenceNumber * 160, payload: new Uint8Array(160) });
    const [stream] = survey([1, 2, 3, 4].map((number) => datagram(pcmu(number), number * 20))).streams;
    expect(stream).toMatchObject({ codec: 'PCMU', clockRate: 8000, packets: 4 });
  });

  it('counts what is lost across the wrap of the sequence numbers, and nothing where the sender began anew', () => {
    const datagrams = sent(h264, 90_000, clipUnits(60), 3000);
    const isLost = ({ payload }: CapturedDatagram, index: number): boolean => index % 10 === 5 && !isRtcp(payload);
    const lossy = datagrams.filter((captured, index) => !isLost(captured, index));
    const [stream] = survey(lossy).streams;
    expect(stream!.packetsLost).toBe(datagrams.length - lossy.length);
    const restarted = [1, 2, 4, 30_001, 30_002].map((sequenceNumber, index) =>
      datagram(packet({ sequenceNumber }), index),
    );
    expect(survey(restarted).streams[0]).toMatchObject({ packets: 5, packetsLost: 1 });
  });

  it('takes a packet or two for no stream', () => {
    const once = packet({});
    expect(survey([datagram(once, 0), datagram(once, 1)])).toMatchObject({ streams: [], strayDatagrams: 2 });
  });

  it('is right about whatever else there is: no stream, all counted, and bounded', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 50 }), (payloads) => {
        const { datagrams, rtcpDatagrams, strayDatagrams, streams } = survey(
          payloads.map((bytes) => datagram(bytes, 0)),
        );
        const inStreams = streams.reduce((sum, { packets }) => sum + packets, 0);
        expect(rtcpDatagrams + strayDatagrams + inStreams).toBe(datagrams);
      }),
    );
    const many = Array.from({ length: 2000 }, (_, index) => packet({ ssrc: index >> 2 }));
    expect(survey(many.map((bytes) => datagram(bytes, 0))).streams).toHaveLength(256);
    const goodbyes = Array.from({ length: 2000 }, (_, ssrc) => hex(`81cb0001 ${ssrc.toString(16).padStart(8, '0')}`));
    const { sources, rtcpDatagrams } = survey(goodbyes.map((bytes) => datagram(bytes, 0)));
    expect({ sources: sources.length, rtcpDatagrams }).toEqual({ sources: 256, rtcpDatagrams: 2000 });
  });
});
