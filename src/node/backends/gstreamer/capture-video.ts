/** GStreamer's command lines for cameras, screens and files: a picture in, H.264 out on stdout (ISO 14496-10 Annex B). */

import { pathToFileURL } from 'node:url';
import type { ChildCommand } from '../../children/child-command.js';
import type { VideoDevice } from '../devices.js';
import type { VideoEncoding } from '../encoding.js';
import { videoEncodingSettings, type VideoEncodingSettings } from '../encoding-settings.js';
import { gstLaunch, typedStage, type Stage } from './gst-launch.js';
import { property } from './property.js';

/** Before the encoder: what a stalled reader makes it too slow for leaks away here, so that the delay goes back to what it was. */
const LEAKY_QUEUE: Stage = ['queue', 'leaky=downstream', 'max-size-buffers=2', 'max-size-bytes=0', 'max-size-time=0'];

/** A file is played at its pace, and none of its frames is lost. */
const PACED: readonly Stage[] = [
  ['identity', 'sync=true'],
  ['queue', 'max-size-buffers=2', 'max-size-bytes=0', 'max-size-time=0'],
];

/** One field of two, so that the frame rate stays: without `fields` there would be 60 frames/s of a DV camera's 30. */
const DEINTERLACED: Stage = ['deinterlace', 'fields=top'];

export function captureVideo(device: VideoDevice, encoding: VideoEncoding): ChildCommand {
  const settings = videoEncodingSettings(encoding);
  const { width, height, frameRate } = settings;
  // The pixels of DV are no squares; those that come out are, with borders where the picture has another shape.
  const size = `video/x-raw,format=I420,width=${width},height=${height},pixel-aspect-ratio=1/1`;
  return gstLaunch([
    ...pictureStages(device, settings),
    ...(hasRateOfItsOwn(device) && frameRate !== undefined ? [['videorate', 'skip-to-first=true']] : []),
    ['videoconvert'],
    ['videoscale'],
    [frameRate === undefined ? size : `${size},framerate=${frameRate}`],
    ...(device.kind === 'file' ? PACED : [LEAKY_QUEUE]),
    ...encoderStages(settings),
  ]);
}

function pictureStages(device: VideoDevice, settings: VideoEncodingSettings): readonly Stage[] {
  switch (device.kind) {
    case 'dv':
      return [['dv1394src', ...optional('guid', device.guid)], ['queue'], ['dvdemux'], ['dvdec'], DEINTERLACED];
    case 'v4l2':
      return [
        ['v4l2src', property('device', device.device)],
        [cameraModes(settings)],
        // Many cameras compress what is larger than 640x480.
        ['decodebin'],
        DEINTERLACED,
      ];
    case 'test':
      return [['videotestsrc', 'is-live=true'], [rawAt(settings)]];
    case 'screen':
      return [['ximagesrc', 'use-damage=false', ...optional('display-name', device.display)], [rawAt(settings)]];
    case 'file':
      return fileStages(device.path);
    case 'pipeline':
      return [typedStage(device.text), DEINTERLACED];
  }
}

/** DV goes through the decoder that cameras have, whatever others are installed. */
function fileStages(path: string): readonly Stage[] {
  const isDv = path.toLowerCase().endsWith('.dv');
  if (isDv) return [['filesrc', property('location', path)], ['dvdemux'], ['dvdec'], DEINTERLACED];
  return [['uridecodebin', property('uri', pathToFileURL(path).href)], DEINTERLACED];
}

/** What the size wanted needs no scaling, else what is smooth: left to itself, v4l2src takes the largest, at 5 frames/s. */
function cameraModes({ width, height }: VideoEncodingSettings): string {
  const smooth = 'framerate=[15/1,120/1]';
  return `video/x-raw,width=${width},height=${height},${smooth};video/x-raw,${smooth};image/jpeg,${smooth}`;
}

function hasRateOfItsOwn({ kind }: VideoDevice): boolean {
  return kind !== 'test' && kind !== 'screen';
}

function rawAt({ frameRate = '30/1' }: VideoEncodingSettings): string {
  return `video/x-raw,framerate=${frameRate}`;
}

function optional(name: string, value: string | undefined): Stage {
  return value === undefined ? [] : [property(name, value)];
}

/** Without `tune=zerolatency` each frame would wait 1.6 s in the encoder, and come in another order. */
function encoderStages({ qpMin, keyFrameInterval, encoderArgs }: VideoEncodingSettings): readonly Stage[] {
  return [
    ['x264enc', `qp-min=${qpMin}`, 'tune=zerolatency', `key-int-max=${keyFrameInterval}`, ...encoderArgs],
    ['video/x-h264,profile=constrained-baseline'],
    ['h264parse', 'config-interval=-1'],
    ['video/x-h264,stream-format=byte-stream,alignment=au'],
    ['fdsink', 'fd=1'],
  ];
}
