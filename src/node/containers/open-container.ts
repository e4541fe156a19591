/** Opens MP4, MOV, Matroska, WebM and MPEG-TS files, to send the H.264 and Vorbis in them as they are. */

import { stat } from 'node:fs/promises';
import { RtpkitError } from '../../errors.js';
import { unreadable } from '../system/file-error.js';
import { readAudioTrack } from './audio-track.js';
import { Container, type ContainerTrack } from './container.js';
import { loadMediabunny } from './load-mediabunny.js';
import type { Input, InputTrack, Mediabunny } from './mediabunny.js';
import { damaged, TrackPackets } from './track-packets.js';
import { readVideoTrack } from './video-track.js';

/**
 * Opens a media file; needs the package mediabunny.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when it cannot be read, is no such file, or mediabunny is not installed
 */
export async function openContainer(path: string): Promise<Container> {
  await requireFile(path);
  const mediabunny = await loadMediabunny(path);
  const { FilePathSource, MATROSKA, MP4, MPEG_TS, QTFF, WEBM } = mediabunny;
  const input = new mediabunny.Input({
    source: new FilePathSource(path),
    formats: [MP4, QTFF, MATROSKA, WEBM, MPEG_TS],
  });
  try {
    return await read(mediabunny, path, input);
  } catch (cause) {
    input.dispose();
    throw cause instanceof RtpkitError ? cause : damaged(path, cause);
  }
}

/** What is read here and there cannot come out of a pipe. */
async function requireFile(path: string): Promise<void> {
  let isFile: boolean;
  try {
    isFile = (await stat(path)).isFile();
  } catch (cause) {
    throw unreadable(path, cause);
  }
  if (!isFile)
    throw new RtpkitError('ERR_RTPKIT_FILE', `${path} is no file, only a file can be searched for its tracks`);
}

async function read(mediabunny: Mediabunny, path: string, input: Input): Promise<Container> {
  const found = await input.getTracks();
  const starts = await Promise.all(found.map((track) => track.getFirstTimestamp()));
  const tracks: ContainerTrack[] = [];
  const others: string[] = [];
  for (const [index, track] of found.entries()) {
    const startMs = 1000 * (starts[index]! - Math.min(...starts));
    const codec = await track.getCodec();
    const isNew = !tracks.some((known) => (known.codec === 'H264') === track.isVideoTrack());
    const packets = new TrackPackets(mediabunny, path, track, startMs);
    if (isNew && track.isVideoTrack() && codec === 'avc') tracks.push(await readVideoTrack(track, packets));
    else if (isNew && track.isAudioTrack() && codec === 'vorbis') tracks.push(await readAudioTrack(track, packets));
    else others.push(await describeTrack(track));
  }
  return new Container({ path, tracks, others, close: () => input.dispose() });
}

/** `HEVC picture`, or the file's own name where mediabunny knows none. */
async function describeTrack(track: InputTrack): Promise<string> {
  const codec = (await track.getCodec()) ?? (await track.getInternalCodecId());
  const kind = track.isVideoTrack() ? 'picture' : track.isAudioTrack() ? 'sound' : track.type;
  return `${String(codec ?? 'unknown').toUpperCase()} ${kind}`;
}
