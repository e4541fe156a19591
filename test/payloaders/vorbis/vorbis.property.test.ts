import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatenate, equalBytes } from '../../../src/bytes/octets.js';
import { announcedClockRate } from '../../../src/payloaders/vorbis/announced-clock-rate.js';
import { parseSetupHeader } from '../../../src/payloaders/vorbis/setup-header.js';
import {
  rejectVorbisFormatParameters,
  vorbisFormatParameters,
} from '../../../src/payloaders/vorbis/format-parameters.js';
import { readPackedConfigurations } from '../../../src/payloaders/vorbis/packed-configuration.js';
import { readPackedHeaders, writePackedHeaders } from '../../../src/payloaders/vorbis/packed-headers.js';
import { encodeBase64 } from '../../../src/bytes/base64.js';
import { VorbisDepayloader } from '../../../src/payloaders/vorbis/vorbis-depayloader.js';
import { audioStream } from './audio-packets.js';
import { payload, receive, type TimedFrame, view } from './relay.js';
import { syntheticConfiguration, syntheticHeaders } from './synthetic-headers.js';

const sampleRates = fc.oneof(
  fc.constantFrom(8000, 11_025, 44_100, 48_000, 96_000, 192_000),
  fc.integer({ min: 8000, max: 192_000 }),
);
const exponents = fc
  .tuple(fc.integer({ min: 6, max: 13 }), fc.integer({ min: 6, max: 13 }))
  .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);

/** Lengths around the boundaries of the payload, and small ones that bundle. */
function blocks(maxPayloadLength: number): fc.Arbitrary<{ long: boolean; length: number }[]> {
  const length = fc.oneof(
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: maxPayloadLength - 8, max: maxPayloadLength + 2 }),
    fc.integer({ min: 1, max: 3 * maxPayloadLength }),
  );
  return fc.array(fc.record({ long: fc.boolean(), length }), { minLength: 1, maxLength: 40 });
}

const options = fc.record({
  maxPacketsPerPayload: fc.integer({ min: 1, max: 15 }),
  maxBundleMs: fc.integer({ min: 0, max: 500 }),
  configurationIntervalSeconds: fc.constantFrom(0, 0.1, 1),
});

const streams = fc.integer({ min: 20, max: 400 }).chain((maxPayloadLength) =>
  fc.record({
    maxPayloadLength: fc.constant(maxPayloadLength),
    blocks: blocks(maxPayloadLength),
    sampleRate: sampleRates,
    exponents,
    options,
    timestampOffset: fc.nat(0xffff_ffff),
  }),
);
type Stream = typeof streams extends fc.Arbitrary<infer T> ? T : never;

function sent(stream: Stream): { frames: TimedFrame[]; payloads: ReturnType<typeof payload> } {
  const configuration = syntheticConfiguration({ sampleRate: stream.sampleRate, exponents: stream.exponents });
  const frames = audioStream(stream.blocks, configuration.blockSizes);
  return { frames, payloads: payload(frames, { ...stream.options, configuration }, stream.maxPayloadLength) };
}

