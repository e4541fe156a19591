/** GStreamer as a backend: the pipelines that `gst-launch-1.0` runs. */

import type { Backend } from '../backend.js';
import { captureAudio } from './capture-audio.js';
import { captureVideo } from './capture-video.js';
import { GST_LAUNCH, GSTREAMER_INSTALL_HINT } from './gst-launch.js';
import { decodeVideo, playAudio, showVideo, writeAvi, writeWav } from './playback.js';
import { writeV4l2 } from './write-v4l2.js';

export const gstreamer: Backend = {
  name: 'gstreamer',
  program: GST_LAUNCH,
  installHint: GSTREAMER_INSTALL_HINT,
  videoFeed: 'rfc4571',
  audioFeed: 'rfc4571',
  captureVideo,
  captureAudio,
  showVideo,
  decodeVideo,
  writeAvi,
  playAudio,
  writeWav,
  writeV4l2,
};
