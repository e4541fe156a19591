/** Finds the sink for a picture: a window, a device, a file by the ending of its name, standard output. */

import { extname } from 'node:path';
import { RtpkitError } from '../../errors.js';
import { ParameterSets, type AccessUnit } from '../../payloaders/h264/index.js';
import type { BackendName } from '../backends/backend.js';
import { chooseBackend } from '../backends/choose-backend.js';
import { createContainer } from '../containers/create-container.js';
import { adviceOn } from '../diagnosis/advice.js';
import { diagnoseDisplay } from '../diagnosis/device-diagnosis.js';
import { requireWritable } from '../files/require-writable.js';
import { AnnexBFeed } from './annex-b-feed.js';
import { ByteSink } from './byte-sink.js';
import { createByteFile, standardOutput } from './byte-output.js';
import { ChildPlayer, type PlayerOptions } from './child-player.js';
import { LiveSink } from './live-sink.js';
import type { MediaSink } from '../media-sink.js';
import { RecordingSink } from './recording-sink.js';
import { createVideoFeed } from './video-feed.js';

/** Where a picture goes. */
export type VideoTarget =
  /** On the screen of the environment. */
  | { readonly kind: 'window' }
  /** `.h264` (Annex B), `.mkv`, `.mp4`, or `.avi`, through a child process. */
  | { readonly kind: 'file'; readonly path: string }
  /** Annex B. */
  | { readonly kind: 'stdout' };

export interface VideoSinkOptions extends PlayerOptions {
  /** Default: what is installed. */
  readonly backend?: BackendName;
  /** How long after its presentation time a picture is to be seen in a window, in milliseconds, as long as sound takes; default 0. */
  readonly delayMs?: number;
}

/**
 * From the frame written to the picture seen, in milliseconds: GStreamer's decoder hands out a picture as soon as its packets are
 * there, FFmpeg's parser and decoder hold one each until the next has come, here at 30 frames/s.
 */
const OUTPUT_DELAY_MS: Readonly<Record<BackendName, number>> = { gstreamer: 1, ffmpeg: 68 };

/** In the words of ximagesink and its like, and of FFmpeg's sdl2. */
const WINDOW_CLOSED = /Output window was closed|av_interleaved_write_frame\(\): Input\/output error/;

/**
 * @throws RtpkitError `ERR_RTPKIT_FILE` when a file cannot be made or its name ends otherwise, `ERR_RTPKIT_BACKEND` when no program
 *   is installed that is needed
 */
export async function openVideoSink(
  target: VideoTarget,
  options: VideoSinkOptions = {},
): Promise<MediaSink<AccessUnit>> {
  switch (target.kind) {
    case 'stdout':
      return new ByteSink(standardOutput(), new AnnexBFeed(new ParameterSets()));
    case 'file':
      return openVideoFile(target.path, options);
    case 'window':
      return openWindow(target, options);
  }
}

async function openWindow(
  target: Extract<VideoTarget, { kind: 'window' }>,
  options: VideoSinkOptions,
): Promise<MediaSink<AccessUnit>> {
  await requireScreen();
  const backend = chooseBackend(options.backend);
  const sets = new ParameterSets();
  const performance = {
    command: backend.showVideo(),
    createFeed: () => createVideoFeed(backend, sets),
    closedByUser: WINDOW_CLOSED,
    adviceOn: (reason: string) => adviceOn(target, reason),
  };
  const player = new ChildPlayer(performance, options);
  const outputDelayMs = OUTPUT_DELAY_MS[backend.name];
  const delayMs = Math.max(0, (options.delayMs ?? 0) - outputDelayMs);
  return new LiveSink(player, { name: `a window, through ${backend.program}`, outputDelayMs, delayMs });
}

/** Without one autovideosink of GStreamer 1.22 dies of a segmentation fault, and FFmpeg shows nothing and says nothing. */
async function requireScreen(): Promise<void> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || WAYLAND_DISPLAY) return;
  if (!DISPLAY)
    throw new RtpkitError('ERR_RTPKIT_BACKEND', 'no screen for a window: neither DISPLAY nor WAYLAND_DISPLAY is set');
  const { state, detail } = await diagnoseDisplay(DISPLAY);
  if (state !== 'ok') throw new RtpkitError('ERR_RTPKIT_BACKEND', `no screen for a window: ${detail}`);
}

async function openVideoFile(path: string, options: VideoSinkOptions): Promise<MediaSink<AccessUnit>> {
  const sets = new ParameterSets();
  switch (extname(path).toLowerCase()) {
    case '.h264':
    case '.264':
      return new ByteSink(await createByteFile(path), new AnnexBFeed(sets));
    case '.avi': {
      const backend = chooseBackend(options.backend);
      await requireWritable(path);
      const takesTimes = backend.videoFeed === 'annex-b';
      return new RecordingSink(path, backend.writeAvi(path), createVideoFeed(backend, sets), takesTimes);
    }
    case '.mkv':
    case '.mp4':
      return (await createContainer(path, { video: true })).video;
    default:
      throw new RtpkitError('ERR_RTPKIT_FILE', `${path} ends with none of .h264 .mkv .mp4 .avi`);
  }
}
