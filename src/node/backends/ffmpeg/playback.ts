/** FFmpeg's command lines for what was received: windows, loudspeakers, raw pictures and recordings. */

import { outOfRange, requireInteger } from '../../../errors.js';
import type { ChildCommand } from '../../children/child-command.js';
import type { AudioOutput } from '../devices.js';
import type { PictureSize } from '../encoding.js';
import { ffmpegCommand, fileName, WITHOUT_PROBING } from './ffmpeg-command.js';

/** Nothing is waited for but what the demultiplexer waits for: `-fflags nobuffer` would lose all up to the second key frame. */
const AT_ONCE = ['-flags', 'low_delay', '-threads', '1', ...WITHOUT_PROBING];
const H264 = ['-f', 'h264', '-i', 'pipe:0'];
/** Access units have no times in Annex B: those at which they come are theirs in a recording. */
const TIMES_OF_ARRIVAL = ['-use_wallclock_as_timestamps', '1'];
const VORBIS = [...AT_ONCE, '-f', 'ogg', '-i', 'pipe:0'];

export function showVideo(): ChildCommand {
  return ffmpegCommand([...AT_ONCE, ...H264, '-fps_mode', 'passthrough', '-f', 'sdl2', 'rtpkit']);
}

/** @throws RangeError unless width and height are even */
export function decodeVideo({ width, height }: PictureSize): ChildCommand {
  requireInteger('size.width / 2', width / 2, 1, 8192);
  requireInteger('size.height / 2', height / 2, 1, 8192);
  const size = `${width}:${height}`;
  const square = 'scale=min(iw*sar\\,16384):ih,setsar=1';
  const scale = `${square},scale=${size}:force_original_aspect_ratio=decrease,pad=${size}:-1:-1`;
  const picture = ['-vf', scale, '-pix_fmt', 'yuv420p', '-f', 'rawvideo', 'pipe:1'];
  return ffmpegCommand([...AT_ONCE, ...H264, '-fps_mode', 'passthrough', ...picture]);
}

export function writeAvi(path: string): ChildCommand {
  return ffmpegCommand([...TIMES_OF_ARRIVAL, ...H264, '-c', 'copy', '-y', '-f', 'avi', fileName(path)]);
}

/**
 * Plays at the pace of the sound card alone: by what that is too slow for the sender, sound comes later and later, until the pipe
 * is full. GStreamer keeps the two together.
 * @throws RangeError for a device of ALSA that FFmpeg would take for an option
 */
export function playAudio(output: AudioOutput): ChildCommand {
  return ffmpegCommand([...VORBIS, ...(output.kind === 'pulse' ? toPulse(output.device) : toAlsa(output.device))]);
}

/** The last word is what PulseAudio calls the stream. */
function toPulse(device: string | undefined): string[] {
  return ['-f', 'pulse', ...(device === undefined ? [] : ['-device', device]), '-buffer_duration', '100', 'rtpkit'];
}

function toAlsa(device = 'default'): string[] {
  if (device.startsWith('-')) throw outOfRange('device', device, 'no dash at its beginning');
  return ['-f', 'alsa', device];
}

export function writeWav(path: string): ChildCommand {
  return ffmpegCommand([...VORBIS, '-y', '-f', 'wav', fileName(path)]);
}
