/** A Vorbis configuration: the three header packets that every audio packet is decoded with, and what they say. */

import { Reject } from '../../errors.js';
import { bitWidth } from './bit-width.js';
import { emptyCommentHeader } from './comment-header.js';
import { COMMENT_HEADER, isHeaderPacket } from './header-packet.js';
import { type IdentificationHeader, parseIdentificationHeader } from './identification-header.js';
import { parseSetupHeader } from './setup-header.js';

/** The three header packets in the order of Vorbis I §4.2. */
export interface VorbisHeaders {
  readonly identification: Uint8Array;
  readonly comment: Uint8Array;
  readonly setup: Uint8Array;
}

/** Made by {@link parseVorbisConfiguration}, which checks the headers. */
export class VorbisConfiguration implements VorbisHeaders {
  /** In Hz; the RTP clock rate (RFC 5215 §2.1). */
  readonly sampleRate: number;
  /** 1 to 255. */
  readonly channels: number;
  /** Samples of a short and of a long block. */
  readonly blockSizes: readonly [number, number];
  /** Bits of the mode number in an audio packet, 0 to 6 (Vorbis I §4.3.1). */
  readonly modeBits: number;

  /** @param blockFlags for each mode whether its block is a long one */
  constructor(
    readonly identification: Uint8Array,
    readonly comment: Uint8Array,
    readonly setup: Uint8Array,
    header: IdentificationHeader,
    readonly blockFlags: readonly boolean[],
  ) {
    this.sampleRate = header.sampleRate;
    this.channels = header.channels;
    this.blockSizes = header.blockSizes;
    this.modeBits = bitWidth(blockFlags.length - 1);
  }
}

/**
 * Checks the three headers; the configuration keeps them and copies none. A comment header of no octets, which FFmpeg
 * writes, is replaced by an empty one, because decoders demand three packets.
 */
export function parseVorbisConfiguration(headers: VorbisHeaders): VorbisConfiguration | Reject {
  const identification = parseIdentificationHeader(headers.identification);
  if (identification instanceof Reject) return identification;
  const comment = headers.comment.length === 0 ? emptyCommentHeader() : headers.comment;
  if (!isHeaderPacket(comment, COMMENT_HEADER)) return new Reject('not-a-comment-header', 0, 'Vorbis I §4.2.1');
  const blockFlags = parseSetupHeader(headers.setup, identification.channels);
  if (blockFlags instanceof Reject) return blockFlags;
  return new VorbisConfiguration(headers.identification, comment, headers.setup, identification, blockFlags);
}
