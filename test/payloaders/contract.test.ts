import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArraySink, type CollectedPayload } from '../../src/payloaders/array-sink.js';
import type { Depayloader, MediaFrame } from '../../src/payloaders/depayloader.js';
import { findPayloadFormat, payloadFormats } from '../../src/payloaders/registry.js';
import { hexOf } from '../hex.js';
import type { CodecSample, SampleFrame } from './codec-sample.js';
import { h264Sample } from './h264/sample.js';
import { vorbisSample } from './vorbis/sample.js';

/** One line per codec: with it a new codec inherits every test below. */
const samples: Readonly<Record<string, CodecSample>> = {
  H264: h264Sample,
  VORBIS: vorbisSample,
};

/** As Node hands out what it reads: in the middle of a larger ArrayBuffer, and with a `slice` that copies nothing. */
function sharingMemory(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.alloc(8, 0x55), bytes, Buffer.alloc(8, 0x55)]).subarray(8, 8 + bytes.length);
}

/** The parts of frames with their timestamps, as one list of lines. */
function linesSent(frames: readonly SampleFrame[], sample: CodecSample): string[] {
  return frames.flatMap(({ bytes, timestampTicks }) =>
    sample.partsSent(bytes).map((part) => `${timestampTicks} ${hexOf(part)}`),
  );
}

function linesReceived(frames: readonly MediaFrame[], sample: CodecSample): string[] {
  return frames.flatMap((frame) => sample.partsReceived(frame).map((part) => `${frame.timestamp} ${hexOf(part)}`));
}

function push(depayloader: Depayloader, payload: CollectedPayload, sequenceNumber: number): void {
  depayloader.push({
    bytes: payload.bytes,
    payloadOffset: 0,
    payloadEnd: payload.bytes.length,
    sequenceNumber: sequenceNumber & 0xffff,
    timestamp: payload.timestampTicks >>> 0,
    marker: payload.marker,
  });
}

describe('the registry of payload formats', () => {
  it('finds a format by its encoding name in any case (RFC 8866 §6.6)', () => {
    for (const format of payloadFormats) {
      expect(findPayloadFormat(format.encodingName.toLowerCase())).toBe(format);
      expect(findPayloadFormat(format.encodingName.toUpperCase())).toBe(format);
    }
  });

  it('throws TypeError that lists the known names for an unknown one', () => {
    expect(() => findPayloadFormat('THEORA')).toThrow(TypeError);
    for (const { encodingName } of payloadFormats) expect(() => findPayloadFormat('THEORA')).toThrow(encodingName);
    expect(() => findPayloadFormat(undefined as unknown as string)).toThrow(TypeError);
  });

  it('has names that differ, and a sample for each', () => {
    const names = payloadFormats.map((format) => format.encodingName.toUpperCase());
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(samples).toSorted()).toEqual(names.toSorted());
  });
});

