/** Opens files whose media is H.264 or Vorbis already: it goes out as it is, at its pace. */

import { access, constants, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { H264_CLOCK_RATE } from '../../payloaders/h264/index.js';
import type { ContainerTrack } from '../containers/container.js';
import { openContainer } from '../containers/open-container.js';
import { readAccessUnits } from '../files/annex-b-input.js';
import { readChunks } from '../files/byte-input.js';
import { isFifo } from '../files/fifo.js';
import { atFrameRate, atLivePace, type TimedFrame } from '../files/live-pace.js';
import { openOggVorbis } from '../files/ogg-vorbis-input.js';
import type { MediaSource } from '../media-source.js';
import { unreadable } from '../system/file-error.js';
import { frameRateOf } from './frame-rate-of.js';
import { FrameSource } from './frame-source.js';
import { openAnnexBStream, openOggStream } from './open-byte-stream.js';

const ANNEX_B = /\.(?:h264|264|avc)$/i;
const OGG = /\.(?:ogg|oga)$/i;
const CONTAINER = /\.(?:mp4|m4v|m4a|mov|mkv|mka|webm|ts|m2ts)$/i;

/** Where a file does not tell its own. */
const FRAMES_PER_SECOND = 30;

/**
 * @param framesPerSecond of an elementary stream that does not tell its own; default 30
 * @returns `undefined` when there is no H.264 to be sent as it is
 * @throws RtpkitError `ERR_RTPKIT_FILE` when the file cannot be read, or mediabunny, which it needs, is not installed
 */
export async function openVideoFile(path: string, framesPerSecond?: number): Promise<MediaSource | undefined> {
  await requireReadable(path);
  const isLive = isFifo(path);
  if (CONTAINER.test(path) && !isLive) return openTrack(path, 'H264');
  if (!ANNEX_B.test(path)) return undefined;
  if (isLive) return openAnnexBStream({ kind: 'stream', bytes: readChunks(path) }, framesPerSecond);
  const rate = (await frameRateOf(path)) ?? framesPerSecond ?? FRAMES_PER_SECOND;
  const frames = atLivePace(atFrameRate(readAccessUnits(path), rate), H264_CLOCK_RATE);
  return new FrameSource({ codec: 'H264', clockRate: H264_CLOCK_RATE, name: path, frames });
}

/**
 * @returns `undefined` when there is no Vorbis to be sent as it is
 * @throws RtpkitError `ERR_RTPKIT_FILE` when the file cannot be read, or mediabunny, which it needs, is not installed
 */
export async function openAudioFile(path: string): Promise<MediaSource | undefined> {
  await requireReadable(path);
  const isLive = isFifo(path);
  if (CONTAINER.test(path) && !isLive) return openTrack(path, 'VORBIS');
  if (!OGG.test(path)) return undefined;
  if (isLive) return openOggStream({ kind: 'stream', bytes: readChunks(path) });
  const { configuration, packets } = await openOggVorbis(path);
  const clockRate = configuration.sampleRate;
  return new FrameSource({ codec: 'VORBIS', clockRate, name: path, frames: atLivePace(packets, clockRate) });
}

/** A mistyped name is no reason to ask a native program about it, which would say so in twenty lines. */
async function requireReadable(path: string): Promise<void> {
  await access(path, constants.R_OK).catch((cause: unknown) => Promise.reject(unreadable(path, cause)));
  if ((await stat(path)).isDirectory()) throw unreadable(path, new Error('it is a directory'));
}

async function openTrack(path: string, codec: ContainerTrack['codec']): Promise<MediaSource | undefined> {
  const container = await openContainer(path);
  const release = (): void => container.close();
  const track = container.tracks.find((candidate) => candidate.codec === codec);
  if (track === undefined) {
    release();
    return undefined;
  }
  return new FrameSource({ codec, clockRate: track.clockRate, name: path, frames: inTime(track), release });
}

/** Picture and sound of a file are opened one by one, and begin as far apart as they do in it. */
async function* inTime({ frames, clockRate, startMs }: ContainerTrack): AsyncGenerator<TimedFrame, void, undefined> {
  await delay(startMs);
  yield* atLivePace(frames, clockRate);
}
