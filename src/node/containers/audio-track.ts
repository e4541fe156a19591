/** A track of Vorbis as packets with their times to the sample, the three headers in front (Vorbis I §4.2, §4.3.8). */

import { Reject, RtpkitError } from '../../errors.js';
import {
  PacketTimeline,
  parseVorbisConfiguration,
  readLacedHeaders,
  type VorbisConfiguration,
} from '../../payloaders/vorbis/index.js';
import { ReasonCounts } from '../../session/reason-counts.js';
import type { TimedFrame } from '../files/live-pace.js';
import type { AudioTrack } from './container.js';
import type { InputTrack } from './mediabunny.js';
import { bytesOf, type TrackPackets } from './track-packets.js';

/** Matroska rounds times to milliseconds, and the samples of the packets tell better; more than this is a hole. */
const TOLERANCE_SECONDS = 0.01;

/** @throws RtpkitError `ERR_RTPKIT_FILE` when what the file says of the track cannot be read */
export async function readAudioTrack(input: InputTrack, packets: TrackPackets): Promise<AudioTrack> {
  const config = await input.getDecoderConfig();
  const configuration = readConfiguration(bytesOf(config?.description));
  if (configuration instanceof Reject) {
    throw new RtpkitError(
      'ERR_RTPKIT_FILE',
      `${packets.path} has Vorbis that cannot be read: ${String(configuration)}`,
    );
  }
  const skipped = new ReasonCounts();
  return {
    codec: 'VORBIS',
    clockRate: configuration.sampleRate,
    startMs: packets.startMs,
    configuration,
    frames: { [Symbol.asyncIterator]: () => readPackets(packets, configuration, skipped) },
    get skipped() {
      return skipped.byReason;
    },
  };
}

function readConfiguration(laced: Uint8Array): VorbisConfiguration | Reject {
  const headers = readLacedHeaders(laced);
  return headers instanceof Reject ? headers : parseVorbisConfiguration(headers);
}

async function* readPackets(
  packets: TrackPackets,
  configuration: VorbisConfiguration,
  skipped: ReasonCounts,
): AsyncGenerator<TimedFrame, void, undefined> {
  const timeline = new PacketTimeline();
  let headersSent = false;
  for await (const { data, timestamp } of packets) {
    adjust(timeline, timestamp * configuration.sampleRate, TOLERANCE_SECONDS * configuration.sampleRate);
    if (!timeline.place(configuration, data)) {
      skipped.count('not-an-audio-packet');
      continue;
    }
    const { timestampTicks } = timeline;
    if (!headersSent) yield* headersOf(configuration, timestampTicks);
    headersSent = true;
    yield { bytes: data, timestampTicks };
  }
}

/** Believes the file where there is nothing better: at the start, behind a packet of which the length is a guess, and at a hole. */
function adjust(timeline: PacketTimeline, ticks: number, toleranceTicks: number): void {
  const place = Math.round(ticks);
  const isHole = Math.abs(place - timeline.nextTicks) > toleranceTicks;
  if (!isHole && timeline.durationSamples > 0) return;
  if (isHole) timeline.interrupt();
  timeline.anchor(place);
}

function* headersOf(
  { identification, comment, setup }: VorbisConfiguration,
  timestampTicks: number,
): Generator<TimedFrame, void, undefined> {
  for (const bytes of [identification, comment, setup]) yield { bytes, timestampTicks };
}
