import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatenate } from '../../../src/bytes/octets.js';
import type { OggVorbisPacket } from '../../../src/formats/ogg-vorbis-reader.js';
import { frameRfc4571 } from '../../../src/formats/rfc-4571.js';
import type { VorbisConfiguration } from '../../../src/payloaders/vorbis/vorbis-configuration.js';
import { serializeRtpPacket } from '../../../src/rtp/serialize-rtp-packet.js';
import { type GStreamerBuffer, readGdpBuffers } from '../../peers/gdp.js';
import { runGStreamer } from '../../peers/gstreamer.js';
import { audioStream } from './audio-packets.js';
import { type Encoding, encodeVorbis } from './encoder.js';
import { payload, type TimedFrame } from './relay.js';

/** Real headers, a handful of them: rtpvorbisdepay reads no more of a packet than its length. */
const ENCODINGS: readonly Encoding[] = [
  { sampleRate: 8000, channels: 1, quality: -0.1, buffers: 20, wave: 'ticks' },
  { sampleRate: 11_025, channels: 2, quality: 0.4, buffers: 20, wave: 'pink-noise' },
  { sampleRate: 44_100, channels: 2, quality: 0.3, buffers: 60, wave: 'ticks' },
  { sampleRate: 48_000, channels: 6, quality: 0.9, buffers: 40, wave: 'white-noise' },
  { sampleRate: 192_000, channels: 1, quality: 1, buffers: 40, wave: 'pink-noise' },
];

const encoded: OggVorbisPacket[][] = [];
beforeAll(async () => {
  for (const encoding of ENCODINGS) encoded.push(await encodeVorbis(encoding));
});

interface Drawn {
  readonly encoding: number;
  readonly mtu: number;
  readonly options: { maxPacketsPerPayload: number; maxBundleMs: number; configurationIntervalSeconds: number };
  readonly firstTimestamp: number;
  readonly firstSequenceNumber: number;
}

const drawn = {
  encoding: fc.nat(ENCODINGS.length - 1),
  mtu: fc.oneof(fc.constantFrom(1400, 9000), fc.integer({ min: 60, max: 1600 })),
  options: fc.record({
    maxPacketsPerPayload: fc.oneof(fc.constant(15), fc.integer({ min: 1, max: 15 })),
    maxBundleMs: fc.constantFrom(0, 10, 20, 100, 500),
    configurationIntervalSeconds: fc.constantFrom(0, 0.1, 0.5),
  }),
  firstTimestamp: fc.oneof(fc.constantFrom(0, 0xffff_f000), fc.nat(0xffff_ffff)),
  firstSequenceNumber: fc.oneof(fc.constant(65_530), fc.nat(65_535)),
};

/** `rtpjitterbuffer mode=none` turns RTP timestamps into times, the first packet's into 0. */
async function throughGStreamer(
  frames: readonly TimedFrame[],
  sampleRate: number,
  c: Drawn,
): Promise<GStreamerBuffer[]> {
  const packets = payload(frames, c.options, c.mtu - 12).map(({ bytes, timestampTicks, marker }, index) =>
    serializeRtpPacket({
      payloadType: 96,
      marker,
      sequenceNumber: (c.firstSequenceNumber + index) & 0xffff,
      timestamp: (c.firstTimestamp + timestampTicks) >>> 0,
      ssrc: 0x1234_5678,
      payload: bytes,
    }),
  );
  const caps = `application/x-rtp-stream,media=audio,clock-rate=${sampleRate},encoding-name=VORBIS,payload=96`;
  const output = await runGStreamer(
    `fdsrc fd=0 ! ${caps} ! rtpstreamdepay ! rtpjitterbuffer mode=none latency=0 ! rtpvorbisdepay ! gdppay ! fdsink fd=1`,
    { input: concatenate(packets.map(frameRfc4571)) },
  );
  return readGdpBuffers(output);
}

/** The three headers in front, then each packet, those at the head of a payload with their time. */
function expectIdentical(
  buffers: readonly GStreamerBuffer[],
  configuration: VorbisConfiguration,
  frames: readonly TimedFrame[],
): void {
  const { identification, comment, setup, sampleRate } = configuration;
  const expected = [identification, comment, setup, ...frames.map(({ bytes }) => bytes)];
  expect(buffers.map(({ bytes }) => bytes)).toEqual(expected);
  for (const [index, { presentationTimeNs }] of buffers.slice(3).entries()) {
    if (presentationTimeNs === undefined) continue;
    const { timestampTicks } = frames[index]!;
    expect(
      Math.abs(presentationTimeNs - ((timestampTicks - frames[0]!.timestampTicks) * 1e9) / sampleRate),
    ).toBeLessThan(2);
  }
  expect(buffers[0]!.presentationTimeNs).toBe(0);
}

describe('our Vorbis through rtpvorbisdepay', () => {
  it('comes out packet by packet with its times: drawn lengths around the MTU', async () => {
    const block = fc.record({ long: fc.boolean(), kind: fc.nat(2), length: fc.nat(1000) });
    const cases = fc.record({ ...drawn, blocks: fc.array(block, { minLength: 1, maxLength: 40 }) });
    await fc.assert(
      fc.asyncProperty(cases, async (c) => {
        const headers = encoded[c.encoding]!.slice(0, 3);
        const { configuration } = headers[0]!;
        const room = c.mtu - 12;
        const blocks = c.blocks.map(({ long, kind, length }) => {
          const around = [1 + (length % 60), Math.max(1, room - 10 + (length % 14)), 1 + 3 * length][kind]!;
          return { long, length: around };
        });
        const frames = audioStream(blocks, configuration.blockSizes);
        const buffers = await throughGStreamer([...headers, ...frames], configuration.sampleRate, c);
        expectIdentical(buffers, configuration, frames);
      }),
      { numRuns: 450 },
    );
  }, 180_000);

  it('comes out packet by packet with its times: what vorbisenc made', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(drawn), async (c) => {
        const packets = encoded[c.encoding]!;
        const { configuration } = packets[0]!;
        const frames = packets.filter((packet) => packet.kind === 'audio');
        expectIdentical(await throughGStreamer(packets, configuration.sampleRate, c), configuration, frames);
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});
