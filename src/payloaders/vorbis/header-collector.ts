/** The three header packets as they come by in a stream, one after another (Vorbis I §4.2). */

import { outOfRange } from '../../errors.js';
import { COMMENT_HEADER, IDENTIFICATION_HEADER, isHeaderPacket, SETUP_HEADER } from './header-packet.js';
import type { VorbisHeaders } from './vorbis-configuration.js';

/** Waits for identification, comment and setup header, in that order. */
export class HeaderCollector {
  #identification: Uint8Array | undefined;
  #comment: Uint8Array | undefined;

  /**
   * Takes one header packet and returns the set when this one completes it.
   * @throws RangeError when it is no header packet, or not the one that must come next
   */
  push(packet: Uint8Array): VorbisHeaders | undefined {
    if (isHeaderPacket(packet, IDENTIFICATION_HEADER)) {
      this.#identification = packet;
      this.#comment = undefined;
      return undefined;
    }
    if (this.#identification !== undefined && this.#comment === undefined && isHeaderPacket(packet, COMMENT_HEADER)) {
      this.#comment = packet;
      return undefined;
    }
    if (this.#identification === undefined || this.#comment === undefined || !isHeaderPacket(packet, SETUP_HEADER)) {
      throw outOfRange('frame', packet, 'a Vorbis header packet: identification, comment, setup, in that order');
    }
    const headers = { identification: this.#identification, comment: this.#comment, setup: packet };
    this.#identification = undefined;
    return headers;
  }
}
