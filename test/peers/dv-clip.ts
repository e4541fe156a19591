/**
 * What a Mini-DV camera would send: NTSC DV, interlaced 4:1:1, with a tone of 440 Hz; made once and kept for the next test.
 * Colour bars, so that any picture of it can be compared with any other, and something that moves in a corner of 4 %.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Picture } from './picture.js';

/** The path of a DV file. */
export function dvClip(seconds = 4): string {
  const path = join(tmpdir(), `rtpkit-colour-bars-${seconds}s.dv`);
  if (existsSync(path)) return path;
  const unfinished = `${path}.${process.pid}`;
  const bars = 'smptebars=size=720x480:rate=30000/1001[bars]';
  const moving = 'testsrc=size=144x96:rate=30000/1001[moving]';
  const picture = ['-f', 'lavfi', '-i', `${bars};${moving};[bars][moving]overlay=x=W-w:y=H-h`];
  const sound = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'];
  const format = ['-t', String(seconds), '-pix_fmt', 'yuv411p', '-target', 'ntsc-dv', '-ac', '2', '-f', 'dv'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...picture, ...sound, ...format, unfinished]);
  renameSync(unfinished, path);
  return path;
}

/** A picture in the middle of a file, as FFmpeg decodes it, in the size asked for. */
export function pictureIn(path: string, width: number, height: number, atSeconds = 1): Picture {
  const input = ['-ss', String(atSeconds), '-i', path, '-frames:v', '1', '-vf', `scale=${width}:${height}`];
  const rgb = execFileSync('ffmpeg', ['-v', 'error', ...input, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'], {
    maxBuffer: 2 * width * height * 3,
  });
  return { width, height, rgb: new Uint8Array(rgb) };
}
