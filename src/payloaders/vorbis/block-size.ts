/** Block sizes of audio packets, read from their first octet (Vorbis I §4.3.1). */

import type { VorbisConfiguration } from './vorbis-configuration.js';

/**
 * The first bits of an audio packet, least significant first: packet type (1 bit, 0), mode number (0 to 6 bits) and, in a
 * long block only, the size of the block before (1 bit) and of the one after (1 bit). All but the last fit in one octet.
 */
export function blockSize(configuration: VorbisConfiguration, packet: Uint8Array): number {
  if (packet.length === 0 || (packet[0]! & 1) !== 0) return 0;
  const longBlock = configuration.blockFlags[modeNumber(configuration, packet)];
  if (longBlock === undefined) return 0;
  return configuration.blockSizes[longBlock ? 1 : 0];
}

/** The size of the block before the one in `packet`, which only a long block tells; `undefined` for a short one. */
export function previousBlockSize(configuration: VorbisConfiguration, packet: Uint8Array): number | undefined {
  if (configuration.blockFlags[modeNumber(configuration, packet)] !== true) return undefined;
  const previousIsLong = (packet[0]! >> (1 + configuration.modeBits)) & 1;
  return configuration.blockSizes[previousIsLong === 1 ? 1 : 0];
}

/** Samples that decoding a packet yields: a quarter of each of the two overlapping blocks (Vorbis I §4.3.8). */
export function packetDuration(previousBlock: number, block: number): number {
  return (previousBlock + block) / 4;
}

function modeNumber(configuration: VorbisConfiguration, packet: Uint8Array): number {
  return (packet[0]! >> 1) & ((1 << configuration.modeBits) - 1);
}
