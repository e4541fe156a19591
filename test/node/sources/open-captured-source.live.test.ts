import { writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Restart } from '../../../src/node/children/restarted.js';
import { openVideoSource } from '../../../src/node/sources/open-video-source.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

afterEach(() => void vi.unstubAllEnvs());

/** In place of FFmpeg, a program that writes one access unit, a delimiter and a slice of an IDR picture, and fails. */
function installFailing(directory: TemporaryDirectory): void {
  const unit = String.raw`\0\0\0\1\11\20\0\0\0\1\145\210\200\100\0\377\377\377`;
  writeFileSync(directory.file('ffmpeg'), `#!/bin/sh\nprintf '${unit}'\nexit 7\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${directory.path}${delimiter}${process.env['PATH']}`);
}

describe('what a native program captures', () => {
  it('is opened again when it is a device, and was captured a while ago', async () => {
    using directory = new TemporaryDirectory('captured');
    installFailing(directory);
    const restarts: Restart[] = [];
    const options = { restart: { firstDelayMs: 1 }, onRestart: (restart: Restart) => void restarts.push(restart) };
    const source = await openVideoSource({ kind: 'test' }, { backend: 'ffmpeg', ...options });
    expect(source.captureDelayMs).toBe(10);
    let frames = 0;
    for await (const _ of source.frames) if (++frames === 3) break;
    expect(restarts.map(({ run }) => run)).toEqual([1, 2]);
  });

  it('is not begun anew when it is a file, and was captured at no time of our clock', async () => {
    using directory = new TemporaryDirectory('captured');
    installFailing(directory);
    const path = directory.file('film.dv');
    writeFileSync(path, '');
    const onRestart = (): void => expect.unreachable('a file begins anew');
    const source = await openVideoSource({ kind: 'file', path }, { backend: 'ffmpeg', onRestart });
    expect(source.captureDelayMs).toBe(0);
    const frames: unknown[] = [];
    const reading = (async () => {
      for await (const frame of source.frames) frames.push(frame);
    })();
    await expect(reading).rejects.toThrow('ffmpeg ended with 7');
    expect(frames).toHaveLength(1);
  });
});
