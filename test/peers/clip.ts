/** The clip of assets/ as lists: what goes into a sender, and what has to come out of a receiver. */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { concatenate } from '../../src/bytes/octets.js';
import { openOggVorbis, splitAccessUnits, splitAnnexB, Reject, type OggVorbisPacket } from '../../src/node/index.js';
import { hexOf } from '../hex.js';

export const CLIP_H264: URL = new URL('../../assets/clip.h264', import.meta.url);
export const CLIP_OGG: URL = new URL('../../assets/clip.ogg', import.meta.url);

const ACCESS_UNIT_DELIMITER = 9;

/** The first `count` access units, in Annex B. */
export function clipUnits(count = 300): Uint8Array[] {
  return splitAccessUnits(new Uint8Array(readFileSync(CLIP_H264)))
    .slice(0, count)
    .map(({ bytes }) => bytes);
}

/** The first `count` packets of the clip's sound, its three headers included. */
export async function clipPackets(count: number): Promise<OggVorbisPacket[]> {
  const packets: OggVorbisPacket[] = [];
  const { packets: all } = await openOggVorbis(CLIP_OGG);
  for await (const packet of all) if (packets.push(packet) === count) break;
  return packets;
}

/**
 * The NAL units of Annex B bytes in hexadecimal, without access unit delimiters, which h264parse writes anew: two streams are
 * identical when these lists are.
 */
export function nalUnitsOf(bytes: Uint8Array): string[] {
  const nalUnits = splitAnnexB(bytes);
  if (nalUnits instanceof Reject) throw new Error(nalUnits.toString());
  return comparable(nalUnits);
}

/** The same for NAL units that are split already. */
export function comparable(nalUnits: readonly Uint8Array[]): string[] {
  return nalUnits.filter((nalUnit) => (nalUnit[0]! & 0x1f) !== ACCESS_UNIT_DELIMITER).map(hexOf);
}

/** A digest of the slices of NAL units in hexadecimal: of the picture, however parameter sets are repeated around it. */
export function pictureOf(nalUnits: readonly string[]): string {
  const slices = nalUnits.filter((nalUnit) => [1, 5].includes(parseInt(nalUnit.slice(0, 2), 16) & 0x1f));
  return createHash('sha256').update(slices.join()).digest('hex').slice(0, 16);
}

/** Writes the first `count` access units as MP4, whose times a GStreamer sender keeps: h264parse gives none to a bare stream. */
export function writeClipMp4(path: string, count: number): void {
  const input = concatenate(clipUnits(count));
  const options = [
    '-v',
    'error',
    '-fflags',
    '+genpts',
    '-framerate',
    '30',
    '-f',
    'h264',
    '-i',
    '-',
    '-c',
    'copy',
    path,
  ];
  execFileSync('ffmpeg', options, { input });
}
