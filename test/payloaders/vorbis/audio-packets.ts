/** Audio packets without sound: a first octet that says which block they hold, then filling (Vorbis I §4.3.1). */

import { packetDuration } from '../../../src/payloaders/vorbis/block-size.js';
import type { TimedFrame } from './relay.js';

/** For a configuration of the modes short and long. `neighbours` are the sizes before and after, which a long block tells. */
export function audioPacket(
  long: boolean,
  length: number,
  neighbours: readonly [boolean, boolean],
  filling = 0,
): Uint8Array {
  const packet = new Uint8Array(length).fill(filling);
  packet[0] = long ? 2 | (neighbours[0] ? 4 : 0) | (neighbours[1] ? 8 : 0) : 0;
  return packet;
}

/** A stream from its start: packets of drawn blocks and lengths with the timestamps that libvorbis would give them. */
export function audioStream(
  blocks: ReadonlyArray<{ readonly long: boolean; readonly length: number }>,
  blockSizes: readonly [number, number],
  startTicks = 0,
): TimedFrame[] {
  let timestampTicks = startTicks;
  return blocks.map(({ long, length }, index) => {
    const before = blocks[index - 1];
    const neighbours: [boolean, boolean] = [before?.long ?? false, blocks[index + 1]?.long ?? false];
    const frame = { bytes: audioPacket(long, length, neighbours, index & 0xff), timestampTicks };
    if (before !== undefined)
      timestampTicks += packetDuration(blockSizes[before.long ? 1 : 0], blockSizes[long ? 1 : 0]);
    return frame;
  });
}
