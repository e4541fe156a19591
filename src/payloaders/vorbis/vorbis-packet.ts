/** One received Vorbis audio packet with its place in time (RFC 5215 §2). */

import type { MediaFrame } from '../depayloader.js';
import type { VorbisConfiguration } from './vorbis-configuration.js';

export class VorbisPacket implements MediaFrame {
  /** A packet of which a fragment was lost does not come out at all. */
  readonly complete = true;

  constructor(
    /** The RTP timestamp, 32 bits, of the packet's own first sample. */
    readonly timestamp: number,
    /** Samples that decoding yields; 0 for the first packet after a {@link discontinuity}, which only primes the decoder. */
    readonly durationSamples: number,
    /** Whether the packet before this one is not known: the start of a stream, a loss, another configuration. */
    readonly discontinuity: boolean,
    /** The packet as the encoder made it; a view on the datagram unless it came in fragments. */
    readonly bytes: Uint8Array,
    /** Which configuration it belongs to, 24 bits (RFC 5215 §2.2). */
    readonly ident: number,
    /** The same object for as long as the configuration stays the same. */
    readonly configuration: VorbisConfiguration,
  ) {}
}
