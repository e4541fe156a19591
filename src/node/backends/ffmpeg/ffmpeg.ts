/** FFmpeg as a backend: the commands that `ffmpeg` runs. */

import type { Backend } from '../backend.js';
import { captureAudio } from './capture-audio.js';
import { captureVideo } from './capture-video.js';
import { FFMPEG, FFMPEG_INSTALL_HINT } from './ffmpeg-command.js';
import { decodeVideo, playAudio, showVideo, writeAvi, writeWav } from './playback.js';
import { writeV4l2 } from './write-v4l2.js';

export const ffmpeg: Backend = {
  name: 'ffmpeg',
  program: FFMPEG,
  installHint: FFMPEG_INSTALL_HINT,
  videoFeed: 'annex-b',
  audioFeed: 'ogg',
  captureVideo,
  captureAudio,
  showVideo,
  decodeVideo,
  writeAvi,
  playAudio,
  writeWav,
  writeV4l2,
};
