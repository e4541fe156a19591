import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  openVideoSink,
  splitAccessUnits,
  type AccessUnit,
  type BackendName,
  type MediaSink,
  type VideoSinkOptions,
} from '../../../src/node/index.js';
import { clipUnits } from '../../peers/clip.js';
import { cut, likenessDb, type Picture } from '../../peers/picture.js';
import { PATIENCE } from '../../peers/patience.js';
import { Xvfb } from '../../peers/xvfb.js';
import { signalChild } from './child-processes.js';
import { accessUnit, writeLive } from './received.js';

const CLOCK_RATE = 90_000;
const TICKS_PER_FRAME = 3000;
/** Of the clip, and so of the window. */
const WIDTH = 320;
const HEIGHT = 240;

let screen: Xvfb;

beforeAll(async () => {
  screen = await Xvfb.start();
});
afterAll(() => screen[Symbol.asyncDispose]());
afterEach(() => vi.unstubAllEnvs());

const asUnits = (bytes: readonly Uint8Array[]): AccessUnit[] =>
  bytes.map((unit, index) => accessUnit(unit, index * TICKS_PER_FRAME));

/** Another sender's stream: x264 at another size. */
function otherSize(width: number, height: number, frames: number): Uint8Array[] {
  const source = ['-f', 'lavfi', '-i', `testsrc=size=${width}x${height}:rate=30`, '-frames:v', String(frames)];
  const encoder = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-tune', 'zerolatency', '-f', 'h264', '-'];
  return splitAccessUnits(new Uint8Array(execFileSync('ffmpeg', ['-v', 'error', ...source, ...encoder]))).map(
    ({ bytes }) => bytes,
  );
}

/** The picture of an elementary stream with that index, as FFmpeg decodes it. */
function pictureOf(stream: readonly Uint8Array[], index: number, width: number, height: number): Picture {
  const output = ['-vf', `select=eq(n\\,${index})`, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const rgb = execFileSync('ffmpeg', ['-v', 'error', '-f', 'h264', '-i', '-', ...output], {
    input: Buffer.concat(stream),
  });
  return { width, height, rgb: new Uint8Array(rgb) };
}

/** What the window shows: GStreamer's begins at the corner, FFmpeg's stands in the middle. */
async function windowPicture(backend: BackendName): Promise<Picture> {
  const whole = await screen.screenshot();
  const [left, top] = backend === 'gstreamer' ? [0, 0] : [(whole.width - WIDTH) / 2, (whole.height - HEIGHT) / 2];
  return cut(whole, left, top, WIDTH, HEIGHT);
}

/** Waits for a picture to appear in the window. */
async function untilShown(backend: BackendName, picture: Picture, likeness = 30): Promise<Picture> {
  return vi.waitUntil(async () => {
    const shown = await windowPicture(backend);
    return likenessDb(shown, picture) > likeness && shown;
  }, PATIENCE);
}

/** A window that is closed with its test, however that ends. */
async function openWindow(options: VideoSinkOptions): Promise<MediaSink<AccessUnit>> {
  for (const [name, value] of Object.entries(screen.env)) vi.stubEnv(name, value);
  // A session of Wayland would have the window otherwise.
  vi.stubEnv('WAYLAND_DISPLAY', '');
  const sink = await openVideoSink({ kind: 'window' }, options);
  onTestFinished(() => sink.close());
  return sink;
}

describe.each(['gstreamer', 'ffmpeg'] as const)('a window, through %s', (backend) => {
  it('shows the picture that was sent, and goes on in the same window when a sender comes back with another size', async () => {
    const sink = await openWindow({ backend });
    const clip = clipUnits(30);
    await writeLive(sink, asUnits(clip), CLOCK_RATE);
    const shown = await untilShown(backend, pictureOf(clip, backend === 'gstreamer' ? 29 : 27, 320, 240), 20);
    const other = otherSize(480, 360, 30);
    await writeLive(sink, asUnits(other), CLOCK_RATE);
    const changed = await untilShown(backend, pictureOf(other, 27, 480, 360), 20);
    expect(likenessDb(changed, shown)).toBeLessThan(15);
    expect(sink.framesDropped).toBe(0);
  });
});

describe('a window, through gstreamer', () => {
  it('that stood still shows what is new, not what it has missed', async () => {
    const sink = await openWindow({ backend: 'gstreamer' });
    const clip = clipUnits(75);
    const units = asUnits(clip);
    await writeLive(sink, units.slice(0, 15), CLOCK_RATE);
    signalChild('gst-launch-1.0', 'SIGSTOP');
    await writeLive(sink, units.slice(15, 60), CLOCK_RATE);
    signalChild('gst-launch-1.0', 'SIGCONT');
    await writeLive(sink, units.slice(60), CLOCK_RATE);
    await untilShown('gstreamer', pictureOf(clip, 74, WIDTH, HEIGHT));
  });

  it('that was killed comes back, and begins with a key frame', async () => {
    const failures: string[] = [];
    const sink = await openWindow({ backend: 'gstreamer', onRestart: ({ failure }) => failures.push(failure.message) });
    const clip = clipUnits(140);
    const units = asUnits(clip);
    await writeLive(sink, units.slice(0, 55), CLOCK_RATE);
    signalChild('gst-launch-1.0', 'SIGKILL');
    await vi.waitUntil(() => failures.length > 0, PATIENCE);
    // The next key frame of the clip is its 121st access unit.
    await writeLive(sink, units.slice(100), CLOCK_RATE);
    await untilShown('gstreamer', pictureOf(clip, 139, WIDTH, HEIGHT));
    expect(failures).toEqual([expect.stringMatching(/^gst-launch-1.0 ended with SIGKILL/)]);
    expect(sink.framesDropped).toBe(20);
  });

  it('is refused where there is no screen', async () => {
    vi.stubEnv('DISPLAY', '');
    vi.stubEnv('WAYLAND_DISPLAY', '');
    await expect(openVideoSink({ kind: 'window' })).rejects.toMatchObject({ code: 'ERR_RTPKIT_BACKEND' });
  });
});
