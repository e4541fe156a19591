/** The three header packets behind Xiph lacing, as Matroska keeps them and WebCodecs wants them (Matroska codec A_VORBIS). */

import { concatenate } from '../../bytes/octets.js';
import { Reject } from '../../errors.js';
import type { VorbisHeaders } from './vorbis-configuration.js';

const SECTION = 'Matroska A_VORBIS';

/** The count of headers less one, and the lengths of all but the last as sums of octets of which all but the last are 255. */
export function writeLacedHeaders({ identification, comment, setup }: VorbisHeaders): Uint8Array {
  const lengths = [identification, comment].map(({ length }) => lace(length));
  return concatenate([Uint8Array.of(2), ...lengths, identification, comment, setup]);
}

/** Reads what takes all of `laced`; the headers are views on it. */
export function readLacedHeaders(laced: Uint8Array): VorbisHeaders | Reject {
  if (laced[0] !== 2) return new Reject('header-count-not-3', 0, SECTION, `${(laced[0] ?? 0) + 1} headers`);
  let offset = 1;
  const lengths = [0, 0];
  for (let header = 0; header < 2; header++) {
    let octet: number | undefined;
    do {
      octet = laced[offset++];
      if (octet === undefined) return new Reject('header-length-endless', laced.length, SECTION);
      lengths[header]! += octet;
    } while (octet === 255);
  }
  const commentOffset = offset + lengths[0]!;
  const setupOffset = commentOffset + lengths[1]!;
  if (setupOffset > laced.length) return new Reject('headers-overrun-configuration', laced.length, SECTION);
  return {
    identification: laced.subarray(offset, commentOffset),
    comment: laced.subarray(commentOffset, setupOffset),
    setup: laced.subarray(setupOffset),
  };
}

function lace(length: number): Uint8Array {
  const octets = new Uint8Array(Math.floor(length / 255) + 1).fill(255);
  octets[octets.length - 1] = length % 255;
  return octets;
}
