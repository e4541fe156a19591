import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { concatenate } from '../../src/bytes/octets.js';
import { OggPageReader } from '../../src/formats/ogg-page-reader.js';
import { OggReader } from '../../src/formats/ogg-reader.js';
import { type OggVorbisPacket, OggVorbisReader } from '../../src/formats/ogg-vorbis-reader.js';
import { OggVorbisWriter } from '../../src/formats/ogg-vorbis-writer.js';
import { runGStreamer } from '../peers/gstreamer.js';
import { encodeVorbis } from '../payloaders/vorbis/encoder.js';

function ffmpeg(options: string, input: Uint8Array = new Uint8Array(0)): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const words = ['-v', 'error', ...options.split(' ')];
    const child = execFile('ffmpeg', words, { encoding: 'buffer', maxBuffer: 1 << 26 }, (error, output, errors) => {
      if (error === null && errors.length === 0) resolve(new Uint8Array(output));
      else reject(new Error(`ffmpeg ${options}: ${String(errors)}`, { cause: error }));
    });
    child.stdin!.on('error', () => undefined);
    child.stdin!.end(input);
  });
}

function audio(packets: readonly OggVorbisPacket[]): OggVorbisPacket[] {
  return packets.filter((packet) => packet.kind === 'audio');
}

function write(packets: readonly OggVorbisPacket[], onePacketPerPage: boolean): Uint8Array {
  const writer = new OggVorbisWriter({ onePacketPerPage });
  const pages = audio(packets).flatMap(({ bytes, timestampTicks, durationSamples, configuration }) =>
    writer.push({ bytes, timestamp: timestampTicks >>> 0, durationSamples, configuration }),
  );
  return concatenate([...pages, ...writer.end()]);
}

/** Holds the sums of block sizes against the granule positions in a file; libvorbis wrote those. */
function expectExactTimes(ogg: Uint8Array): void {
  const packets = audio(new OggVorbisReader().push(ogg));
  const granules = new OggReader().push(ogg).slice(3);
  expect(packets.length).toBe(granules.length);
  let end = packets[0]!.timestampTicks;
  for (const [index, packet] of packets.entries()) {
    expect(packet.timestampTicks).toBe(end);
    end += packet.durationSamples;
    const { granulePosition, endsStream } = granules[index]!;
    if (granulePosition !== -1 && !endsStream) expect(end).toBe(granulePosition);
  }
  const trimmed = end - granules.at(-1)!.granulePosition;
  expect(trimmed).toBeGreaterThanOrEqual(0);
  expect(trimmed).toBeLessThan(packets[0]!.configuration.blockSizes[1]);
}

describe('granule positions of others', () => {
  it('agree with block sizes in what libvorbis makes, several packets per page, the last page trimmed', async () => {
    for (const [sampleRate, samples] of [
      [8000, 12_345],
      [44_100, 100_001],
      [48_000, 3],
      [96_000, 99_999],
    ]) {
      const noise = `-f lavfi -i anoisesrc=r=${sampleRate}:seed=1 -af atrim=end_sample=${samples} -ac 2`;
      const ogg = await ffmpeg(`${noise} -c:a libvorbis -f ogg pipe:1`);
      expectExactTimes(ogg);
      expect(new OggPageReader().push(ogg).at(-1)!.granulePosition).toBe(samples);
    }
  });

  it('leave no hole where FFmpeg cuts the beginning off', async () => {
    const options = '-f lavfi -i anoisesrc=r=44100:seed=1 -t 2 -c:a libvorbis -f ogg pipe:1';
    const cut = await ffmpeg('-i pipe:0 -ss 0.5 -c copy -f ogg pipe:1', await ffmpeg(options));
    const packets = audio(new OggVorbisReader().push(cut));
    for (const [index, packet] of packets.entries()) {
      const before = packets[index - 1];
      if (before !== undefined) expect(packet.timestampTicks).toBe(before.timestampTicks + before.durationSamples);
    }
    expect(packets.length).toBeGreaterThan(20);
  });

  it("agree in what FFmpeg's own encoder makes, whose codebooks and modes are others", async () => {
    const ogg = await ffmpeg('-f lavfi -i sine=r=44100 -t 1 -ac 2 -c:a vorbis -strict experimental -f ogg pipe:1');
    const packets = audio(new OggVorbisReader().push(ogg));
    expect(packets.length).toBeGreaterThan(40);
    for (const [index, packet] of packets.slice(1).entries()) {
      const before = packets[index]!;
      expect(packet.timestampTicks).toBe(before.timestampTicks + before.durationSamples);
    }
  });
});

/** The same with two pages that hold no packet behind each one that does, which tell a pipe whether it is read. */
function writeFilled(packets: readonly OggVorbisPacket[]): Uint8Array {
  const writer = new OggVorbisWriter({ onePacketPerPage: true });
  expect(writer.emptyPage()).toEqual([]);
  const pages: Uint8Array[] = [];
  for (const { bytes, timestampTicks, durationSamples, configuration } of audio(packets)) {
    pages.push(...writer.push({ bytes, timestamp: timestampTicks >>> 0, durationSamples, configuration }));
    pages.push(...writer.emptyPage(), ...writer.emptyPage());
  }
  return concatenate([...pages, ...writer.end()]);
}

describe('Ogg files of ours', () => {
  it('sound the same in FFmpeg and GStreamer as those of the encoder, page by packet or not', async () => {
    const packets = await encodeVorbis({
      sampleRate: 44_100,
      channels: 2,
      quality: 0.3,
      buffers: 80,
      wave: 'pink-noise',
    });
    const original = write(packets, true);
    const decode = '-i pipe:0 -f s16le pipe:1';
    const sound = await ffmpeg(decode, original);
    const { timestampTicks, durationSamples } = audio(packets).at(-1)!;
    expect(sound.length).toBe(4 * (timestampTicks + durationSamples));
    expect(await ffmpeg(decode, write(packets, false))).toEqual(sound);
    const sink = 'oggdemux ! vorbisdec ! audioconvert dithering=none ! audio/x-raw,format=S16LE ! fdsink fd=1';
    const decoded = await runGStreamer(`fdsrc fd=0 ! ${sink}`, { input: original });
    expect(decoded.length).toBe(sound.length);
    const filled = writeFilled(packets);
    expect(filled.length).toBe(original.length + 2 * 27 * audio(packets).length);
    expect(new OggVorbisReader().push(filled)).toEqual(new OggVorbisReader().push(original));
    expect(await ffmpeg(decode, filled)).toEqual(sound);
    expect(await runGStreamer(`fdsrc fd=0 ! ${sink}`, { input: filled })).toEqual(decoded);
  });
});
