import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { PassThrough, type Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { i420Length, yuv4Mpeg2Frame, yuv4Mpeg2Header } from '../../../src/formats/index.js';
import { openY4mFifo } from '../../../src/node/sinks/y4m-fifo.js';
import type { Y4mOutlet } from '../../../src/node/sinks/y4m-outlet.js';
import { y4mProgram } from '../../../src/node/sinks/y4m-program.js';
import { Y4mWriter } from '../../../src/node/sinks/y4m-writer.js';
import { PATIENCE } from '../../peers/patience.js';
import { Program } from '../../peers/program.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

const FORMAT = { width: 64, height: 48, frameRate: [50, 1] } as const;
const INTERVAL_MS = 20;
const HEADER = yuv4Mpeg2Header(FORMAT);
const FRAME_LENGTH = yuv4Mpeg2Frame(new Uint8Array(i420Length(FORMAT))).length;

/** A picture all of one value. */
const picture = (value: number): Uint8Array => new Uint8Array(i420Length(FORMAT)).fill(value);

/** The values of the pictures in a stream; fails unless it is a header and whole frames. */
function valuesOf(stream: Uint8Array): number[] {
  expect(stream.subarray(0, HEADER.length)).toEqual(HEADER);
  const values: number[] = [];
  for (let at = HEADER.length; at + FRAME_LENGTH <= stream.length; at += FRAME_LENGTH) {
    const value = stream[at + 6]!;
    expect(stream.subarray(at, at + FRAME_LENGTH)).toEqual(yuv4Mpeg2Frame(picture(value)));
    values.push(value);
  }
  return values;
}

/** A program as a person types it. */
const program = (commandLine: string): Y4mOutlet =>
  y4mProgram(commandLine, { program: 'sh', args: ['-c', commandLine] });

/** Waits for something that is bound to happen. */
async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, PATIENCE);
}

const cat = (path: string): Program => new Program('cat', [path]);
const framesOf = (count: number): number => HEADER.length + count * FRAME_LENGTH;

describe.concurrent('YUV4MPEG2 into a FIFO', () => {
  it('makes the FIFO, waits for a reader, and gives it header and frames at the rate while the stream is silent', async () => {
    using directory = new TemporaryDirectory('y4m');
    const path = directory.file('go.pipe');
    const writer = new Y4mWriter(await openY4mFifo(path), FORMAT);
    writer.offer(picture(1));
    await delay(100);
    expect(writer.framesWritten).toBe(0);
    await using reader = cat(path);
    await until(() => writer.framesWritten >= 20);
    writer.offer(picture(2));
    await until(() => reader.output.length > framesOf(30));
    await writer.close();
    expect(await reader.exitCode).toBe(0);
    const values = valuesOf(reader.output);
    expect(values).toHaveLength(writer.framesWritten);
    expect((reader.output.length - HEADER.length) % FRAME_LENGTH).toBe(0);
    expect([...new Set(values)]).toEqual([1, 2]);
    expect(writer.picturesRepeated).toBe(values.length - 2);
  });

  it('gives the next reader a header of its own and the last picture, however soon it comes', async () => {
    using directory = new TemporaryDirectory('y4m');
    const path = directory.file('go.pipe');
    const writer = new Y4mWriter(await openY4mFifo(path), FORMAT);
    writer.offer(picture(7));
    // A shell's loop opens the FIFO again within a millisecond or two, and nobody notices in between that the reader has gone.
    const loop = `for turn in 1 2 3 4 5; do head -c ${framesOf(3) + 100} ${path} > ${path}.$turn; done`;
    await using reader = new Program('sh', ['-c', loop]);
    expect(await reader.exitCode).toBe(0);
    await writer.close();
    for (const turn of [1, 2, 3, 4, 5]) {
      expect(valuesOf(new Uint8Array(readFileSync(`${path}.${turn}`)))).toEqual([7, 7, 7]);
    }
  });

  it('keeps the permissions of a FIFO that was there', async () => {
    using directory = new TemporaryDirectory('y4m');
    const path = directory.file('go.pipe');
    execFileSync('mkfifo', ['-m', '660', path]);
    const writer = new Y4mWriter(await openY4mFifo(path), FORMAT);
    await using reader = cat(path);
    writer.offer(picture(1));
    await until(() => writer.framesWritten > 2);
    await writer.close();
    expect(await reader.exitCode).toBe(0);
    expect(lstatSync(path).isFIFO()).toBe(true);
    expect(lstatSync(path).mode & 0o777).toBe(0o660);
  });

  it('never shows a reader that stood still an old picture but those that were on their way', async () => {
    using directory = new TemporaryDirectory('y4m');
    const path = directory.file('go.pipe');
    const writer = new Y4mWriter(await openY4mFifo(path), FORMAT);
    await using reader = cat(path);
    writer.offer(picture(1));
    await until(() => writer.framesWritten > 2);
    process.kill(reader.pid, 'SIGSTOP');
    for (let value = 2; value <= 40; value++) {
      writer.offer(picture(value));
      await delay(20);
    }
    const { framesWritten } = writer;
    process.kill(reader.pid, 'SIGCONT');
    await until(() => writer.framesWritten > framesWritten + 5);
    await writer.close();
    await reader.exitCode;
    const values = valuesOf(reader.output);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    // A pipe holds 64 KiB: 14 pictures of 4614 octets, and one waits in front of it.
    expect(new Set(values).size).toBeLessThan(25);
    expect(values.at(-1)).toBe(40);
    expect(writer.picturesReplaced).toBeGreaterThan(10);
  });

  it('ends in time when a reader stands still', async () => {
    using directory = new TemporaryDirectory('y4m');
    const path = directory.file('go.pipe');
    const writer = new Y4mWriter(await openY4mFifo(path), FORMAT);
    await using reader = cat(path);
    writer.offer(picture(1));
    await until(() => writer.framesWritten > 2);
    process.kill(reader.pid, 'SIGSTOP');
    await until(() => writer.deadlineMs === Infinity);
    await delay(50);
    await writer.close();
    await writer.ended;
  });

  it('refuses a path where something else is', async () => {
    using directory = new TemporaryDirectory('y4m');
    const path = directory.file('go.pipe');
    writeFileSync(path, '');
    await expect(openY4mFifo(path)).rejects.toMatchObject({ code: 'ERR_RTPKIT_FILE' });
    await expect(openY4mFifo(`${path}/x`)).rejects.toMatchObject({ code: 'ERR_RTPKIT_FILE' });
  });

  it('says when the FIFO has gone', async () => {
    using directory = new TemporaryDirectory('y4m');
    const path = directory.file('go.pipe');
    const writer = new Y4mWriter(await openY4mFifo(path), FORMAT);
    directory[Symbol.dispose]();
    await expect(writer.ended).rejects.toMatchObject({ code: 'ERR_RTPKIT_FILE' });
    await writer.close();
  });
});

