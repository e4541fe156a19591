/** FFmpeg's command lines for cameras, screens and files: a picture in, H.264 out on stdout (ISO 14496-10 Annex B). */

import type { ChildCommand } from '../../children/child-command.js';
import type { VideoDevice } from '../devices.js';
import type { VideoEncoding } from '../encoding.js';
import { videoEncodingSettings, type VideoEncodingSettings } from '../encoding-settings.js';
import { typedWords } from '../typed-words.js';
import { ffmpegCommand, fileName } from './ffmpeg-command.js';

/** Devices tell what they give; without these, FFmpeg would look at them for 5 s. */
const AT_ONCE = ['-probesize', '32', '-analyzeduration', '0'];

export function captureVideo(device: VideoDevice, encoding: VideoEncoding): ChildCommand {
  const settings = videoEncodingSettings(encoding);
  const filters = [...(isInterlaced(device) ? [DEINTERLACED] : []), ...pictureFilters(device, settings)];
  return ffmpegCommand([
    ...inputWords(device, settings),
    '-an',
    ...['-vf', filters.join(',')],
    ...encoderWords(settings),
    ...['-f', 'h264', '-flush_packets', '1', 'pipe:1'],
  ]);
}

function inputWords(device: VideoDevice, { width, height, frameRate }: VideoEncodingSettings): readonly string[] {
  const rate = frameRate === undefined ? [] : ['-framerate', frameRate];
  switch (device.kind) {
    case 'dv':
      return ['-f', 'iec61883', ...(device.guid === undefined ? [] : ['-dvguid', device.guid]), '-i', 'auto'];
    case 'v4l2':
      return [...AT_ONCE, '-f', 'v4l2', '-video_size', `${width}x${height}`, ...rate, '-i', device.device];
    case 'test':
      return ['-re', '-f', 'lavfi', '-i', `testsrc=size=${width}x${height}:rate=${frameRate ?? '30/1'}`];
    case 'screen':
      return [...AT_ONCE, '-f', 'x11grab', '-framerate', frameRate ?? '30/1', '-i', device.display ?? ''];
    case 'file':
      return ['-re', '-i', fileName(device.path)];
    case 'pipeline':
      return typedWords(device.text);
  }
}

/** A frame of each two fields; frames that say they are progressive stay as they are. */
const DEINTERLACED = 'yadif=deint=interlaced';

function isInterlaced({ kind }: VideoDevice): boolean {
  return kind !== 'test' && kind !== 'screen';
}

/** The pixels of DV are no squares; those that come out are, with borders where the picture has another shape. */
function pictureFilters(device: VideoDevice, { width, height, frameRate }: VideoEncodingSettings): readonly string[] {
  return [
    ...(isInterlaced(device) && frameRate !== undefined ? [`fps=${frameRate}`] : []),
    'scale=trunc(iw*sar/2+.5)*2:ih',
    `scale=${width}:${height}:force_original_aspect_ratio=decrease:force_divisible_by=2`,
    `pad=${width}:${height}:-1:-1`,
    'setsar=1',
  ];
}

/**
 * The rate control of x264enc; delimiters and parameter sets with every key frame, as GStreamer's h264parse puts them. Frames
 * that come too late are not made up for by others: the delay would grow.
 */
function encoderWords({ qpMin, keyFrameInterval, encoderArgs }: VideoEncodingSettings): readonly string[] {
  return [
    ...['-c:v', 'libx264', '-tune', 'zerolatency', '-profile:v', 'baseline', '-pix_fmt', 'yuv420p'],
    ...['-b:v', '2048k', '-maxrate', '2048k', '-bufsize', '1228k', '-qmin', String(qpMin)],
    ...['-g', String(keyFrameInterval), '-x264-params', 'aud=1:repeat-headers=1', '-fps_mode', 'passthrough'],
    ...encoderArgs,
  ];
}
