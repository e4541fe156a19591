/** Finds the sink for a picture: a window, a device, a file by the ending of its name, standard output. */

import { extname } from 'node:path';
import { RtpkitError } from '../../errors.js';
import { ParameterSets, type AccessUnit } from '../../payloaders/h264/index.js';
import type { Backend, BackendName } from '../backends/backend.js';
import { chooseBackend } from '../backends/choose-backend.js';
import type { VideoOutput } from '../backends/devices.js';
import { defined } from '../defined.js';
import { AnnexBFeed } from './annex-b-feed.js';
import { ByteSink } from './byte-sink.js';
import { createByteFile, standardOutput } from './byte-output.js';
import { ChildPlayer, type PlayerOptions } from './child-player.js';
import type { Feed } from './feed.js';
import { H264PacketFeed } from './h264-packet-feed.js';
import { LiveSink } from './live-sink.js';
import type { MediaSink } from './media-sink.js';
import { RecordingSink } from './recording-sink.js';

/** Where a picture goes. */
export type VideoTarget =
  | VideoOutput
  /** `.h264`, Annex B, or `.avi`, through a child process. */
  | { readonly kind: 'file'; readonly path: string }
  /** Annex B. */
  | { readonly kind: 'stdout' };

export interface VideoSinkOptions extends PlayerOptions {
  /** Default: what is installed. */
  readonly backend?: BackendName;
  /** How much later than its presentation time a frame goes to a window, in milliseconds: what sound takes longer. Default 0. */
  readonly delayMs?: number;
}

/**
 * From the frame written to the picture seen, in milliseconds: GStreamer's decoder hands out a picture as soon as its packets are
 * there, FFmpeg's parser and decoder hold one each until the next has come, here at 30 frames/s.
 */
const OUTPUT_DELAY_MS: Readonly<Record<BackendName, number>> = { gstreamer: 1, ffmpeg: 68 };

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
    case 'v4l2':
      return openScreen(target, options);
  }
}

function openScreen(output: VideoOutput, options: VideoSinkOptions): MediaSink<AccessUnit> {
  const backend = chooseBackend(options.backend);
  const sets = new ParameterSets();
  const player = new ChildPlayer(backend.showVideo(output), () => videoFeed(backend, sets), options);
  const place = output.kind === 'window' ? 'a window' : output.device;
  return new LiveSink(player, {
    name: `${place}, through ${backend.program}`,
    outputDelayMs: OUTPUT_DELAY_MS[backend.name],
    ...defined({ delayMs: options.delayMs }),
  });
}

async function openVideoFile(path: string, options: VideoSinkOptions): Promise<MediaSink<AccessUnit>> {
  const sets = new ParameterSets();
  switch (extname(path).toLowerCase()) {
    case '.h264':
    case '.264':
      return new ByteSink(await createByteFile(path), new AnnexBFeed(sets));
    case '.avi': {
      const backend = chooseBackend(options.backend);
      return new RecordingSink(path, backend.writeAvi(path), videoFeed(backend, sets));
    }
    default:
      throw new RtpkitError('ERR_RTPKIT_FILE', `${path} is to hold video, and ends with none of .h264 .avi`);
  }
}

function videoFeed({ videoFeed }: Backend, sets: ParameterSets): Feed<AccessUnit> {
  return videoFeed === 'rfc4571' ? new H264PacketFeed(sets) : new AnnexBFeed(sets);
}
