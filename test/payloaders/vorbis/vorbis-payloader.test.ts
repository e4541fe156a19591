import { describe, expect, it } from 'vitest';
import { ArraySink, type CollectedPayload } from '../../../src/payloaders/array-sink.js';
import { configurationIdent } from '../../../src/payloaders/vorbis/configuration-ident.js';
import { writePackedHeaders } from '../../../src/payloaders/vorbis/packed-headers.js';
import { VorbisPayloader } from '../../../src/payloaders/vorbis/vorbis-payloader.js';
import { hex } from '../../hex.js';
import { audioPacket, audioStream } from './audio-packets.js';
import { payload, type TimedFrame } from './relay.js';
import { syntheticConfiguration, syntheticHeaders } from './synthetic-headers.js';

const configuration = syntheticConfiguration();
const ident = configurationIdent(configuration);
const identHex = ident.toString(16).padStart(6, '0');

/** `F`, `VDT`, `# pkts.` of each payload. */
function shapes(payloads: readonly CollectedPayload[]): [number, number, number][] {
  return payloads.map(({ bytes }) => [bytes[3]! >> 6, (bytes[3]! >> 4) & 3, bytes[3]! & 15]);
}

function shortBlocks(count: number, length = 10): TimedFrame[] {
  return audioStream(
    Array.from({ length: count }, () => ({ long: false, length })),
    [256, 2048],
  );
}

function longBlocks(count: number, length = 10): TimedFrame[] {
  return audioStream(
    Array.from({ length: count }, () => ({ long: true, length })),
    [256, 2048],
  );
}

const quiet = { configuration, configurationIntervalSeconds: 0 };

/** Without the configuration in front. */
function audio(payloads: readonly CollectedPayload[]): CollectedPayload[] {
  return payloads.filter(({ bytes }) => ((bytes[3]! >> 4) & 3) === 0);
}

describe('RFC 5215 §2.2 payload header and §2.3 payload data', () => {
  it('writes ident, no fragment, raw data, one packet, then its length and its octets', () => {
    const [only] = audio(payload([{ bytes: hex('02aabb'), timestampTicks: 77 }], quiet));
    expect(only).toEqual({ bytes: hex(`${identHex} 01 0003 02aabb`), timestampTicks: 77, marker: false });
  });

  it('bundles packets within maxBundleMs under the timestamp of the first, never more than 15', () => {
    const payloads = audio(payload(shortBlocks(40), { ...quiet, maxBundleMs: 1000 }));
    expect(shapes(payloads)).toEqual([
      [0, 0, 15],
      [0, 0, 15],
      [0, 0, 10],
    ]);
    expect(payloads.map(({ timestampTicks }) => timestampTicks)).toEqual([0, 14 * 128, 29 * 128]);
  });

  it('ends a bundle at maxBundleMs of media time', () => {
    const payloads = audio(payload(shortBlocks(40), { ...quiet, maxBundleMs: 10 }));
    for (const [index, { timestampTicks }] of payloads.entries()) {
      const next = payloads[index + 1]?.timestampTicks ?? 39 * 128;
      expect(next - timestampTicks).toBeLessThanOrEqual(441 + 128);
    }
    expect(payloads.length).toBe(10);
  });

  it('ends a bundle at the room of a payload', () => {
    const payloads = audio(payload(shortBlocks(6, 40), { ...quiet, maxBundleMs: 1000 }, 4 + 3 * 42));
    expect(shapes(payloads)).toEqual([
      [0, 0, 3],
      [0, 0, 3],
    ]);
  });

  it('sends at once what no other packet can join: long blocks are 23 ms apart', () => {
    const sink = new ArraySink();
    const payloader = new VorbisPayloader(sink, quiet);
    payloader.push(audioPacket(true, 100, [true, true]), 0);
    expect(payloader.pending).toBe(false);
    expect(audio(sink.payloads).length).toBe(1);
    payloader.push(audioPacket(false, 100, [true, true]), 1024);
    expect(payloader.pending).toBe(true);
  });

  it('bundles nothing with maxBundleMs 0 or maxPacketsPerPayload 1', () => {
    for (const options of [{ maxBundleMs: 0 }, { maxPacketsPerPayload: 1 }]) {
      const payloads = audio(payload(shortBlocks(5), { ...quiet, ...options }));
      expect(shapes(payloads)).toEqual(Array.from({ length: 5 }, () => [0, 0, 1]));
    }
  });

  it('ends a bundle at a hole in time, so that a receiver can place what follows', () => {
    const holes = [0, 0, 5, 5];
    const frames = shortBlocks(4).map(({ bytes, timestampTicks }, index): TimedFrame => {
      return { bytes, timestampTicks: timestampTicks + holes[index]! };
    });
    const payloads = audio(payload(frames, { ...quiet, maxBundleMs: 1000 }));
    expect(payloads.map(({ timestampTicks }) => timestampTicks)).toEqual([0, 128 + 5]);
  });
});

