import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { shellLine } from '../../../src/cli/announcements/shell-word.js';
import { gstreamer } from '../../../src/node/backends/gstreamer/gstreamer.js';
import { openY4mSink, splitAccessUnits, type AccessUnit, type BackendName } from '../../../src/node/index.js';
import { clipUnits } from '../../peers/clip.js';
import { Program } from '../../peers/program.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';
import { accessUnit, received, writeLive } from './received.js';

const CLOCK_RATE = 90_000;
const TICKS_PER_FRAME = 3000;
const PICTURE_LENGTH = (320 * 240 * 3) / 2;
const RAW = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-'];

const unitsFrom = (bytes: readonly Uint8Array[], first = 0): AccessUnit[] =>
  bytes.map((unit, index) => accessUnit(unit, (first + index) * TICKS_PER_FRAME));

const digestOf = (picture: Uint8Array): string => createHash('md5').update(picture).digest('hex');

/** A digest of each picture of 320x240 in raw I420. */
function digestsOf(pictures: Uint8Array): string[] {
  expect(pictures.length % PICTURE_LENGTH).toBe(0);
  return Array.from({ length: pictures.length / PICTURE_LENGTH }, (_, index) =>
    digestOf(pictures.subarray(index * PICTURE_LENGTH, (index + 1) * PICTURE_LENGTH)),
  );
}

/** The pictures of an elementary stream, as FFmpeg decodes them. */
function sourceDigests(units: readonly Uint8Array[]): string[] {
  const input = Buffer.concat(units);
  return digestsOf(
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'h264', '-i', '-', ...RAW], { input, maxBuffer: 1 << 28 }),
  );
}

/** Consecutive pictures that are equal, as one. */
const withoutRepeats = (digests: readonly string[]): string[] =>
  digests.filter((digest, index) => digest !== digests[index - 1]);

function encoded(width: number, height: number, frames: number): Uint8Array[] {
  const source = ['-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=30`, '-frames:v', String(frames)];
  const encoder = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-tune', 'zerolatency', '-f', 'h264', '-'];
  return splitAccessUnits(new Uint8Array(execFileSync('ffmpeg', ['-v', 'error', ...source, ...encoder]))).map(
    ({ bytes }) => bytes,
  );
}

/** The decoder that this process has started. */
function decoderPids(program: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [, comm, parent] = /^\d+ \((.*)\) \S+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))!;
        return Number(parent) === process.pid && program.startsWith(comm!);
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe.concurrent.each<BackendName>(['gstreamer', 'ffmpeg'])('S4: Y4M into a FIFO through %s', (backend) => {
  it('is read by yuvfps of mjpegtools: pictures of the source bit for bit, in order, and none else', async () => {
    using directory = new TemporaryDirectory('y4m-sink');
    const fifo = directory.file('go.pipe');
    const units = clipUnits(60);
    const sink = await openY4mSink({ kind: 'fifo', path: fifo }, { backend });
    const mjpegtools = `yuvfps -r 30:1 -v 0 < '${fifo}' | ffmpeg -v error -i - ${RAW.join(' ')}`;
    await using reader = new Program('sh', ['-c', mjpegtools]);
    await writeLive(sink, unitsFrom(units), CLOCK_RATE);
    await sink.close();
    expect(await reader.exitCode).toBe(0);
    expect(reader.errorLines.filter((line) => line.includes('ERROR'))).toEqual([]);
    const source = sourceDigests(units);
    const shown = withoutRepeats(digestsOf(reader.output));
    expect(source.filter((digest) => shown.includes(digest))).toEqual(shown);
    // Those that came together, while the decoder started or the machine was busy, have made way for the newest.
    expect(shown.length + sink.writer!.picturesReplaced + sink.framesDropped).toBe(60);
    expect(shown.length).toBeGreaterThan(15);
    expect(shown.at(-1)).toBe(source[59]);
  });

  it('is read by FFmpeg, and goes on while the stream is silent', async () => {
    using directory = new TemporaryDirectory('y4m-sink');
    const fifo = directory.file('go.pipe');
    const units = clipUnits(30);
    const sink = await openY4mSink({ kind: 'fifo', path: fifo }, { backend });
    await using reader = new Program('ffmpeg', ['-v', 'error', '-f', 'yuv4mpegpipe', '-i', fifo, ...RAW]);
    await writeLive(sink, unitsFrom(units), CLOCK_RATE);
    while (sink.writer!.framesWritten < 60) await delay(20);
    await sink.close();
    expect(await reader.exitCode).toBe(0);
    const digests = digestsOf(reader.output);
    const { framesWritten, picturesRepeated } = sink.writer!;
    expect(digests).toHaveLength(framesWritten);
    expect(withoutRepeats(digests)).toHaveLength(framesWritten - picturesRepeated);
    expect(digests.at(-1)).toBe(sourceDigests(units)[29]);
  });

  it('keeps its readers when the size of the picture changes', async () => {
    using directory = new TemporaryDirectory('y4m-sink');
    const fifo = directory.file('go.pipe');
    const sink = await openY4mSink({ kind: 'fifo', path: fifo }, { backend });
    await using reader = new Program('ffmpeg', ['-v', 'error', '-f', 'yuv4mpegpipe', '-i', fifo, ...RAW]);
    await writeLive(sink, unitsFrom(clipUnits(20)), CLOCK_RATE);
    await writeLive(sink, unitsFrom(encoded(640, 272, 20), 20), CLOCK_RATE);
    await writeLive(sink, unitsFrom(encoded(160, 240, 20), 40), CLOCK_RATE);
    await sink.close();
    expect(await reader.exitCode).toBe(0);
    expect(reader.errorLines).toEqual([]);
    expect(reader.output.length % PICTURE_LENGTH).toBe(0);
    // The last picture is half as wide: borders of black stand left and right of it, and none above and below.
    const last = reader.output.subarray(-PICTURE_LENGTH);
    const luma = (x: number, y: number): number => last[y * 320 + x]!;
    expect([luma(20, 120), luma(300, 120)].every((value) => value <= 16)).toBe(true);
    expect([2, 60, 120, 180, 237].some((y) => luma(160, y) > 20)).toBe(true);
  });
});

