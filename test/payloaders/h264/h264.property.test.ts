import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArraySink } from '../../../src/payloaders/array-sink.js';
import {
  H264Depayloader,
  H264Payloader,
  joinAnnexB,
  joinAvc,
  type AccessUnit,
  type H264PayloaderOptions,
} from '../../../src/payloaders/h264/index.js';
import { hexOf } from '../../hex.js';
import { drawnNalUnits } from './drawn-access-units.js';
import { packet } from './received.js';

const options: fc.Arbitrary<H264PayloaderOptions> = fc.record({
  aggregation: fc.constantFrom('none', 'zero-latency', 'max-stap'),
  inputFormat: fc.constantFrom('annex-b', 'avc'),
  lengthSize: fc.constantFrom(2, 4),
});

const streams = fc
  .record({ room: fc.oneof(fc.integer({ min: 3, max: 60 }), fc.constantFrom(1188, 1388)), options })
  .chain(({ room, options: drawn }) =>
    fc.record({
      room: fc.constant(room),
      options: fc.constant(drawn),
      units: fc.array(drawnNalUnits(room), { minLength: 1, maxLength: 6 }),
      firstSequenceNumber: fc.constantFrom(0, 65_530),
    }),
  );

type Stream = typeof streams extends fc.Arbitrary<infer Drawn> ? Drawn : never;

interface SentPacket {
  readonly unit: number;
  readonly bytes: Uint8Array;
  readonly marker: boolean;
}

/** Timestamps run across the wrap of 32 bits. */
function timestampOf(unit: number): number {
  return (0xffff_f000 + 3000 * unit) >>> 0;
}

function send({ room, options: payloaderOptions, units }: Stream): SentPacket[] {
  const sink = new ArraySink(room);
  const payloader = new H264Payloader(sink, payloaderOptions);
  const avc = payloaderOptions.inputFormat === 'avc';
  units.forEach((nalUnits, unit) =>
    payloader.push(avc ? joinAvc(nalUnits, payloaderOptions.lengthSize!) : joinAnnexB(nalUnits), unit),
  );
  return sink.payloads.map(({ bytes, timestampTicks, marker }) => ({ unit: timestampTicks, bytes, marker }));
}

function receive(sent: readonly SentPacket[], firstSequenceNumber: number, lost: ReadonlySet<number>): AccessUnit[] {
  const received: AccessUnit[] = [];
  const depayloader = new H264Depayloader((unit) => received.push(unit));
  sent.forEach(({ unit, bytes, marker }, index) => {
    if (!lost.has(index)) depayloader.push(packet(firstSequenceNumber + index, timestampOf(unit), bytes, marker));
  });
  depayloader.flush();
  return received;
}

/** Which packets carry each NAL unit, found without the depayloader: by counting octets (RFC 6184 §5.6 to §5.8). */
function packetsOfNalUnits(sent: readonly SentPacket[]): { unit: number; packets: number[] }[] {
  const carried: { unit: number; packets: number[] }[] = [];
  sent.forEach(({ unit, bytes }, index) => {
    const type = bytes[0]! & 31;
    if (type === 24) {
      for (let at = 1; at < bytes.length; at += 2 + 256 * bytes[at]! + bytes[at + 1]!) {
        carried.push({ unit, packets: [index] });
      }
    } else if (type === 28 && (bytes[1]! & 0x80) === 0) {
      carried.at(-1)!.packets.push(index);
    } else {
      carried.push({ unit, packets: [index] });
    }
  });
  return carried;
}

/** What RFC 6184 lets a receiver know: the NAL units of which each packet came, and whether the unit was whole. */
function expected(sent: readonly SentPacket[], units: readonly Uint8Array[][], lost: ReadonlySet<number>) {
  const carried = packetsOfNalUnits(sent);
  const firstReceived = sent.findIndex((_, index) => !lost.has(index));
  // All of a NAL unit has come but one packet: that was its end, and nothing else is missing.
  const isTail = (at: number): boolean =>
    carried.some(
      ({ packets }) =>
        packets.length > 1 && packets.at(-1) === at && !packets.slice(0, -1).some((index) => lost.has(index)),
    );
  return units.flatMap((nalUnits, unit) => {
    const mine = carried.filter((nalUnit) => nalUnit.unit === unit);
    const whole = nalUnits.filter((_, index) => !mine[index]!.packets.some((at) => lost.has(at)));
    const first = mine[0]!.packets[0]!;
    // Nothing tells of NAL units that were lost before the very first packet.
    const missed = mine.filter(({ packets }) => packets.at(-1)! < firstReceived).length;
    const begun = first <= firstReceived || !lost.has(first - 1) || (nalUnits[0]![0]! & 31) === 9 || isTail(first - 1);
    const complete = whole.length + missed === nalUnits.length && begun;
    return whole.length === 0 ? [] : [{ timestamp: timestampOf(unit), nalUnits: whole.map(hexOf), complete }];
  });
}

describe('RFC 6184 both ways', () => {
  it('brings back all NAL units of all access units, at any boundary, in any packing', () => {
    const property = fc.property(streams, (stream) => {
      const sent = send(stream);
      expect(sent.every(({ bytes }) => bytes.length > 0 && bytes.length <= stream.room)).toBe(true);
      const received = receive(sent, stream.firstSequenceNumber, new Set());
      expect(received.map((unit) => unit.nalUnits.map(hexOf))).toEqual(stream.units.map((unit) => unit.map(hexOf)));
      expect(received.every((unit) => unit.complete && unit.endedBy === 'marker')).toBe(true);
      expect(received.map((unit) => unit.timestamp)).toEqual(stream.units.map((_, index) => timestampOf(index)));
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('B42, B43: gives exactly the NAL units that came whole, and says which access units are complete', () => {
    const property = fc.property(streams, fc.array(fc.nat(40), { maxLength: 12 }), (stream, places) => {
      const sent = send(stream);
      const lost = new Set(places.map((place) => place % sent.length));
      const received = receive(sent, stream.firstSequenceNumber, lost);
      expect(
        received.map(({ timestamp, nalUnits, complete }) => ({ timestamp, nalUnits: nalUnits.map(hexOf), complete })),
      ).toEqual(expected(sent, stream.units, lost));
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('never splices, whatever order, repetition and loss packets come in', () => {
    const order = fc.array(fc.nat(60), { maxLength: 60 });
    const property = fc.property(streams, order, (stream, places) => {
      const sent = send(stream);
      const seen = places.map((place) => place % sent.length);
      const depayloader = new H264Depayloader((unit) => {
        const original = stream.units[stream.units.findIndex((_, index) => timestampOf(index) === unit.timestamp)]!;
        expect(original.map(hexOf)).toEqual(expect.arrayContaining(unit.nalUnits.map(hexOf)));
      });
      for (const index of seen) {
        const { unit, bytes, marker } = sent[index]!;
        depayloader.push(packet(stream.firstSequenceNumber + index, timestampOf(unit), bytes, marker));
      }
      depayloader.flush();
    });
    fc.assert(property, { numRuns: 500 });
  });
});
