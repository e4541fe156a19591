/** The clip as a receiver hands it out: frames with the times at which they are presented. */

import type { ReceivedFrame } from '../../../src/node/endpoint/received-stream.js';
import { AccessUnit, nalUnitType, splitAnnexB, VorbisPacket } from '../../../src/node/index.js';
import { clipPackets, clipUnits } from '../../peers/clip.js';

/** Some time of the session's clock. */
export const START_MS = 123_456.7;

function received<Frame extends AccessUnit | VorbisPacket>(frame: Frame, presentationMs: number): ReceivedFrame<Frame> {
  const times = { arrivalMs: presentationMs, releaseMs: presentationMs, presentationMs, captureNtp: undefined };
  const { timestamp } = frame;
  // No sink looks at the stream.
  return { type: 'frame', frame, stream: undefined!, rtpTimestamp: timestamp, mediaTicks: timestamp, ...times };
}

/** The first `count` access units of the clip. */
export function receivedPicture(count: number, startMs: number = START_MS): ReceivedFrame<AccessUnit>[] {
  return receivedUnits(
    clipUnits(count).map((bytes) => ({ bytes })),
    startMs,
  );
}

/** Access units at 30 frames/s. */
export function receivedUnits(units: readonly { bytes: Uint8Array }[], startMs: number): ReceivedFrame<AccessUnit>[] {
  return units.map(({ bytes }, index) => {
    const nalUnits = splitAnnexB(bytes) as Uint8Array[];
    const keyFrame = nalUnits.some(([header]) => nalUnitType(header!) === 5);
    return received(new AccessUnit(nalUnits, index * 3000, true, 'marker', keyFrame), startMs + (index * 1000) / 30);
  });
}

/** Packets of 44.1 kHz. */
export async function receivedSound(count: number, startMs: number = START_MS): Promise<ReceivedFrame<VorbisPacket>[]> {
  const packets = (await clipPackets(count + 3)).filter(({ kind }) => kind === 'audio');
  const first = packets[0]!.timestampTicks;
  return packets.map(({ bytes, configuration, durationSamples, timestampTicks }, index) => {
    const ticks = timestampTicks - first;
    const packet = new VorbisPacket(ticks, durationSamples, index === 0, bytes, 1, configuration);
    return received(packet, startMs + (ticks * 1000) / 44_100);
  });
}
