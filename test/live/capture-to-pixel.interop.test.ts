import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CLOCK_PICTURE, drawTime, readTime } from '../peers/burnt-in-clock.js';
import { rtpkitIn } from '../peers/cli-process.js';
import { NetworkNamespace } from '../peers/network-namespace.js';
import { TemporaryDirectory } from '../peers/temporary-directory.js';
import { Xvfb } from '../peers/xvfb.js';

const LATENCY_MS = 400;
const FRAMES_PER_SECOND = 30;
const PICTURES = 60;
/** Less than the 65 s after which the pictures tell the same times again. */
const PATIENCE_MS = 50_000;

/** Draws pictures into a FIFO, each when it is due, as a camera would: what they tell is when they were drawn. */
async function film(fifo: string, clock: () => number, until: () => boolean): Promise<void> {
  // To read, too, so that it stays open: filesrc opens a file, closes it and opens it again.
  const stream = createWriteStream(fifo, { flags: 'r+' });
  const startMs = clock();
  for (let frame = 0; !until() && clock() < PATIENCE_MS; frame++) {
    await delay(Math.max(0, startMs + (frame * 1000) / FRAMES_PER_SECOND - clock()));
    stream.write(drawTime(Math.floor(clock())));
  }
  await new Promise((resolve) => stream.end(resolve));
}

describe('the time from a picture that is taken to the pixels in the window of the receiver', () => {
  it('is the latency that is set, and less than 100 ms on top of it', async () => {
    using directory = new TemporaryDirectory('latency');
    const camera = directory.file('camera');
    execFileSync('mkfifo', [camera]);
    const { width, height } = CLOCK_PICTURE;
    await using network = await NetworkNamespace.open();
    await using screen = await Xvfb.start(width, height);
    const latency = ['--latency', String(LATENCY_MS)];
    await using receiver = rtpkitIn(network, ['recv-video', '--out', 'window', ...latency], { env: screen.env });
    await receiver.waitForLine(/port 10000/);
    const form = `format=i420 width=${width} height=${height} framerate=${FRAMES_PER_SECOND}/1`;
    // In blocks of another size a picture would wait for the beginning of the next one.
    const source = `filesrc location=${camera} blocksize=${drawTime(0).length} ! rawvideoparse ${form}`;
    await using streamer = rtpkitIn(network, ['send-video', '--pipeline', source, '--to', '127.0.0.1']);
    const epochMs = performance.now();
    const clock = (): number => performance.now() - epochMs;
    const delays = new Map<number, number>();
    let runsSinceMs: number | undefined;
    await using _watcher = screen.watch((gray) => {
      const drawnMs = readTime(gray);
      if (drawnMs === undefined) return;
      // Pictures from before have waited for the programs to start.
      runsSinceMs ??= clock();
      if (drawnMs > runsSinceMs && !delays.has(drawnMs)) delays.set(drawnMs, clock() - drawnMs);
    });
    await film(camera, clock, () => delays.size >= PICTURES);
    const sorted = [...delays.values()].toSorted((one, other) => one - other);
    const medianMs = sorted[sorted.length >> 1]!;
    const rounded = (milliseconds: number | undefined): string => milliseconds?.toFixed(0) ?? 'none';
    console.info(
      `capture to pixel, latency set to ${LATENCY_MS} ms: median ${rounded(medianMs)} ms, ` +
        `least ${rounded(sorted[0])} ms, most ${rounded(sorted.at(-1))} ms`,
    );
    expect(sorted.length, streamer.errorLines.join('\n')).toBeGreaterThanOrEqual(PICTURES);
    expect(medianMs).toBeGreaterThan(LATENCY_MS);
    expect(medianMs).toBeLessThan(LATENCY_MS + 100);
  });
});
