/** A track of H.264 as access units in Annex B, parameter sets in front of each key frame (ISO 14496-15 §5). */

import { Reject, RtpkitError } from '../../errors.js';
import {
  H264_CLOCK_RATE,
  joinAnnexB,
  nalUnitType,
  NalUnitType,
  ParameterSets,
  parseAvcConfiguration,
  splitAnnexB,
  splitAvc,
  withParameterSets,
  type AvcConfiguration,
} from '../../payloaders/h264/index.js';
import { ReasonCounts } from '../../session/reason-counts.js';
import type { TimedFrame } from '../files/live-pace.js';
import type { VideoTrack } from './container.js';
import type { EncodedPacket, InputTrack } from './mediabunny.js';
import { withSendingTimes } from './sending-times.js';
import { bytesOf, type TrackPackets } from './track-packets.js';

/** @throws RtpkitError `ERR_RTPKIT_FILE` when what the file says of the track cannot be read */
export async function readVideoTrack(input: InputTrack, packets: TrackPackets): Promise<VideoTrack> {
  const config = await input.getDecoderConfig();
  const description = config?.description === undefined ? undefined : bytesOf(config.description);
  const configuration = description === undefined ? undefined : parseAvcConfiguration(description);
  if (configuration instanceof Reject) {
    throw new RtpkitError('ERR_RTPKIT_FILE', `${packets.path} has H.264 that cannot be read: ${String(configuration)}`);
  }
  const skipped = new ReasonCounts();
  return {
    codec: 'H264',
    clockRate: H264_CLOCK_RATE,
    startMs: packets.startMs,
    parameterSets: configuration?.parameterSets ?? [],
    frames: {
      [Symbol.asyncIterator]: () => withSendingTimes(readAccessUnits(packets, configuration, skipped)),
    },
    get skipped() {
      return skipped.byReason;
    },
  };
}

async function* readAccessUnits(
  packets: TrackPackets,
  configuration: AvcConfiguration | undefined,
  skipped: ReasonCounts,
): AsyncGenerator<TimedFrame, void, undefined> {
  const sets = new ParameterSets();
  for (const set of configuration?.parameterSets ?? []) sets.store(set);
  for await (const packet of packets) {
    const nalUnits =
      configuration === undefined ? splitAnnexB(packet.data) : splitAvc(packet.data, configuration.lengthSize);
    if (nalUnits instanceof Reject) skipped.count(nalUnits.reason);
    else yield accessUnit(packet, nalUnits, sets);
  }
}

/** Sets that travel in-band replace those of their ids, in Annex B as in `avc3`. */
function accessUnit(packet: EncodedPacket, nalUnits: readonly Uint8Array[], sets: ParameterSets): TimedFrame {
  for (const nalUnit of nalUnits) sets.store(nalUnit);
  const whole = isKeyFrame(packet, nalUnits) ? withParameterSets(nalUnits, sets) : nalUnits;
  return { bytes: joinAnnexB(whole), timestampTicks: Math.round(packet.timestamp * H264_CLOCK_RATE) };
}

function isKeyFrame({ type }: EncodedPacket, nalUnits: readonly Uint8Array[]): boolean {
  return type === 'key' || nalUnits.some(([header]) => nalUnitType(header!) === NalUnitType.idrSlice);
}
