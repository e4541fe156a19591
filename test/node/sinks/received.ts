/** The clip as a receiver would hand it out, at its own pace: frames with the times of a jitter buffer. */

import { setTimeout as delay } from 'node:timers/promises';
import {
  AccessUnit,
  openOggVorbis,
  splitAnnexB,
  VorbisPacket,
  type MediaFrame,
  type MediaSink,
  type ReceivedFrame,
  type VorbisConfiguration,
} from '../../../src/node/index.js';

const KEY_FRAME = 5;

/** An access unit in Annex B as a depayloader makes it. */
export function accessUnit(bytes: Uint8Array, timestamp = 0): AccessUnit {
  const nalUnits = splitAnnexB(bytes) as Uint8Array[];
  const keyFrame = nalUnits.some((nalUnit) => (nalUnit[0]! & 0x1f) === KEY_FRAME);
  return new AccessUnit(nalUnits, timestamp, true, 'marker', keyFrame);
}

/** A frame that comes at its presentation time. */
export function received<Frame extends MediaFrame>(
  frame: Frame,
  presentationMs: number,
  releaseMs: number = presentationMs,
): ReceivedFrame<Frame> {
  return {
    type: 'frame',
    stream: undefined as never, // Of no interest to sinks.
    frame,
    rtpTimestamp: frame.timestamp,
    mediaTicks: frame.timestamp,
    captureNtp: undefined,
    arrivalMs: releaseMs,
    releaseMs,
    presentationMs,
  };
}

/** Writes frames at the pace at which they follow each other; the first at once. */
export async function writeLive<Frame extends MediaFrame>(
  sink: MediaSink<Frame>,
  frames: readonly Frame[],
  clockRate: number,
): Promise<void> {
  const originMs = performance.now();
  for (const frame of frames) {
    const dueMs = originMs + ((frame.timestamp - frames[0]!.timestamp) * 1000) / clockRate;
    await delay(Math.max(0, dueMs - performance.now()));
    await sink.write(received(frame, dueMs));
  }
}

/** The audio packets of an Ogg file, as many as begin before `seconds`. */
export async function vorbisPackets(path: string | URL, seconds: number): Promise<VorbisPacket[]> {
  const { packets, configuration } = await openOggVorbis(path);
  const found: VorbisPacket[] = [];
  for await (const packet of packets) {
    if (packet.kind !== 'audio' || packet.timestampTicks < 0) continue;
    if (packet.timestampTicks >= seconds * configuration.sampleRate) break;
    found.push(vorbisPacket(packet.bytes, packet.timestampTicks, packet.durationSamples, configuration));
  }
  return found;
}

function vorbisPacket(
  bytes: Uint8Array,
  timestamp: number,
  durationSamples: number,
  configuration: VorbisConfiguration,
): VorbisPacket {
  return new VorbisPacket(timestamp, durationSamples, false, bytes, 1, configuration);
}
