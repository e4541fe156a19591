import { describe, expect, it } from 'vitest';
import type { Restart } from '../../../src/node/children/restarted.js';
import { ArrivalLine } from '../../../src/node/sources/arrival-line.js';
import { CapturedSource, type CapturedSourceParts } from '../../../src/node/sources/captured-source.js';
import { liveAccessUnits } from '../../../src/node/sources/live-frames.js';

/** A camera that runs a script, in which `frame()` writes an access unit. */
function camera(script: string, restarts: CapturedSourceParts['restarts'] = { firstDelayMs: 1 }): CapturedSourceParts {
  // A delimiter, and a slice of an IDR picture of which more than its header is there.
  const frame = `const frame = () => process.stdout.write(Buffer.from('000000010910000000016588804000ffffff', 'hex'));`;
  const line = new ArrivalLine(90_000);
  return {
    codec: 'H264',
    clockRate: 90_000,
    name: 'the camera, through a script',
    captureDelayMs: 10,
    command: { program: process.execPath, args: ['-e', frame + script] },
    read: (bytes) => liveAccessUnits(bytes, line, { unitPerWrite: true }),
    restarts,
  };
}

const FOR_EVER = 'setInterval(frame, 10);';
const FAILING = 'let n = 0; setInterval(() => { frame(); if (++n === 3) process.exit(7); }, 10);';

describe('a device behind a child process', () => {
  it('is open when its first frame is there', async () => {
    const source = await CapturedSource.open(camera(FOR_EVER), undefined);
    const ticks: number[] = [];
    for await (const { timestampTicks, bytes } of source.frames) {
      expect(bytes.length).toBe(18);
      if (ticks.push(timestampTicks) === 5) break;
    }
    expect(ticks).toEqual(ticks.toSorted((one, other) => one - other));
  });

  it('says which device it was when nothing comes of it', async () => {
    const failing = camera(`console.error('no such device'); process.exitCode = 1;`);
    await expect(CapturedSource.open(failing, undefined)).rejects.toMatchObject({
      code: 'ERR_RTPKIT_CHILD_PROCESS',
      message: expect.stringMatching(/^the camera, through a script, cannot be used: .* ended with 1: no such device$/),
    });
    await expect(CapturedSource.open(camera(''), undefined)).rejects.toThrow(
      'the camera, through a script, cannot be used: nothing came of it',
    );
  });

  it('is opened again when it fails, and its times go on', async () => {
    const told: Restart[] = [];
    const restarts = { firstDelayMs: 1, longestDelayMs: 1, onRestart: (restart: Restart) => void told.push(restart) };
    const source = await CapturedSource.open(camera(FAILING, restarts), undefined);
    const ticks: number[] = [];
    for await (const { timestampTicks } of source.frames) if (ticks.push(timestampTicks) === 8) break;
    expect(told.map(({ run }) => run)).toEqual([1, 2]);
    expect(told[0]!.failure.message).toMatch(/ended with 7$/);
    expect(ticks.slice(1).every((tick, index) => tick > ticks[index]!)).toBe(true);
  });

  it('fails for good where it is not to be opened again', async () => {
    const source = await CapturedSource.open(camera(FAILING, { mostRestarts: 0 }), undefined);
    const reading = (async () => {
      let count = 0;
      for await (const _ of source.frames) count++;
      return count;
    })();
    await expect(reading).rejects.toThrow('ended with 7');
  });

  it('ends when it is stopped, in the middle of a run or in the wait before one', async () => {
    for (const script of [FOR_EVER, FAILING]) {
      const source = await CapturedSource.open(
        camera(script, { firstDelayMs: 60_000, longestDelayMs: 60_000 }),
        undefined,
      );
      setTimeout(() => void source.stop(), 150);
      let count = 0;
      for await (const _ of source.frames) count++;
      expect(count).toBeGreaterThan(2);
      await source.stop();
    }
  });

  it('is opened by nobody who does not want it any more', async () => {
    await expect(CapturedSource.open(camera(FOR_EVER), AbortSignal.abort())).rejects.toThrow('aborted');
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    const source = await CapturedSource.open(camera('setInterval(() => {}, 1000);'), abort.signal);
    for await (const _ of source.frames) expect.unreachable();
  });
});

describe('stopping twice, as by Ctrl-C and by the end of what is sent', () => {
  it('lets the program end in order all the same', async () => {
    const source = await CapturedSource.open(
      camera(`${FOR_EVER} process.on('SIGINT', () => setTimeout(() => process.exit(0), 100));
        process.on('exit', () => process.stdout.write(Buffer.from('0000000109100000000165888040000000000143', 'hex')));`),
      undefined,
    );
    const lengths: number[] = [];
    const reading = (async () => {
      for await (const { bytes } of source.frames) lengths.push(bytes.length);
    })();
    await Promise.all([source.stop(), source.stop(), reading]);
    expect(lengths.at(-1)).not.toBe(18);
  });
});