describe('RFC 5215 §2.3 fragmented packets', () => {
  it('marks start, continuation and end, counts no packets, and keeps one timestamp', () => {
    const frame = audioPacket(true, 25, [true, true], 7);
    const payloads = audio(payload([{ bytes: frame, timestampTicks: 9 }], quiet, 16));
    expect(shapes(payloads)).toEqual([
      [1, 0, 0],
      [2, 0, 0],
      [3, 0, 0],
    ]);
    expect(payloads.map(({ bytes }) => bytes.length)).toEqual([16, 16, 11]);
    expect(payloads.map(({ bytes }) => bytes[5])).toEqual([10, 10, 5]);
    expect(payloads.every(({ timestampTicks, marker }) => timestampTicks === 9 && !marker)).toBe(true);
  });

  it('has no empty last fragment at any length around the boundaries', () => {
    for (let length = 1; length <= 64; length++) {
      const payloads = audio(
        payload([{ bytes: audioPacket(true, length, [true, true]), timestampTicks: 0 }], quiet, 16),
      );
      expect(payloads.length).toBe(Math.ceil(length / 10));
      for (const { bytes } of payloads) expect(bytes.length).toBeGreaterThan(6);
    }
  });

  it('refuses a sink without room for a fragment before anything is committed', () => {
    const sink = new ArraySink(6);
    const payloader = new VorbisPayloader(sink, quiet);
    expect(() => payloader.push(hex('00'), 0)).toThrow(RangeError);
    expect(sink.payloads).toEqual([]);
  });
});

