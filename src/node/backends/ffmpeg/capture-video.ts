/** FFmpeg's command lines for cameras, screens and files: a picture in, H.264 out on stdout (ISO 14496-10 Annex B). */

import type { ChildCommand } from '../../children/child-command.js';
import type { VideoDevice } from '../devices.js';
import type { VideoEncoding } from '../encoding.js';
import { videoEncodingSettings, type VideoEncodingSettings } from '../encoding-settings.js';
import { typedWords } from '../typed-words.js';
import { ffmpegCommand, fileName, WITHOUT_PROBING } from './ffmpeg-command.js';

const ANNEX_B_TO_STDOUT = ['-f', 'h264', '-flush_packets', '1', 'pipe:1'];

export function captureVideo(device: VideoDevice, encoding: VideoEncoding): ChildCommand {
  const settings = videoEncodingSettings(encoding);
  const filters = pictureFilters(device, settings).join(',');
  const picture = ['-an', '-vf', filters, ...encoderWords(settings)];
  return ffmpegCommand([...inputWords(device, settings), ...picture, ...ANNEX_B_TO_STDOUT]);
}

function inputWords(device: VideoDevice, { width, height, frameRate }: VideoEncodingSettings): readonly string[] {
  const rate = frameRate === undefined ? [] : ['-framerate', frameRate];
  switch (device.kind) {
    case 'dv':
      return ['-f', 'iec61883', ...(device.guid === undefined ? [] : ['-dvguid', device.guid]), '-i', 'auto'];
    case 'v4l2':
      return [...WITHOUT_PROBING, '-f', 'v4l2', '-video_size', `${width}x${height}`, ...rate, '-i', device.device];
    case 'test':
      return ['-re', '-f', 'lavfi', '-i', `testsrc=size=${width}x${height}:rate=${frameRate ?? '30/1'}`];
    case 'screen':
      return [...WITHOUT_PROBING, '-f', 'x11grab', '-framerate', frameRate ?? '30/1', '-i', device.display ?? ''];
    case 'file':
      return ['-re', '-i', fileName(device.path)];
    case 'pipeline':
      return typedWords(device.text);
  }
}

/** The pixels of DV are no squares; those that come out are, with borders where the picture has another shape. */
function pictureFilters({ kind }: VideoDevice, { width, height, frameRate }: VideoEncodingSettings): readonly string[] {
  const hasOwnRate = kind !== 'test' && kind !== 'screen';
  return [
    ...(kind === 'dv' || kind === 'file' ? [DEINTERLACED] : []),
    ...(hasOwnRate && frameRate !== undefined ? [`fps=${frameRate}`] : []),
    'scale=trunc(iw*sar/2+.5)*2:ih',
    `scale=${width}:${height}:force_original_aspect_ratio=decrease:force_divisible_by=2`,
    `pad=${width}:${height}:-1:-1`,
    'setsar=1',
  ];
}

/**
 * A frame of each two fields. Every filter that does so holds back a frame, also of those that are progressive: too much for
 * cameras of today.
 */
const DEINTERLACED = 'yadif=deint=interlaced';

/** The encoder of GStreamer's x264enc with its rate control. */
const X264 = ['-c:v', 'libx264', '-tune', 'zerolatency', '-profile:v', 'baseline', '-pix_fmt', 'yuv420p'];
const RATE_CONTROL = ['-b:v', '2048k', '-maxrate', '2048k', '-bufsize', '1228k'];
/** Delimiters, and parameter sets with every key frame, as GStreamer's h264parse puts them. */
const IN_BAND = ['-x264-params', 'aud=1:repeat-headers=1'];
/** Frames that come too late are not made up for by others: the delay would grow. */
const AS_CAPTURED = ['-fps_mode', 'passthrough'];

function encoderWords({ qpMin, keyFrameInterval, encoderArgs }: VideoEncodingSettings): readonly string[] {
  const limits = ['-qmin', String(qpMin), '-g', String(keyFrameInterval)];
  return [...X264, ...RATE_CONTROL, ...limits, ...IN_BAND, ...AS_CAPTURED, ...encoderArgs];
}
