/** Opens a source of Vorbis: a sound card, a file, a pipe. */

import type { MediaSource } from '../media-source.js';
import { openOggStream } from './open-byte-stream.js';
import { openCapturedAudio } from './open-captured-source.js';
import { openAudioFile } from './open-file-source.js';
import type { AudioInput, AudioSourceOptions } from './source-options.js';
import { stoppedBy } from './stopped-by.js';

/**
 * Opens a source and, where a native program is behind it, waits for its first packet. `.ogg` files, and the Vorbis in Matroska
 * files, are sent as they are; any other file is decoded and encoded by the backend.
 * @throws RtpkitError `ERR_RTPKIT_BACKEND` when no native program is installed that could do it; `ERR_RTPKIT_CHILD_PROCESS` when
 *   the device cannot be used, `ERR_RTPKIT_FILE` when the file cannot be read
 * @throws RangeError for an encoding that cannot be
 */
export async function openAudioSource(input: AudioInput, options: AudioSourceOptions = {}): Promise<MediaSource> {
  const { signal } = options;
  if (input.kind === 'stream') return stoppedBy(signal, await openOggStream(input));
  const file = input.kind === 'file' ? await openAudioFile(input.path) : undefined;
  return file === undefined ? openCapturedAudio(input, options) : stoppedBy(signal, file);
}
