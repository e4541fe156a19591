import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { concatenate } from '../../../src/bytes/octets.js';
import type { BackendName } from '../../../src/node/backends/backend.js';
import type { TimedFrame } from '../../../src/node/files/live-pace.js';
import { openVideoSource } from '../../../src/node/sources/open-video-source.js';
import { CLOCK_PICTURE, drawTime, readTime } from '../../peers/burnt-in-clock.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

const { width, height } = CLOCK_PICTURE;
const FRAMES_PER_SECOND = 30;
const STALL_MS = 2000;
/** What a picture may be late by, on however busy a machine, and still be none of those that have waited. */
const AT_ONCE_MS = 500;

/** The time, with noise between its bars: so much that a pipe is full in less than a second. */
function noisyTime(milliseconds: number): Uint8Array {
  const picture = drawTime(milliseconds);
  for (let pixel = width * (height / 3); pixel < width * ((2 * height) / 3); pixel++) {
    picture[pixel] = (Math.imul(pixel ^ (milliseconds * 2_654_435_761), 0x9e37_79b1) >>> 24) & 0xff;
  }
  return picture;
}

/** Draws pictures into a FIFO, each when it is due, as a camera would. */
async function film(fifo: string, signal: AbortSignal): Promise<void> {
  // To read, too, so that it stays open: filesrc opens a file, closes it and opens it again.
  const stream = createWriteStream(fifo, { flags: 'r+' });
  const startMs = performance.now();
  for (let frame = 0; !signal.aborted; frame++) {
    await delay(Math.max(0, startMs + (frame * 1000) / FRAMES_PER_SECOND - performance.now()));
    stream.write(noisyTime(Math.floor(performance.now())));
  }
  stream.destroy();
}

/** How each backend is told of the camera. */
function cameraIn(fifo: string): Record<BackendName, string> {
  const form = `format=i420 width=${width} height=${height} framerate=${FRAMES_PER_SECOND}/1`;
  return {
    gstreamer: `filesrc location=${fifo} blocksize=${drawTime(0).length} ! rawvideoparse ${form}`,
    ffmpeg: `-f rawvideo -pixel_format yuv420p -video_size ${width}x${height} -framerate ${FRAMES_PER_SECOND} -i ${fifo}`,
  };
}

/** When the pictures of access units were drawn. */
function drawnTimes(units: readonly Uint8Array[]): (number | undefined)[] {
  const words = '-v error -f h264 -i pipe:0 -fps_mode passthrough -pix_fmt gray -f rawvideo pipe:1';
  const gray = execFileSync('ffmpeg', words.split(' '), { input: concatenate([...units]), maxBuffer: 1 << 28 });
  const size = width * height;
  const pictures = Array.from({ length: gray.length / size }, (_, index) => gray.subarray(index * size));
  return pictures.map((picture) => readTime(picture));
}

/** How late each picture of a camera came whose reader stalls after a second, in milliseconds. */
async function delaysAround(backend: BackendName): Promise<number[]> {
  using directory = new TemporaryDirectory('stall');
  const camera = directory.file('camera');
  execFileSync('mkfifo', [camera]);
  const filming = new AbortController();
  const filmed = film(camera, filming.signal);
  const source = await openVideoSource({ kind: 'pipeline', text: cameraIn(camera)[backend] }, { backend });
  const units: Uint8Array[] = [];
  const arrivals: number[] = [];
  for await (const frame of source.frames) {
    arrivals.push(performance.now());
    units.push((frame as TimedFrame).bytes);
    if (units.length === FRAMES_PER_SECOND) await delay(STALL_MS);
    if (arrivals.at(-1)! - arrivals[FRAMES_PER_SECOND - 1]! > STALL_MS + 1000) break;
  }
  filming.abort();
  await filmed;
  const drawn = drawnTimes(units);
  expect(drawn).toHaveLength(units.length);
  expect(drawn).not.toContain(undefined);
  return drawn.map((drawnMs, index) => (arrivals[index]! - drawnMs!) & 0xffff);
}

describe.concurrent('a camera whose reader has stalled', () => {
  it.each(['gstreamer', 'ffmpeg'] as const)('soon tells what is, and not what was (%s)', async (backend) => {
    const delays = await delaysAround(backend);
    const afterwards = delays.slice(FRAMES_PER_SECOND);
    const late = afterwards.filter((delayMs) => delayMs > AT_ONCE_MS);
    expect(late.length).toBeGreaterThan(0);
    expect(Math.max(...afterwards.slice(-10))).toBeLessThan(AT_ONCE_MS);
    // The pipe holds the first ones of the stall; the others have leaked away before the encoder.
    if (backend === 'gstreamer') expect(late.length).toBeLessThan((FRAMES_PER_SECOND * STALL_MS) / 1000 / 2);
  });
});
