/** Finds the sink for sound: loudspeakers, a file by the ending of its name, standard output. */

import { extname } from 'node:path';
import { RtpkitError } from '../../errors.js';
import type { VorbisPacket } from '../../payloaders/vorbis/index.js';
import type { Backend, BackendName } from '../backends/backend.js';
import { chooseBackend } from '../backends/choose-backend.js';
import type { AudioOutput } from '../backends/devices.js';
import { createContainer } from '../containers/create-container.js';
import { adviceOn } from '../diagnosis/advice.js';
import { requireWritable } from '../files/require-writable.js';
import { ByteSink } from './byte-sink.js';
import { createByteFile, standardOutput } from './byte-output.js';
import { ChildPlayer, type PlayerOptions } from './child-player.js';
import type { Feed } from './feed.js';
import { LiveSink } from './live-sink.js';
import type { MediaSink } from '../media-sink.js';
import { OggFeed } from './ogg-feed.js';
import { RecordingSink } from './recording-sink.js';
import { VorbisPacketFeed } from './vorbis-packet-feed.js';

/** Where sound goes. */
export type AudioTarget =
  | AudioOutput
  /** `.ogg`, `.mka`, or `.wav`, through a child process. */
  | { readonly kind: 'file'; readonly path: string }
  /** Ogg, a page for each packet. */
  | { readonly kind: 'stdout' };

export interface AudioSinkOptions extends PlayerOptions {
  /** Default: what is installed. */
  readonly backend?: BackendName;
}

/** From the packet written to its sound in the monitor of PulseAudio's null sink, in milliseconds, measured with clicks. */
const OUTPUT_DELAY_MS: Readonly<Record<BackendName, number>> = { gstreamer: 180, ffmpeg: 65 };
/** The pipe alone has half a second, and seconds of Ogg. */
const MOST_WAITING_OCTETS = 1 << 14;

/**
 * @throws RtpkitError `ERR_RTPKIT_FILE` when a file cannot be made or its name ends otherwise, `ERR_RTPKIT_BACKEND` when no program
 *   is installed that is needed
 */
export async function openAudioSink(
  target: AudioTarget,
  options: AudioSinkOptions = {},
): Promise<MediaSink<VorbisPacket>> {
  switch (target.kind) {
    case 'stdout':
      return new ByteSink(standardOutput(), new OggFeed(true));
    case 'file':
      return openAudioFile(target.path, options);
    case 'pulse':
    case 'alsa':
      return openLoudspeakers(target, options);
  }
}

function openLoudspeakers(output: AudioOutput, options: AudioSinkOptions): MediaSink<VorbisPacket> {
  const backend = chooseBackend(options.backend);
  const performance = {
    command: backend.playAudio(output),
    createFeed: () => createAudioFeed(backend, true),
    mostWaitingOctets: MOST_WAITING_OCTETS,
    beginsAnew: backend.audioFeed === 'ogg',
    adviceOn: (reason: string) => adviceOn(output, reason),
  };
  const player = new ChildPlayer(performance, options);
  const kind = output.kind === 'pulse' ? 'PulseAudio' : 'ALSA';
  const place = output.device === undefined ? kind : `${kind} ${output.device}`;
  return new LiveSink(player, {
    name: `${place}, through ${backend.program}`,
    outputDelayMs: OUTPUT_DELAY_MS[backend.name],
  });
}

async function openAudioFile(path: string, options: AudioSinkOptions): Promise<MediaSink<VorbisPacket>> {
  switch (extname(path).toLowerCase()) {
    case '.ogg':
    case '.oga':
      return new ByteSink(await createByteFile(path), new OggFeed(false));
    case '.wav': {
      const backend = chooseBackend(options.backend);
      await requireWritable(path);
      return new RecordingSink(path, backend.writeWav(path), createAudioFeed(backend, false));
    }
    case '.mka':
      return (await createContainer(path, { audio: true })).audio;
    default:
      throw new RtpkitError('ERR_RTPKIT_FILE', `${path} ends with none of .ogg .mka .wav`);
  }
}

function createAudioFeed({ audioFeed }: Backend, live: boolean): Feed<VorbisPacket> {
  return audioFeed === 'rfc4571' ? new VorbisPacketFeed() : new OggFeed(live);
}
