/** Frames out of byte streams that come live: placed in time as they arrive. */

import { setTimeout as delay } from 'node:timers/promises';
import type { OggVorbisPacket } from '../../formats/index.js';
import { readAccessUnits, type AnnexBInputOptions } from '../files/annex-b-input.js';
import type { TimedFrame } from '../files/live-pace.js';
import { monotonicNow } from '../system/system-clock.js';
import type { ArrivalLine } from './arrival-line.js';
import { SteadyPace } from './steady-pace.js';

type LiveFrames = AsyncGenerator<TimedFrame, void, undefined>;

/** The access units of a run of Annex B. */
export async function* liveAccessUnits(
  bytes: AsyncIterable<Uint8Array>,
  line: ArrivalLine,
  options: AnnexBInputOptions = {},
): LiveFrames {
  for await (const unit of readAccessUnits(bytes, options)) {
    yield { bytes: unit.bytes, timestampTicks: line.arrival() };
  }
}

/** The packets of a run of Ogg Vorbis. Its headers wait for the first packet of sound, whose time they have. */
export async function* liveVorbisPackets(packets: AsyncIterable<OggVorbisPacket>, line: ArrivalLine): LiveFrames {
  const pace = new SteadyPace();
  let headers: OggVorbisPacket[] = [];
  line.beginRun();
  for await (const packet of packets) {
    if (packet.kind === 'header') {
      headers.push(packet);
      continue;
    }
    const earlyMs = pace.earlyMs(monotonicNow(), packet);
    if (earlyMs > 0) await delay(earlyMs);
    const timestampTicks = line.place(packet.timestampTicks, packet.durationSamples);
    for (const { bytes } of headers) yield { bytes, timestampTicks };
    headers = [];
    yield { bytes: packet.bytes, timestampTicks };
  }
}
