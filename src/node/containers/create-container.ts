/** Records received streams into a Matroska or MP4 file as they came, picture and sound on one line of time. */

import { extname } from 'node:path';
import { wrongType } from '../../errors.js';
import type { AccessUnit } from '../../payloaders/h264/index.js';
import type { VorbisPacket } from '../../payloaders/vorbis/index.js';
import type { MediaSink } from '../media-sink.js';
import { AudioRecorder } from './audio-recorder.js';
import { openMatroskaRecording } from './matroska-recording.js';
import { openMp4Recording } from './mp4-recording.js';
import { Recorder } from './recorder.js';
import type { Recording } from './recording.js';
import { VideoRecorder } from './video-recorder.js';

/** Which streams go into the file; at least one. */
export interface ContainerContents {
  readonly video?: boolean;
  readonly audio?: boolean;
}

/** The sinks of one file, which ends when all of them have been closed. */
export interface ContainerSinks<Contents extends ContainerContents> {
  readonly video: Contents['video'] extends true ? MediaSink<AccessUnit> : undefined;
  readonly audio: Contents['audio'] extends true ? MediaSink<VorbisPacket> : undefined;
}

const FORMATS: Readonly<Record<string, (path: string, tracks: number) => Promise<Recording>>> = {
  '.mkv': openMatroskaRecording,
  '.mka': openMatroskaRecording,
  '.mp4': openMp4Recording,
};

/**
 * Finds out whether the file can be written, and makes or empties it with the first frame. A picture begins with a key frame.
 * Matroska can be played at any time, and needs nothing; MP4 can once it has been closed, and needs the package mediabunny.
 * Parameter sets that change stay in the picture, where players look for them; sound of another configuration begins another
 * file, `name-2.mkv`, with both, up to a hundred.
 * @param path ends in `.mkv`, `.mka` or `.mp4`
 * @throws TypeError for another ending
 * @throws RtpkitError `ERR_RTPKIT_FILE` when it cannot be written, or mediabunny is not installed
 */
export async function createContainer<const Contents extends ContainerContents>(
  path: string,
  contents: Contents,
): Promise<ContainerSinks<Contents>> {
  const open = FORMATS[extname(path).toLowerCase()];
  if (open === undefined) throw wrongType('path', path, 'a name that ends in .mkv, .mka or .mp4');
  const tracks = Number(contents.video === true) + Number(contents.audio === true);
  const recorder = new Recorder(path, (part) => open(part, tracks), await open(path, tracks));
  return {
    video: contents.video === true ? new VideoRecorder(recorder) : undefined,
    audio: contents.audio === true ? new AudioRecorder(recorder) : undefined,
  } as ContainerSinks<Contents>;
}