describe.concurrent('YUV4MPEG2 into a program', () => {
  it('is its stdin, to the end', async () => {
    using directory = new TemporaryDirectory('y4m');
    const path = directory.file('go.pipe');
    const writer = new Y4mWriter(program(`cat > "${path}"`), FORMAT);
    writer.offer(picture(3));
    await until(() => writer.framesWritten > 5);
    // The first of them is on its way, and the other waits for its slot.
    writer.offer(picture(3));
    writer.offer(picture(4));
    await writer.close();
    const values = valuesOf(new Uint8Array(readFileSync(path)));
    expect(values).toHaveLength(writer.framesWritten);
    expect(values.indexOf(4)).toBe(values.length - 1);
    expect(new Set(values)).toEqual(new Set([3, 4]));
  });

  it('ends when the program wants no more', async () => {
    const writer = new Y4mWriter(program('head -c 20000 > /dev/null'), FORMAT);
    writer.offer(picture(3));
    await writer.ended;
    await writer.close();
  });

  it('tells what a program complains about that never worked', async () => {
    const writer = new Y4mWriter(program('echo no device >&2; exit 4'), FORMAT);
    writer.offer(picture(3));
    await expect(writer.ended).rejects.toMatchObject({
      code: 'ERR_RTPKIT_CHILD_PROCESS',
      message: 'sh ended with 4: no device',
    });
    await writer.close();
  });

  it('does not wait for a reader that had gone before it could be served', async () => {
    const gone = new PassThrough();
    gone.destroy();
    await once(gone, 'close');
    const readers: Writable[] = [gone];
    const outlet: Y4mOutlet = { name: 'test', open: async () => readers.pop(), close: async () => undefined };
    const writer = new Y4mWriter(outlet, FORMAT);
    await writer.ended;
    await writer.close();
  });

  it('starts a program again that has worked and failed', async () => {
    using directory = new TemporaryDirectory('y4m');
    const path = directory.file('go.pipe');
    // Fails in its first life after 1.2 s.
    const commandLine = `if [ -e "${path}" ]; then cat > "${path}"; else : > "${path}"; sleep 1.2; exit 1; fi`;
    const writer = new Y4mWriter(program(commandLine), FORMAT);
    writer.offer(picture(5));
    await until(() => lstatSync(path, { throwIfNoEntry: false })?.size !== undefined && lstatSync(path).size > 20_000);
    await writer.close();
    expect(new Set(valuesOf(new Uint8Array(readFileSync(path))))).toEqual(new Set([5]));
  });
});

// By itself: on a busy machine there would be time in which frames may come.
describe('YUV4MPEG2 into a FIFO that nobody read for a while', () => {
  it('owes the next reader nothing of the time when there was none', async () => {
    using directory = new TemporaryDirectory('y4m');
    const path = directory.file('go.pipe');
    const writer = new Y4mWriter(await openY4mFifo(path), FORMAT);
    writer.offer(picture(1));
    await using first = new Program('head', ['-c', `${framesOf(3)}`, path]);
    expect(await first.exitCode).toBe(0);
    await delay(400);
    const { framesWritten } = writer;
    const startMs = performance.now();
    await using _ = cat(path);
    await until(() => writer.framesWritten > framesWritten);
    await delay(100);
    const slots = (performance.now() - startMs) / INTERVAL_MS;
    expect(writer.framesWritten - framesWritten).toBeLessThan(slots + 5);
    await writer.close();
  });
});
