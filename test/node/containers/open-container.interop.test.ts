import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContainer, type TimedFrame } from '../../../src/node/index.js';
import { hexOf } from '../../hex.js';
import { clipPackets, clipUnits, nalUnitsOf } from '../../peers/clip.js';
import { ffmpeg, makeReordered, probePackets, wrapClip } from './media-files.js';

let directory = '';
beforeAll(() => (directory = mkdtempSync(join(tmpdir(), 'rtpkit-containers-'))));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function all(frames: AsyncIterable<TimedFrame>): Promise<TimedFrame[]> {
  const list: TimedFrame[] = [];
  for await (const frame of frames) list.push(frame);
  return list;
}

function file(name: string): string {
  return join(directory, name);
}

describe('the picture in a container', () => {
  it.each(['clip.mkv', 'clip.mp4', 'clip.mov', 'clip.ts'])(
    'is that of the clip, NAL unit for NAL unit: %s',
    async (name) => {
      using container = await openContainer(wrapClip(file(name), '-an'));
      const track = container.find('H264');
      const frames = await all(track.frames);
      const slices = (units: readonly Uint8Array[]): string[] =>
        units.flatMap(nalUnitsOf).filter((nalUnit) => /^[24]?[156]/.test(nalUnit));
      expect(slices(frames.map(({ bytes }) => bytes))).toEqual(slices(clipUnits()));
      expect(track.clockRate).toBe(90_000);
      expect(track.skipped).toEqual({});
    },
  );

  it('has its parameter sets in front of each key frame, where the file keeps them apart', async () => {
    using container = await openContainer(makeReordered(file('apart.mp4')));
    const track = container.find('H264');
    const types = (await all(track.frames)).map(({ bytes }) =>
      nalUnitsOf(bytes).map((nalUnit) => parseInt(nalUnit, 16)),
    );
    expect(track.parameterSets.map(([header]) => header! & 31)).toEqual([7, 8]);
    expect(types).toHaveLength(30);
  });

  it('has the times of the file, and is sent at an even pace across B-frames', async () => {
    const path = makeReordered(file('reordered.mp4'));
    using container = await openContainer(path);
    const frames = await all(container.find('H264').frames);
    const times = probePackets(path, 'v', 'pts_time').map(([time]) => Math.round(Number(time) * 90_000));
    expect(frames.map(({ timestampTicks }) => timestampTicks)).toEqual(times);
    expect(times).not.toEqual(times.toSorted((a, b) => a - b));
    expect(frames.map(({ sendingTicks }) => sendingTicks)).toEqual(times.toSorted((a, b) => a - b));
  });

  it('can be read again', async () => {
    using container = await openContainer(file('clip.mkv'));
    const { frames } = container.find('H264');
    expect(await all(frames)).toEqual(await all(frames));
  });
});

describe('the sound in a container', () => {
  it.each(['sound.mka', 'sound.mkv', 'sound.webm', 'sound.mp4'])(
    'is that of the clip, with its times to the sample: %s',
    async (name) => {
      using container = await openContainer(
        wrapClip(file(name), '-vn', '-f', name.endsWith('mp4') ? 'mp4' : 'matroska'),
      );
      const track = container.find('VORBIS');
      const frames = await all(track.frames);
      const packets = await clipPackets(Infinity);
      // FFmpeg writes a comment header of its own.
      const withoutComment = (list: readonly { bytes: Uint8Array }[]): string[] =>
        list.toSpliced(1, 1).map(({ bytes }) => hexOf(bytes));
      expect(withoutComment(frames)).toEqual(withoutComment(packets));
      const ticks = (list: readonly { timestampTicks: number }[]): number[] => {
        const audible = list.slice(4);
        return audible.map(({ timestampTicks }) => timestampTicks - audible[0]!.timestampTicks);
      };
      expect(ticks(frames)).toEqual(ticks(packets));
      expect(track.clockRate).toBe(44_100);
    },
  );

  it('keeps a hole as long as it was', async () => {
    const path = wrapClip(file('hole.mkv'), '-vn', '-bsf:a', "noise=drop='between(n,100,199)'");
    using container = await openContainer(path);
    const ticks = (await all(container.find('VORBIS').frames)).map(({ timestampTicks }) => timestampTicks);
    const length = (await clipPackets(Infinity)).at(-1)!.timestampTicks;
    expect(ticks.length).toBe(475);
    expect(ticks.at(-1)! - ticks[0]!).toBeGreaterThan(length - 200);
    expect(ticks.at(-1)! - ticks[0]!).toBeLessThan(length + 200);
  });
});

describe('both in one container', () => {
  it('says how much later each begins', async () => {
    const path = file('late.mkv');
    const picture = ['-itsoffset', '1', '-i', file('clip.mkv')];
    ffmpeg(...picture, '-itsoffset', '2.5', '-i', file('sound.mka'), '-c', 'copy', path);
    expect(Number(probePackets(path, 'v', 'pts_time')[0]![0])).toBeCloseTo(1, 1);
    using container = await openContainer(path);
    expect(container.find('H264').startMs).toBe(0);
    expect(container.find('VORBIS').startMs).toBeCloseTo(1500, -1);
    expect(container.others).toEqual([]);
  });
});

describe('a file of other codecs', () => {
  it('is told by what is in it', async () => {
    const path = file('other.mkv');
    const picture = ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=10:duration=0.5', '-c:v', 'libvpx'];
    ffmpeg('-f', 'lavfi', '-i', 'sine=duration=0.5', ...picture, '-c:a', 'aac', path);
    using container = await openContainer(path);
    expect(() => container.find('H264')).toThrow(`${path} holds no H.264 picture, only VP8 picture and AAC sound`);
    expect(() => container.find('VORBIS')).toThrow(`${path} holds no Vorbis sound, only VP8 picture and AAC sound`);
  });
});
