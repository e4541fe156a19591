import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createContainer, openAudioSink, openVideoSink, type MediaSink } from '../../../src/node/index.js';
import { clipUnits } from '../../peers/clip.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';
import { accessUnit, received } from './received.js';

/** In its place, a program that makes an AVI file when it has read something, and a WAV file at once. */
const FFMPEG = `#!/bin/sh
for last; do :; done
path="\${last#file:}"
case "$path" in *.avi) cat > "$path.read" && mv "$path.read" "$path" ;; *) cat > "$path" ;; esac
`;

let directory: TemporaryDirectory;
beforeEach(() => {
  directory = new TemporaryDirectory('nothing-received');
  writeFileSync(directory.file('ffmpeg'), FFMPEG);
  chmodSync(directory.file('ffmpeg'), 0o755);
  vi.stubEnv('PATH', `${directory.path}${delimiter}${process.env['PATH']}`);
});
afterEach(() => {
  directory[Symbol.dispose]();
  vi.unstubAllEnvs();
});

const openFile = (path: string): Promise<Pick<MediaSink, 'close'>> => {
  const isSound = /\.(?:ogg|mka|wav)$/.test(path);
  return (isSound ? openAudioSink : openVideoSink)({ kind: 'file', path }, { backend: 'ffmpeg' });
};

describe.each(['h264', 'mkv', 'mp4', 'avi', 'ogg', 'mka', 'wav'])('a .%s file that nothing came for', (ending) => {
  it('is not left behind', async () => {
    const path = directory.file(`new.${ending}`);
    const sink = await openFile(path);
    expect(existsSync(path)).toBe(false);
    await sink.close();
    expect(existsSync(path)).toBe(false);
  });

  it('is what it was before', async () => {
    const path = directory.file(`old.${ending}`);
    writeFileSync(path, 'worth keeping');
    const sink = await openFile(path);
    await sink.close();
    expect(readFileSync(path, 'utf8')).toBe('worth keeping');
  });
});

describe.each(['h264', 'mkv', 'mp4', 'avi'])('a .%s file that a picture comes for', (ending) => {
  it('holds nothing of what it was before', async () => {
    const path = directory.file(`old.${ending}`);
    const before = 'worth nothing'.repeat(10_000);
    writeFileSync(path, before);
    const sink = await openVideoSink({ kind: 'file', path }, { backend: 'ffmpeg' });
    const [key, ...others] = clipUnits(3).map((bytes, index) => accessUnit(bytes, index * 3000));
    await sink.write(received(others[0]!, 0));
    if (ending !== 'h264') expect(readFileSync(path, 'utf8')).toBe(before);
    await sink.write(received(key!, 0));
    for (const [index, unit] of others.entries()) await sink.write(received(unit, 33 * (index + 1)));
    await sink.close();
    const written = readFileSync(path);
    expect(written.length).toBeGreaterThan(key!.toAnnexB().length);
    expect(written.includes('worth nothing')).toBe(false);
  });
});

describe('a file of picture and sound', () => {
  it('is not left behind when neither came', async () => {
    for (const name of ['both.mkv', 'both.mp4']) {
      const { video, audio } = await createContainer(directory.file(name), { video: true, audio: true });
      await Promise.all([video.close(), audio.close()]);
      expect(existsSync(directory.file(name))).toBe(false);
    }
  });
});
