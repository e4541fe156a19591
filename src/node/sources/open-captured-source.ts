/** Opens what a native program captures and encodes. */

import { H264_CLOCK_RATE } from '../../payloaders/h264/index.js';
import type { Backend } from '../backends/backend.js';
import { chooseBackend } from '../backends/choose-backend.js';
import type { AudioDevice, VideoDevice } from '../backends/devices.js';
import { audioEncodingSettings } from '../backends/encoding-settings.js';
import type { RestartedOptions } from '../children/restarted.js';
import { defined } from '../defined.js';
import { adviceOn } from '../diagnosis/advice.js';
import { openOggVorbis } from '../files/ogg-vorbis-input.js';
import type { MediaSource } from '../media-source.js';
import { ArrivalLine } from './arrival-line.js';
import { AUDIO_CAPTURE_DELAY_MS, VIDEO_CAPTURE_DELAY_MS } from './capture-delay.js';
import { CapturedSource } from './captured-source.js';
import { deviceName } from './device-name.js';
import { liveAccessUnits, liveVorbisPackets } from './live-frames.js';
import type { AudioSourceOptions, VideoSourceOptions } from './source-options.js';

export function openCapturedVideo(device: VideoDevice, options: VideoSourceOptions): Promise<MediaSource> {
  const { backend: asked, encoding = {}, signal } = options;
  const backend = chooseBackend(asked);
  const line = new ArrivalLine(H264_CLOCK_RATE);
  const source = {
    codec: 'H264',
    clockRate: H264_CLOCK_RATE,
    name: nameOf(device, backend),
    captureDelayMs: delayOf(device, VIDEO_CAPTURE_DELAY_MS),
    command: backend.captureVideo(device, encoding),
    read: (bytes: AsyncIterable<Uint8Array>) => liveAccessUnits(bytes, line, { unitPerWrite: true }),
    restarts: restartsOf(device, options),
    adviceOn: (reason: string) => adviceOn(device, reason),
  } as const;
  return CapturedSource.open(source, signal);
}

export function openCapturedAudio(device: AudioDevice, options: AudioSourceOptions): Promise<MediaSource> {
  const { backend: asked, encoding = {}, signal } = options;
  const backend = chooseBackend(asked);
  const clockRate = audioEncodingSettings(encoding).sampleRate;
  const line = new ArrivalLine(clockRate);
  const source = {
    codec: 'VORBIS',
    clockRate,
    name: nameOf(device, backend),
    captureDelayMs: delayOf(device, AUDIO_CAPTURE_DELAY_MS),
    command: backend.captureAudio(device, encoding),
    read: async function* (bytes: AsyncIterable<Uint8Array>) {
      const { packets } = await openOggVorbis(bytes);
      yield* liveVorbisPackets(packets, line);
    },
    restarts: restartsOf(device, options),
    adviceOn: (reason: string) => adviceOn(device, reason),
  } as const;
  return CapturedSource.open(source, signal);
}

function nameOf(device: VideoDevice | AudioDevice, { name }: Backend): string {
  return `${deviceName(device)}, through ${name === 'gstreamer' ? 'GStreamer' : 'FFmpeg'}`;
}

/** What is in a file was captured long ago. */
function delayOf({ kind }: VideoDevice | AudioDevice, measuredMs: number): number {
  return kind === 'file' ? 0 : measuredMs;
}

/** A file would begin anew. */
function restartsOf(
  { kind }: VideoDevice | AudioDevice,
  { restart = {}, onRestart }: VideoSourceOptions | AudioSourceOptions,
): RestartedOptions {
  if (kind === 'file' || restart === false) return { mostRestarts: 0 };
  return { ...restart, ...defined({ onRestart }) };
}
