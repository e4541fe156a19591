/** The 24-bit ident that ties data to its configuration (RFC 5215 §2.2), made from the headers and nothing else. */

import type { VorbisHeaders } from './vorbis-configuration.js';

const FNV_OFFSET_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A hash (FNV-1a, folded to 24 bits): a sender that starts again with equal settings keeps its ident. */
export function configurationIdent(headers: VorbisHeaders): number {
  let hash = FNV_OFFSET_BASIS;
  for (const header of [headers.identification, headers.comment, headers.setup]) {
    for (let index = 0; index < header.length; index++) hash = Math.imul(hash ^ header[index]!, FNV_PRIME);
  }
  return (hash >>> 24) ^ (hash & 0xffffff);
}
