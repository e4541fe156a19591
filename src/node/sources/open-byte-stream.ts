/** Opens media that comes in encoded, through a pipe. */

import { Readable } from 'node:stream';
import { H264_CLOCK_RATE } from '../../payloaders/h264/index.js';
import { readAccessUnits } from '../files/annex-b-input.js';
import { atFrameRate, atLivePace } from '../files/live-pace.js';
import { openOggVorbis } from '../files/ogg-vorbis-input.js';
import type { MediaSource } from '../media-source.js';
import { ArrivalLine } from './arrival-line.js';
import { FrameSource } from './frame-source.js';
import { liveAccessUnits } from './live-frames.js';
import type { ByteStream } from './source-options.js';

const NAME = 'the byte stream';

/**
 * Annex B: live, with the times of arrival, unless a rate is given: then at that rate, however fast it comes. A unit is sent when
 * the next one begins, because who writes into a pipe may end its writes anywhere.
 */
export function openAnnexBStream({ bytes }: ByteStream, framesPerSecond: number | undefined): MediaSource {
  const frames =
    framesPerSecond === undefined
      ? liveAccessUnits(bytes, new ArrivalLine(H264_CLOCK_RATE))
      : atLivePace(atFrameRate(readAccessUnits(bytes), framesPerSecond), H264_CLOCK_RATE);
  const release = (): void => leave(bytes);
  return new FrameSource({ codec: 'H264', clockRate: H264_CLOCK_RATE, name: NAME, frames, release });
}

/** How far a live stream may be ahead of its times, in milliseconds: hours of a clock that is 0.01 % fast. */
const LEAD_MS = 1000;

/**
 * Ogg Vorbis: live, or at the pace of its own times when it comes faster.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when it holds no Vorbis
 */
export async function openOggStream({ bytes }: ByteStream): Promise<MediaSource> {
  const { configuration, packets } = await openOggVorbis(bytes);
  const clockRate = configuration.sampleRate;
  const frames = atLivePace(packets, clockRate, LEAD_MS);
  return new FrameSource({ codec: 'VORBIS', clockRate, name: NAME, frames, release: () => leave(bytes) });
}

/** A pipe that nobody reads any more need not keep the process alive. */
function leave(bytes: AsyncIterable<Uint8Array>): void {
  if (bytes instanceof Readable) bytes.destroy();
}