describe.each(payloadFormats.map((format) => [format.encodingName, format] as const))(
  'payload format %s',
  (_, format) => {
    const sample = samples[format.encodingName.toUpperCase()]!;
    const streams = fc
      .integer({ min: sample.leastRoom, max: 200 })
      .chain((room) => fc.record({ room: fc.constant(room), frames: sample.streams(room) }));

    function send(frames: readonly SampleFrame[], room: number): CollectedPayload[] {
      const sink = new ArraySink(room);
      const payloader = format.createPayloader(sink, sample.payloaderOptions);
      for (const { bytes, timestampTicks } of frames) payloader.push(bytes, timestampTicks);
      payloader.flush();
      expect(payloader.pending).toBe(false);
      return sink.payloads;
    }

    function receiver(): { frames: MediaFrame[]; depayloader: Depayloader } {
      const frames: MediaFrame[] = [];
      return { frames, depayloader: format.createDepayloader((frame) => frames.push(frame)) };
    }

    it('says what it is', () => {
      expect(format.encodingName).toMatch(/^[A-Za-z0-9-]+$/);
      expect(format.specification).toMatch(/^RFC \d+$/);
      expect(format.clockRate ?? 1).toBeGreaterThan(0);
      expect(format.rejectParameters({})).toBeUndefined();
    });

    it('works without options', () => {
      const payloader = format.createPayloader(new ArraySink());
      expect(payloader.pending).toBe(false);
      expect(payloader.maxBundleMs).toBeGreaterThanOrEqual(0);
      payloader.flush();
    });

    it('brings back every frame with its timestamp, and refuses no payload', () => {
      const property = fc.property(streams, fc.nat(0xffff), ({ room, frames }, firstSequenceNumber) => {
        const received = receiver();
        send(frames, room).forEach((payload, index) =>
          push(received.depayloader, payload, firstSequenceNumber + index),
        );
        received.depayloader.flush();
        expect(linesReceived(received.frames, sample)).toEqual(linesSent(frames, sample));
        expect(received.frames.every((frame) => frame.complete)).toBe(true);
        expect(received.depayloader.payloadsRefused).toBe(0);
      });
      fc.assert(property, { numRuns: 200 });
    });

    it('takes Node Buffers, which share their memory with others, as it takes any octets', () => {
      const property = fc.property(streams, ({ room, frames }) => {
        const shared = frames.map(({ bytes, timestampTicks }) => ({ bytes: sharingMemory(bytes), timestampTicks }));
        const received = receiver();
        for (const [index, payload] of send(shared, room).entries()) {
          push(received.depayloader, { ...payload, bytes: sharingMemory(payload.bytes) }, index);
        }
        received.depayloader.flush();
        expect(linesReceived(received.frames, sample)).toEqual(linesSent(frames, sample));
      });
      fc.assert(property, { numRuns: 100 });
    });

    it('makes no payload that is empty or larger than the room', () => {
      const property = fc.property(streams, ({ room, frames }) => {
        for (const { bytes } of send(frames, room)) {
          expect(bytes.length).toBeGreaterThan(0);
          expect(bytes.length).toBeLessThanOrEqual(room);
        }
      });
      fc.assert(property, { numRuns: 100 });
    });

    it('never gives anything that was not sent, however much is lost', () => {
      const property = fc.property(
        streams,
        fc.array(fc.nat(50), { minLength: 1 }),
        fc.boolean(),
        (stream, lost, told) => {
          const received = receiver();
          const payloads = send(stream.frames, stream.room);
          payloads.forEach((payload, index) => {
            if (!lost.some((place) => place % payloads.length === index)) push(received.depayloader, payload, index);
            else if (told) received.depayloader.gap();
          });
          received.depayloader.flush();
          const sent = stream.frames.flatMap((frame) => sample.partsSent(frame.bytes).map(hexOf));
          const parts = received.frames.flatMap((frame) => sample.partsReceived(frame).map(hexOf));
          expect(sent).toEqual(expect.arrayContaining(parts));
        },
      );
      fc.assert(property, { numRuns: 200 });
    });

    it('never throws on any octets, with counters that are all there from the start', () => {
      const payloads = fc.array(
        fc.record({ bytes: fc.uint8Array({ maxLength: 40 }), timestampTicks: fc.nat(3), marker: fc.boolean() }),
        { maxLength: 30 },
      );
      const property = fc.property(payloads, (drawn) => {
        const { depayloader } = receiver();
        const names = Object.keys(depayloader.statistics);
        drawn.forEach((payload, index) => push(depayloader, payload, index));
        depayloader.flush();
        expect(Object.keys(depayloader.statistics)).toEqual(names);
        expect(Object.values(depayloader.statistics).every((count) => Number.isSafeInteger(count) && count >= 0)).toBe(
          true,
        );
      });
      fc.assert(property, { numRuns: 500 });
    });

    it('never throws on its own payloads cut off or with an octet changed', () => {
      const damage = fc.record({ index: fc.nat(50), at: fc.nat(200), octet: fc.nat(255), cut: fc.boolean() });
      const property = fc.property(streams, fc.array(damage, { maxLength: 5 }), ({ room, frames }, drawn) => {
        const payloads = send(frames, room);
        for (const { index, at, octet, cut } of drawn) {
          const payload = payloads[index % payloads.length]!;
          const place = at % payload.bytes.length;
          const bytes = cut ? payload.bytes.subarray(0, place) : payload.bytes.with(place, octet);
          payloads[index % payloads.length] = bytes.length > 0 ? { ...payload, bytes } : payload;
        }
        const { depayloader } = receiver();
        payloads.forEach((payload, index) => push(depayloader, payload, index));
        depayloader.flush();
      });
      fc.assert(property, { numRuns: 300 });
    });

    it('takes gap() and flush() at any time', () => {
      const { depayloader, frames } = receiver();
      depayloader.flush();
      depayloader.gap();
      depayloader.gap();
      depayloader.flush();
      expect(frames).toEqual([]);
    });
  },
);
