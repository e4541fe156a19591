import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatenate } from '../../../src/bytes/octets.js';
import { frameRfc4571 } from '../../../src/formats/rfc-4571.js';
import { ArraySink } from '../../../src/payloaders/array-sink.js';
import { H264Payloader, joinAnnexB, splitAnnexB } from '../../../src/payloaders/h264/index.js';
import { serializeRtpPacket } from '../../../src/rtp/index.js';
import { hex, hexOf } from '../../hex.js';
import { readGdpBuffers } from '../../peers/gdp.js';
import { runGStreamer } from '../../peers/gstreamer.js';
import { filledNalUnit } from './drawn-access-units.js';

// x264 core 164 (GStreamer's x264enc tune=zerolatency, 320x240); the rest by hand.
const SPS = hex('6742c015d90141fb016a0c0c0d4a000003000200000300791e2c5c90');
const PPS = hex('68cb8cb2');
const AUD = hex('0910');

/** mode=0 turns RTP timestamps into presentation times and waits for nothing. */
const RECEIVER =
  'fdsrc fd=0 ! application/x-rtp-stream,media=video,clock-rate=90000,encoding-name=H264 ! rtpstreamdepay' +
  ' ! rtpjitterbuffer mode=0 latency=0 ! rtph264depay ! video/x-h264,stream-format=byte-stream,alignment=au' +
  ' ! gdppay ! fdsink fd=1';

const RTP_HEADER = 12;

/** One exactly, two to four fragments exactly, one octet more or less, or anything. */
function sliceLengths(mtu: number): fc.Arbitrary<number> {
  const room = mtu - RTP_HEADER;
  const whole = fc.constantFrom(room, 2 * room - 3, 3 * room - 5, 4 * room - 7);
  const boundary = fc.tuple(whole, fc.integer({ min: -2, max: 2 })).map(([length, more]) => length + more);
  return fc.oneof(boundary, fc.integer({ min: 3, max: 3 * room }));
}

/** A slice: the first one of a picture has first_mb_in_slice 0, a single 1 bit. */
function slice(length: number, index: number, isIdr: boolean): Uint8Array {
  const nalUnit = filledNalUnit(isIdr ? 0x65 : 0x41, length, length + index);
  nalUnit[1] = index === 0 ? 0x88 : 0x44;
  return nalUnit;
}

const accessUnits = (mtu: number) =>
  fc.array(
    fc.record({
      delimiter: fc.boolean(),
      sets: fc.boolean(),
      seiLength: fc.oneof(fc.constant(0), fc.integer({ min: 4, max: 40 })),
      slices: fc.array(sliceLengths(mtu), { minLength: 1, maxLength: 4 }),
      isIdr: fc.boolean(),
      ticks: fc.integer({ min: 1, max: 9000 }),
    }),
    { minLength: 1, maxLength: 5 },
  );

const streams = fc.oneof(fc.constantFrom(1400, 1200), fc.integer({ min: 50, max: 1500 })).chain((mtu) =>
  fc.record({
    mtu: fc.constant(mtu),
    mode: fc.constantFrom(
      { packetizationMode: 0, aggregation: 'none' } as const,
      { packetizationMode: 1, aggregation: 'none' } as const,
      { packetizationMode: 1, aggregation: 'zero-latency' } as const,
      { packetizationMode: 1, aggregation: 'max-stap' } as const,
    ),
    bFrames: fc.boolean(),
    units: accessUnits(mtu),
    firstTimestamp: fc.oneof(fc.constant(0xffff_ff00), fc.nat(0xffff_ffff)),
    firstSequenceNumber: fc.oneof(fc.constant(0xfffe), fc.nat(0xffff)),
  }),
);
type Stream = typeof streams extends fc.Arbitrary<infer Drawn> ? Drawn : never;

interface TimedUnit {
  readonly nalUnits: readonly string[];
  /** From the first unit on. */
  readonly ticks: number;
}

/** Delimiters are left out: rtph264depay keeps them, elements behind it rewrite them. */
function withoutDelimiters(nalUnits: readonly Uint8Array[]): string[] {
  return nalUnits.filter((nalUnit) => (nalUnit[0]! & 31) !== 9).map(hexOf);
}

interface BuiltUnit {
  readonly nalUnits: Uint8Array[];
  ticks: number;
}

function build({ units, mtu, mode, bFrames }: Stream): BuiltUnit[] {
  const longest = mode.packetizationMode === 0 ? mtu - RTP_HEADER : Infinity;
  let ticks = 0;
  const built = units.map((unit): BuiltUnit => {
    const sei = unit.seiLength === 0 ? [] : [filledNalUnit(0x06, Math.min(unit.seiLength, longest), 4)];
    const sets = unit.sets ? [SPS, PPS] : [];
    const slices = unit.slices.map((length, index) => slice(Math.min(length, longest), index, unit.isIdr));
    const placed = { nalUnits: [...(unit.delimiter ? [AUD] : []), ...sets, ...sei, ...slices], ticks };
    ticks += unit.ticks;
    return placed;
  });
  if (bFrames) swapPairs(built);
  return built;
}

/** In decoding order a B-frame follows the picture that it is shown before. */
function swapPairs(units: BuiltUnit[]): void {
  for (let index = 1; index + 1 < units.length; index += 2) {
    const [later, earlier] = [units[index]!, units[index + 1]!];
    [later.ticks, earlier.ticks] = [earlier.ticks, later.ticks];
  }
}

function send(stream: Stream, units: readonly BuiltUnit[]): Uint8Array {
  const sink = new ArraySink(stream.mtu - RTP_HEADER);
  const payloader = new H264Payloader(sink, { ...stream.mode, parameterSetInterval: 'never' });
  for (const { nalUnits, ticks } of units) payloader.push(joinAnnexB(nalUnits), stream.firstTimestamp + ticks);
  const packets = sink.payloads.map((payload, index) =>
    serializeRtpPacket({
      payloadType: 96,
      marker: payload.marker,
      sequenceNumber: (stream.firstSequenceNumber + index) & 0xffff,
      timestamp: payload.timestampTicks >>> 0,
      ssrc: 0x12345678,
      payload: payload.bytes,
    }),
  );
  expect(packets.every((packet) => packet.length <= stream.mtu)).toBe(true);
  return concatenate(packets.map(frameRfc4571));
}

async function receive(input: Uint8Array): Promise<TimedUnit[]> {
  const buffers = readGdpBuffers(await runGStreamer(RECEIVER, { input }));
  return buffers.map(({ bytes, presentationTimeNs }) => ({
    nalUnits: withoutDelimiters(splitAnnexB(bytes) as Uint8Array[]),
    ticks: Math.round(((presentationTimeNs! - buffers[0]!.presentationTimeNs!) * 90_000) / 1e9),
  }));
}

describe('our payloader through rtph264depay', () => {
  it('gives GStreamer the same NAL units in the same access units at the same times', async () => {
    const property = fc.asyncProperty(streams, async (stream) => {
      const units = build(stream);
      const received = await receive(send(stream, units));
      expect(received).toEqual(units.map(({ nalUnits, ticks }) => ({ nalUnits: withoutDelimiters(nalUnits), ticks })));
    });
    await fc.assert(property, { numRuns: 500 });
  }, 120_000);
});
