import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { audioSourceCommand, videoSourceCommand } from '../../../src/node/index.js';
import { CLIP_H264, CLIP_OGG, writeClipMp4 } from '../../peers/clip.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

describe('the child process behind a source', () => {
  it('is that of the backend, for devices and for what has to be encoded', async () => {
    using directory = new TemporaryDirectory('source-command');
    const camera = { kind: 'v4l2', device: '/dev/video7' } as const;
    expect(await videoSourceCommand(camera, { backend: 'gstreamer' })).toMatchObject({ program: 'gst-launch-1.0' });
    expect(await videoSourceCommand(camera, { backend: 'ffmpeg' })).toMatchObject({
      program: 'ffmpeg',
      args: expect.arrayContaining(['/dev/video7']),
    });
    const song = directory.file('song.flac');
    writeFileSync(song, '');
    expect(await audioSourceCommand({ kind: 'file', path: song })).toBeDefined();
  });

  it('is none for what goes out as it is', async () => {
    using directory = new TemporaryDirectory('source-command');
    const film = directory.file('film.mp4');
    writeClipMp4(film, 10);
    expect(await videoSourceCommand({ kind: 'file', path: fileURLToPath(CLIP_H264) })).toBeUndefined();
    expect(await audioSourceCommand({ kind: 'file', path: fileURLToPath(CLIP_OGG) })).toBeUndefined();
    expect(await videoSourceCommand({ kind: 'file', path: film })).toBeUndefined();
    expect(await videoSourceCommand({ kind: 'stream', bytes: process.stdin })).toBeUndefined();
  });

  it('is that of a decoder where a container holds another codec', async () => {
    using directory = new TemporaryDirectory('source-command');
    const film = directory.file('film.mp4');
    writeClipMp4(film, 10);
    expect(await audioSourceCommand({ kind: 'file', path: film })).toBeDefined();
  });
});
