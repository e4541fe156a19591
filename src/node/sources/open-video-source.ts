/** Opens a source of H.264: a camera, a screen, a file, a pipe. */

import type { MediaSource } from '../media-source.js';
import { openAnnexBStream } from './open-byte-stream.js';
import { openCapturedVideo } from './open-captured-source.js';
import { openVideoFile } from './open-file-source.js';
import type { VideoInput, VideoSourceOptions } from './source-options.js';
import { stoppedBy } from './stopped-by.js';

/**
 * Opens a source and, where a native program is behind it, waits for its first frame. `.h264` files, and the H.264 in MP4,
 * Matroska and MPEG-TS files, are sent as they are; any other file is decoded and encoded by the backend.
 * @throws RtpkitError `ERR_RTPKIT_BACKEND` when no native program is installed that could do it; `ERR_RTPKIT_CHILD_PROCESS` when
 *   the device cannot be used, `ERR_RTPKIT_FILE` when the file cannot be read
 * @throws RangeError for an encoding that cannot be
 */
export async function openVideoSource(input: VideoInput, options: VideoSourceOptions = {}): Promise<MediaSource> {
  const { encoding, signal } = options;
  if (input.kind === 'stream') return stoppedBy(signal, openAnnexBStream(input, encoding?.framesPerSecond));
  const file = input.kind === 'file' ? await openVideoFile(input.path, encoding?.framesPerSecond) : undefined;
  return file === undefined ? openCapturedVideo(input, options) : stoppedBy(signal, file);
}
