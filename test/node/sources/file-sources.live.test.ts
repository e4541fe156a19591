import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { splitAccessUnits } from '../../../src/formats/index.js';
import type { MediaSource } from '../../../src/node/media-source.js';
import { openAudioSource } from '../../../src/node/sources/open-audio-source.js';
import { openVideoSource } from '../../../src/node/sources/open-video-source.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

const CLIP = new URL('../../../assets/clip.h264', import.meta.url).pathname;
const SOUND = new URL('../../../assets/clip.ogg', import.meta.url).pathname;

interface Played {
  readonly bytes: Uint8Array[];
  readonly ticks: number[];
  /** Since the beginning. */
  readonly arrivalsMs: number[];
  readonly elapsedMs: number;
}

/** Plays the first frames of a source, then stops it. */
async function play(source: MediaSource, count: number): Promise<Played> {
  const [bytes, ticks, arrivalsMs]: [Uint8Array[], number[], number[]] = [[], [], []];
  const began = performance.now();
  for await (const frame of source.frames) {
    if (frame instanceof Uint8Array) throw new Error('a frame without a time');
    bytes.push(frame.bytes);
    ticks.push(frame.timestampTicks!);
    arrivalsMs.push(performance.now() - began);
    if (bytes.length === count) break;
  }
  await source.stop();
  return { bytes, ticks, arrivalsMs, elapsedMs: performance.now() - began };
}

describe('a file that needs no native program', () => {
  it('is missing in one line, whatever its name would have meant', async () => {
    for (const path of ['v4l3', 'missing.dv', 'missing.h264', 'missing.mkv']) {
      const opening = openVideoSource({ kind: 'file', path });
      await expect(opening).rejects.toThrow(new RegExp(`^${path} cannot be read: .*no such file[^\\n]*$`));
    }
    await expect(openAudioSource({ kind: 'file', path: 'missing.wav' })).rejects.toThrow(
      /^missing\.wav cannot be read/,
    );
  });

  it('is sent as it is, at the rate that it tells (ISO 14496-10 §E.2.1)', async () => {
    const source = await openVideoSource({ kind: 'file', path: CLIP }, { encoding: { framesPerSecond: 5 } });
    expect(source).toMatchObject({ codec: 'H264', clockRate: 90_000, name: CLIP, captureDelayMs: 0 });
    const { bytes, ticks, elapsedMs } = await play(source, 16);
    expect(bytes).toEqual(
      splitAccessUnits(readFileSync(CLIP))
        .slice(0, 16)
        .map((unit) => unit.bytes),
    );
    expect(ticks).toEqual(Array.from({ length: 16 }, (_, index) => index * 3000));
    expect(elapsedMs).toBeGreaterThan(490);
  });

  it('has the clock rate and the times of its Ogg pages', async () => {
    const source = await openAudioSource({ kind: 'file', path: SOUND });
    expect(source).toMatchObject({ codec: 'VORBIS', clockRate: 44_100, captureDelayMs: 0 });
    const { ticks, elapsedMs } = await play(source, 30);
    expect(ticks.slice(0, 4)).toEqual([0, 0, 0, ticks[3]]);
    expect(elapsedMs).toBeGreaterThan((ticks.at(-1)! * 1000) / 44_100 - 5);
  });

  it('ends when it is stopped, or somebody else wants it to', async () => {
    const source = await openVideoSource({ kind: 'file', path: CLIP });
    setTimeout(() => void source.stop(), 60);
    let count = 0;
    for await (const _ of source.frames) count++;
    expect(count).toBeLessThan(40);
    const stopped = await openAudioSource({ kind: 'file', path: SOUND }, { signal: AbortSignal.abort() });
    expect((await play(stopped, 9)).ticks).toEqual([]);
  });

  it('is refused with its name', async () => {
    using directory = new TemporaryDirectory('files');
    const [empty, random] = [directory.file('empty.h264'), directory.file('random.ogg')];
    writeFileSync(empty, '');
    writeFileSync(random, 'this is no Ogg');
    const code = 'ERR_RTPKIT_FILE';
    await expect(openVideoSource({ kind: 'file', path: empty })).rejects.toMatchObject({
      code,
      message: `${empty} holds no H.264 byte stream`,
    });
    await expect(openAudioSource({ kind: 'file', path: random })).rejects.toMatchObject({ code });
    await expect(openVideoSource({ kind: 'file', path: '/no/such.h264' })).rejects.toMatchObject({ code });
  });
});

describe('a byte stream', () => {
  it('of H.264 has the times at which its units come', async () => {
    const pipe = new PassThrough();
    const units = splitAccessUnits(readFileSync(CLIP)).slice(0, 6);
    const source = await openVideoSource({ kind: 'stream', bytes: pipe });
    const writing = setInterval(() => {
      const unit = units.shift();
      if (unit === undefined) pipe.end();
      else pipe.write(unit.bytes);
    }, 20);
    const { ticks } = await play(source, Infinity);
    clearInterval(writing);
    expect(ticks).toHaveLength(6);
    // 80 ms; the first may be read late, and it alone.
    expect(ticks[4]! - ticks[0]!).toBeGreaterThan((4 * 20 * 90) / 2);
  });

  it('of H.264 goes at a rate that is told, however fast it comes', async () => {
    const encoding = { framesPerSecond: 50 };
    const source = await openVideoSource({ kind: 'stream', bytes: createReadStream(CLIP) }, { encoding });
    const { ticks, elapsedMs } = await play(source, 11);
    expect(ticks).toEqual(Array.from({ length: 11 }, (_, index) => index * 1800));
    expect(elapsedMs).toBeGreaterThan(195);
  });

  it('of Ogg Vorbis is no more than a second ahead of its own times', async () => {
    const source = await openAudioSource({ kind: 'stream', bytes: createReadStream(SOUND) });
    expect(source.clockRate).toBe(44_100);
    const { ticks, arrivalsMs } = await play(source, 120);
    const ahead = ticks.map((tick, index) => (tick * 1000) / 44_100 - arrivalsMs[index]!);
    expect(Math.max(...ahead)).toBeLessThan(1005);
    // All of the first second comes at once.
    expect(Math.max(...ahead)).toBeGreaterThan(0);
  });

  it('is let go of when it is stopped, though nothing comes', async () => {
    const pipe = new PassThrough();
    const source = await openVideoSource({ kind: 'stream', bytes: pipe });
    setTimeout(() => void source.stop(), 30);
    expect((await play(source, 1)).ticks).toEqual([]);
    expect(pipe.destroyed).toBe(true);
  });
});
