/** Media files made by FFmpeg, for the tests of containers. */

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CLIP_H264, CLIP_OGG } from '../../peers/clip.js';

/** Picture and sound of the clip as they are, in the container that the path's ending names. */
export function wrapClip(path: string, ...options: readonly string[]): string {
  const picture = ['-fflags', '+genpts', '-framerate', '30', '-i', fileURLToPath(CLIP_H264)];
  ffmpeg(...picture, '-i', fileURLToPath(CLIP_OGG), '-c', 'copy', '-strict', '-2', ...options, path);
  return path;
}

/** A second of test picture with two B-frames in a row, 160x120 at 30 frames/s. */
export function makeReordered(path: string): string {
  const encoder = ['-c:v', 'libx264', '-x264-params', 'bframes=2:b-adapt=0:keyint=15:scenecut=0:log-level=none'];
  ffmpeg('-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=30:duration=1', '-pix_fmt', 'yuv420p', ...encoder, path);
  return path;
}

export function ffmpeg(...args: readonly string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);
}

/** What ffprobe says of the packets of a track, a list of fields per packet. */
export function probePackets(path: string, track: 'v' | 'a', fields: string): string[][] {
  const show = ['-show_entries', `packet=${fields}`, '-of', 'csv=p=0'];
  const said = execFileSync('ffprobe', ['-v', 'error', '-select_streams', track, ...show, path], { encoding: 'utf8' });
  return said
    .trim()
    .split('\n')
    .map((line) => line.split(','));
}