describe('RFC 5215 §3.1 configuration in-band', () => {
  const packed = writePackedHeaders(configuration);

  it('goes whole in front of the first packet; its length counts the headers alone', () => {
    const [first, second] = payload(shortBlocks(1), { configuration });
    expect(shapes([first!, second!])).toEqual([
      [0, 1, 1],
      [0, 0, 1],
    ]);
    expect(first!.bytes.subarray(4, 6)).toEqual(hex((packed.length - 3).toString(16).padStart(4, '0')));
    expect(first!.bytes.subarray(6)).toEqual(packed);
  });

  it('goes in fragments where it is larger than a payload; their lengths count what follows them', () => {
    const fragments = payload(shortBlocks(1), { configuration }, 60).slice(0, -1);
    expect(shapes(fragments).map(([fragmentType]) => fragmentType)).toEqual([1, 2, 3]);
    for (const { bytes } of fragments) expect((bytes[4]! << 8) | bytes[5]!).toBe(bytes.length - 6);
  });

  it('is repeated every configurationIntervalSeconds of media, and never with 0', () => {
    const frames = longBlocks(200); // 4.6 s
    const times = (seconds: number): number[] =>
      payload(frames, { configuration, configurationIntervalSeconds: seconds })
        .filter(({ bytes }) => ((bytes[3]! >> 4) & 3) === 1)
        .map(({ timestampTicks }) => timestampTicks);
    expect(times(2)).toEqual([0, 89_088, 178_176]);
    expect(times(0)).toEqual([0]);
  });

  it('is repeated when time steps back', () => {
    const frames = [...shortBlocks(2), { bytes: hex('00'), timestampTicks: -5000 }];
    const payloads = payload(frames, { configuration });
    expect(shapes(payloads).map(([, dataType]) => dataType)).toEqual([1, 0, 1, 0]);
  });

  it('is taken from header packets in the stream, and sent again when it changes', () => {
    const other = syntheticHeaders({ vendor: 'another' });
    const headerFrames = (headers: typeof other): TimedFrame[] =>
      [headers.identification, headers.comment, headers.setup].map((bytes) => ({ bytes, timestampTicks: 0 }));
    const same = headerFrames(syntheticHeaders());
    const frames = [...same, ...shortBlocks(1), ...same, ...shortBlocks(1), ...headerFrames(other), ...shortBlocks(1)];
    const payloads = payload(frames, { maxBundleMs: 0 });
    expect(shapes(payloads).map(([, dataType]) => dataType)).toEqual([1, 0, 0, 1, 0]);
    expect(payloads[3]!.bytes.subarray(0, 3)).not.toEqual(payloads[0]!.bytes.subarray(0, 3));
    expect(configurationIdent(other)).not.toBe(ident);
  });

  it('sends what is bundled under the old configuration before the new one', () => {
    const sink = new ArraySink();
    const payloader = new VorbisPayloader(sink, { ...quiet, maxBundleMs: 1000 });
    for (const { bytes, timestampTicks } of shortBlocks(3)) payloader.push(bytes, timestampTicks);
    const other = syntheticHeaders({ vendor: 'another' });
    for (const header of [other.identification, other.comment, other.setup]) payloader.push(header, 0);
    expect(payloader.pending).toBe(false);
    expect(audio(sink.payloads).map(({ bytes }) => bytes[3])).toEqual([3]);
    expect(payloader.configuration?.comment).toEqual(other.comment);
  });
});

describe('what a Vorbis payloader refuses', () => {
  it('throws a TypeError for audio before any configuration', () => {
    expect(() => payload([{ bytes: hex('00'), timestampTicks: 0 }], {})).toThrow(TypeError);
  });

  it('throws a RangeError for an unknown mode, no octets, a header out of order or that cannot be used', () => {
    const three = syntheticConfiguration({ blockFlags: [false, true, true] });
    const { comment, identification } = syntheticHeaders();
    for (const bytes of [hex('06'), new Uint8Array(0), hex('07'), comment]) {
      expect(() => payload([{ bytes, timestampTicks: 0 }], { configuration: three })).toThrow(RangeError);
    }
    const setup = hex('05766f72626973 00');
    expect(() => new VorbisPayloader(new ArraySink(), { configuration: { identification, comment, setup } })).toThrow(
      /bad-codebook/,
    );
  });

  it('throws a RangeError for options outside their range', () => {
    for (const options of [
      { maxPacketsPerPayload: 0 },
      { maxPacketsPerPayload: 16 },
      { maxBundleMs: -1 },
      { maxBundleMs: Number.NaN },
      { configurationIntervalSeconds: 3601 },
    ]) {
      expect(() => new VorbisPayloader(new ArraySink(), options)).toThrow(RangeError);
    }
  });
});

describe('B67: the end of a stream', () => {
  it('loses no packet, however many are held in a bundle', () => {
    for (let count = 1; count <= 32; count++) {
      const payloads = audio(payload(shortBlocks(count), { ...quiet, maxBundleMs: 1000 }));
      expect(payloads.reduce((sum, { bytes }) => sum + (bytes[3]! & 15), 0)).toBe(count);
    }
  });
});
