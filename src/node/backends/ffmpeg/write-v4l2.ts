/** FFmpeg's command line for a Video4Linux output, such as that of v4l2loopback. */

import { resolve } from 'node:path';
import type { ChildCommand } from '../../children/child-command.js';
import { ffmpegCommand } from './ffmpeg-command.js';

/** Y4M on stdin holds its size and its rate: a device cannot change the one, and who watches it freezes without the other. */
export function writeV4l2(device: string): ChildCommand {
  return ffmpegCommand(['-f', 'yuv4mpegpipe', '-i', 'pipe:0', '-pix_fmt', 'yuv420p', '-f', 'v4l2', resolve(device)]);
}
