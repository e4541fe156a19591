import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeBase64 } from '../../../src/bytes/base64.js';
import { readUint24 } from '../../../src/bytes/big-endian.js';
import { type OggVorbisPacket, OggVorbisReader } from '../../../src/formats/ogg-vorbis-reader.js';
import { Rfc4571Reader } from '../../../src/formats/rfc-4571.js';
import type { FormatParameters } from '../../../src/payloaders/format-parameters.js';
import { writePackedConfigurations } from '../../../src/payloaders/vorbis/packed-configuration.js';
import { VorbisDepayloader } from '../../../src/payloaders/vorbis/vorbis-depayloader.js';
import type { VorbisPacket } from '../../../src/payloaders/vorbis/vorbis-packet.js';
import { parseRtpPacket, type RtpPacket } from '../../../src/rtp/rtp-packet.js';
import { runGStreamer } from '../../peers/gstreamer.js';
import { type Encoding, OGG_PAGE_PER_PACKET, vorbisEncoder } from './encoder.js';
import { counted } from './relay.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vorbis-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const encodings: fc.Arbitrary<Encoding> = fc.record({
  sampleRate: fc.constantFrom(8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000),
  channels: fc.integer({ min: 1, max: 2 }),
  quality: fc.integer({ min: -1, max: 10 }).map((tenths) => tenths / 10),
  buffers: fc.integer({ min: 4, max: 60 }),
  wave: fc.constantFrom('ticks', 'pink-noise', 'sine', 'silence'),
});

const payloaders = fc.record({
  mtu: fc.oneof(fc.constant(1400), fc.integer({ min: 100, max: 1500 })),
  maxPtimeMs: fc.constantFrom(-1, 0, 20, 100),
  firstTimestamp: fc.oneof(fc.constant(0xffff_f000), fc.nat(0xffff_ffff)),
  /** Whether the receiver has a description; without one the configuration comes in-band, every second. */
  described: fc.boolean(),
});
type Payloading = typeof payloaders extends fc.Arbitrary<infer T> ? T : never;

/** One run of the encoder into both rtpvorbispay and an Ogg file. */
async function run(encoding: Encoding, c: Payloading): Promise<{ sent: OggVorbisPacket[]; rtp: RtpPacket[] }> {
  const file = join(folder, 'sent.ogg');
  const maxPtime = c.maxPtimeMs < 0 ? -1 : c.maxPtimeMs * 1_000_000;
  const output = await runGStreamer(
    `${vorbisEncoder(encoding)} ! tee name=t ! queue ! rtpvorbispay mtu=${c.mtu} max-ptime=${maxPtime}` +
      ` config-interval=${c.described ? 0 : 1} timestamp-offset=${c.firstTimestamp} seqnum-offset=65500` +
      ` ! rtpstreampay ! fdsink fd=1 t. ! queue ! ${OGG_PAGE_PER_PACKET} ! filesink location=${file}`,
  );
  const rtp = new Rfc4571Reader().push(output).map((bytes) => parseRtpPacket(bytes) as RtpPacket);
  return { sent: new OggVorbisReader().push(new Uint8Array(readFileSync(file))), rtp };
}

/** What an SDP of GStreamer would carry: its ident and the headers. */
function description(rtp: readonly RtpPacket[], headers: OggVorbisPacket): FormatParameters {
  const ident = rtp.length === 0 ? 0 : readUint24(rtp[0]!.bytes, rtp[0]!.payloadOffset);
  const bytes = writePackedConfigurations([{ ident, headers: headers.configuration }]);
  return { configuration: encodeBase64(bytes) };
}

describe('rtpvorbispay through our depayloader', () => {
  it('gives back what vorbisenc made, each packet at the place that libvorbis gave it', async () => {
    await fc.assert(
      fc.asyncProperty(encodings, payloaders, async (encoding, c) => {
        const { sent, rtp } = await run(encoding, c);
        const audio = sent.filter((packet) => packet.kind === 'audio');
        const received: VorbisPacket[] = [];
        const parameters = c.described ? description(rtp, sent[0]!) : {};
        const depayloader = new VorbisDepayloader((packet) => received.push(packet), parameters);
        for (const packet of rtp) depayloader.push(packet);
        depayloader.flush();

        expect(received.map((packet) => packet.bytes)).toEqual(
          audio.slice(0, received.length).map((packet) => packet.bytes),
        );
        // rtpvorbispay does not send what it still holds at the end, up to 15 packets.
        expect(audio.length - received.length).toBeLessThanOrEqual(15);
        for (const [index, packet] of received.entries()) {
          const expected = (c.firstTimestamp + audio[index]!.timestampTicks) >>> 0;
          expect(Math.abs((packet.timestamp - expected) | 0)).toBeLessThanOrEqual(1);
          expect(packet.durationSamples).toBe(audio[index]!.durationSamples);
        }
        const { configurations, packets, ...faults } = counted(depayloader);
        expect(faults).toEqual({});
        expect(packets ?? 0).toBe(received.length);
        if (rtp.length > 0) expect(depayloader.clockRate).toBe(encoding.sampleRate);
        expect(configurations ?? 0).toBeGreaterThanOrEqual(rtp.length > 0 ? 1 : 0);
      }),
      { numRuns: 100 },
    );
  }, 180_000);
});
