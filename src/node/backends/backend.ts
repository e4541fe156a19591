/** What a backend is: the command lines of one native program for devices, encoders and decoders. Nothing is started here. */

import type { ChildCommand } from '../children/child-command.js';
import type { AudioDevice, AudioOutput, VideoDevice } from './devices.js';
import type { AudioEncoding, PictureSize, VideoEncoding } from './encoding.js';

/**
 * What a decoder takes on stdin. `rfc4571`: RTP packets with their lengths, so that a frame is known to be whole with its marker
 * bit (1 ms); `annex-b` and `ogg`: byte streams (34 to 68 ms for H.264, until the next unit begins).
 */
export type VideoFeed = 'rfc4571' | 'annex-b';
export type AudioFeed = 'rfc4571' | 'ogg';

/** @throws RtpkitError `ERR_RTPKIT_BACKEND` from any of them when the backend has no such device, with the backend that does */
export interface Backend {
  readonly name: BackendName;
  /** The program that has to be installed. */
  readonly program: string;
  /** The line that installs it. */
  readonly installHint: string;
  readonly videoFeed: VideoFeed;
  readonly audioFeed: AudioFeed;
  /** H.264 on stdout, Annex B, one access unit per write, parameter sets with every key frame. */
  captureVideo(device: VideoDevice, encoding: VideoEncoding): ChildCommand;
  /** Vorbis on stdout, Ogg, one packet per page. */
  captureAudio(device: AudioDevice, encoding: AudioEncoding): ChildCommand;
  /** H.264 on stdin, in the form of `videoFeed`, to a window on the screen of the environment; shown as it comes. */
  showVideo(): ChildCommand;
  /** H.264 on stdin to raw I420 pictures of one size on stdout, rows without padding. */
  decodeVideo(size: PictureSize): ChildCommand;
  /** Y4M on stdin to a Video4Linux output, as it comes. */
  writeV4l2(device: string): ChildCommand;
  /** H.264 on stdin to an AVI file; written in order at the end of stdin. */
  writeAvi(path: string): ChildCommand;
  /** Vorbis on stdin, in the form of `audioFeed`, to loudspeakers. */
  playAudio(output: AudioOutput): ChildCommand;
  /** Vorbis on stdin to a WAV file; written in order at the end of stdin. */
  writeWav(path: string): ChildCommand;
}

export type BackendName = 'gstreamer' | 'ffmpeg';