describe('S4: Y4M when its decoder is killed', () => {
  it('shows the last picture while a decoder that was killed is started again', async () => {
    using directory = new TemporaryDirectory('y4m-sink');
    const fifo = directory.file('go.pipe');
    const restarts: string[] = [];
    const onRestart = ({ failure }: { failure: Error }): void => void restarts.push(failure.message);
    const sink = await openY4mSink({ kind: 'fifo', path: fifo }, { backend: 'gstreamer', onRestart });
    await using reader = new Program('ffmpeg', ['-v', 'error', '-f', 'yuv4mpegpipe', '-i', fifo, ...RAW]);
    const units = unitsFrom(clipUnits());
    await writeLive(sink, units.slice(0, 52), CLOCK_RATE); // A program that has not worked for a while is not started again.
    process.kill(decoderPids('gst-launch-1.0')[0]!, 'SIGKILL');
    let written = 52;
    for (let dropped = -1; dropped !== sink.framesDropped || restarts.length === 0; written += 10) {
      dropped = sink.framesDropped;
      await writeLive(sink, units.slice(written, written + 10), CLOCK_RATE);
    }
    await sink.close();
    expect(await reader.exitCode).toBe(0);
    expect(restarts).toHaveLength(1);
    const digests = digestsOf(reader.output);
    expect(digests).toHaveLength(sink.writer!.framesWritten);
    const source = sourceDigests(clipUnits(written));
    expect(digests.every((digest) => source.includes(digest))).toBe(true);
    expect(digests.at(-1)).toBe(source[written - 1]);
  });
});

describe.concurrent('S4: Y4M, how it begins and ends', () => {
  it('writes nothing before the first key frame, and says how many frames it could not show', async () => {
    using directory = new TemporaryDirectory('y4m-sink');
    const fifo = directory.file('go.pipe');
    const sink = await openY4mSink({ kind: 'fifo', path: fifo }, {});
    for (const unit of unitsFrom(clipUnits(11)).slice(1)) sink.write(received(unit, performance.now()));
    expect(sink.writer).toBeUndefined();
    expect(sink.framesDropped).toBe(10);
    await sink.close();
  });

  it('is what v4l2sink would be given: the pipeline in front of it, into a file where no loopback device can exist', async () => {
    using directory = new TemporaryDirectory('y4m-sink');
    const raw = directory.file('raw');
    const { program, args } = gstreamer.writeV4l2('/dev/video2');
    const commandLine = shellLine([program, ...args.slice(0, args.indexOf('v4l2sink')), 'filesink', `location=${raw}`]);
    const units = clipUnits(20);
    const sink = await openY4mSink({ kind: 'program', commandLine }, {});
    await writeLive(sink, unitsFrom(units), CLOCK_RATE);
    await sink.close();
    const source = sourceDigests(units);
    const shown = digestsOf(new Uint8Array(readFileSync(raw)));
    expect(shown.every((digest) => source.includes(digest))).toBe(true);
    expect(shown.at(-1)).toBe(source[19]);
  });

  it('says how to get a loopback device where there is none', async () => {
    await expect(openY4mSink({ kind: 'v4l2', device: '/dev/video2' }, {})).rejects.toThrow(
      '/dev/video2 is not there; a loopback device comes with: sudo apt-get install v4l2loopback-dkms',
    );
  });

  it('throws ERR_RTPKIT_CLOSED once its program wants no more', async () => {
    const sink = await openY4mSink({ kind: 'program', commandLine: 'head -c 300000 > /dev/null' }, {});
    await expect(writeLive(sink, unitsFrom(clipUnits(90)), CLOCK_RATE)).rejects.toMatchObject({
      code: 'ERR_RTPKIT_CLOSED',
    });
    await sink.close();
  });

  it('holds the size and the rate that are asked for', async () => {
    using directory = new TemporaryDirectory('y4m-sink');
    const fifo = directory.file('go.pipe');
    const size = { width: 160, height: 120 };
    const sink = await openY4mSink({ kind: 'fifo', path: fifo }, { size, framesPerSecond: 15 });
    await using reader = new Program('head', ['-n', '1', fifo]);
    await writeLive(sink, unitsFrom(clipUnits(10)), CLOCK_RATE);
    await reader.exitCode;
    await sink.close();
    expect(String.fromCharCode(...reader.output)).toBe('YUV4MPEG2 W160 H120 F15:1 Ip A1:1 C420jpeg\n');
  });
});