describe('Vorbis payloader to depayloader', () => {
  it('gives back each packet with its time, without a description, at rates from 8000 to 192 000 Hz', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const { frames, payloads } = sent(stream);
        for (const { bytes } of payloads) expect(bytes.length).toBeLessThanOrEqual(stream.maxPayloadLength);
        const { packets, depayloader } = receive(payloads, { timestampOffset: stream.timestampOffset });
        expect(packets.map((packet) => packet.bytes)).toEqual(frames.map(({ bytes }) => bytes));
        expect(packets.map((packet) => packet.timestamp)).toEqual(
          frames.map(({ timestampTicks }) => (timestampTicks + stream.timestampOffset) >>> 0),
        );
        expect(depayloader.clockRate).toBe(stream.sampleRate);
        expect(depayloader.statistics.timestampMismatches).toBe(0);
        expect(depayloader.statistics.malformedPayloads).toBe(0);
        expect(packets.slice(1).every((packet) => packet.durationSamples > 0 && !packet.discontinuity)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('hands out whole packets that were sent, in order, whatever is lost', () => {
    fc.assert(
      fc.property(streams, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (stream, draws) => {
        const { frames, payloads } = sent(stream);
        const parameters = vorbisFormatParameters(
          syntheticHeaders({ sampleRate: stream.sampleRate, exponents: stream.exponents }),
        );
        const gone = payloads.map(() => draws.next().value === 0);
        const { packets } = receive(payloads, { parameters, lost: (index) => gone[index]! });
        let next = 0;
        for (const packet of packets) {
          while (next < frames.length && !equalBytes(frames[next]!.bytes, packet.bytes)) next++;
          expect(next++).toBeLessThan(frames.length);
          expect(packet.discontinuity).toBe(packet.durationSamples === 0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the clock rate that payloads announce as they arrive', () => {
  /** The payload header, its length, then four octets at most of count and lengths, and 30 of the identification header. */
  const ENOUGH = 4 + 2 + 4 + 30;

  it('is that which the depayloader knows at last, from the first payload on, and no other payload tells another', () => {
    fc.assert(
      fc.property(streams, (stream) => {
        const { payloads } = sent(stream);
        const told = payloads.map(({ bytes }) => announcedClockRate(view(bytes, 0, 0)));
        if (stream.maxPayloadLength >= ENOUGH) expect(told[0]).toBe(stream.sampleRate);
        for (const rate of told) expect(rate ?? stream.sampleRate).toBe(stream.sampleRate);
      }),
      { numRuns: 300 },
    );
  });

  it('is some rate or none for any octets, and always that of a configuration that the depayloader takes', () => {
    const good = concatenate([Uint8Array.of(1, 2, 3, 0x10, 0, 0), writePackedHeaders(syntheticHeaders())]);
    const payloads = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([offset, octet]) => good.with(offset, octet)),
      fc.nat(good.length).map((length) => good.subarray(0, length)),
    );
    let taken = 0;
    fc.assert(
      fc.property(payloads, fc.constantFrom(0, 3), (bytes, excess) => {
        const sized = bytes.length > 5 ? bytes.with(5, (good.length - 6 - excess) & 0xff) : bytes;
        const told = announcedClockRate(view(sized, 0, 0));
        expect(told ?? 1).toBeGreaterThan(0);
        const { clockRate } = receive([{ bytes: sized, timestampTicks: 0, marker: false }]).depayloader;
        if (clockRate !== undefined) expect(told).toBe(clockRate);
        if (clockRate !== undefined) taken++;
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});

describe('hostile input', () => {
  it('never throws for random payloads, whole or cut out of good ones', () => {
    const configuration = syntheticConfiguration();
    const good = payload(audioStream([{ long: true, length: 300 }], configuration.blockSizes), { configuration }, 64);
    const ident = good[0]!.bytes.subarray(0, 3);
    const payloads = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.uint8Array({ maxLength: 60 }).map((rest) => Uint8Array.from([...ident, ...rest])),
      fc.constantFrom(...good.map(({ bytes }) => bytes)),
      fc.tuple(fc.constantFrom(...good), fc.nat(64)).map(([{ bytes }, length]) => bytes.subarray(0, length)),
    );
    const steps = fc.array(fc.tuple(payloads, fc.constantFrom(0, 1, 1, 1, 2), fc.constantFrom(0, 0, 0, 7)), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (drawn) => {
        let sequenceNumber = 0;
        const depayloader = new VorbisDepayloader(() => undefined);
        for (const [bytes, step, timestamp] of drawn) {
          sequenceNumber += step;
          depayloader.push(view(bytes, sequenceNumber, timestamp));
        }
        depayloader.flush();
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws for random configurations and setup headers', () => {
    const { setup } = syntheticHeaders();
    const mutated = fc.tuple(fc.nat(setup.length - 1), fc.nat(255)).map(([offset, octet]) => setup.with(offset, octet));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated), (bytes) => {
        parseSetupHeader(bytes, 2);
        readPackedConfigurations(bytes);
        readPackedHeaders(bytes);
        rejectVorbisFormatParameters({ configuration: encodeBase64(bytes) });
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back all packed headers of any lengths', () => {
    const header = fc.uint8Array({ maxLength: 400 });
    fc.assert(
      fc.property(fc.record({ identification: header, comment: header, setup: header }), (headers) => {
        expect(readPackedHeaders(writePackedHeaders(headers))).toEqual(headers);
      }),
    );
  });
});
