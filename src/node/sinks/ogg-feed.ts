/** Vorbis as a byte stream of Ogg pages, a packet in each (RFC 5334). */

import { concatenate } from '../../bytes/octets.js';
import { OggVorbisWriter } from '../../formats/index.js';
import type { VorbisPacket } from '../../payloaders/vorbis/index.js';
import type { Feed } from './feed.js';

export class OggFeed implements Feed<VorbisPacket> {
  readonly #writer: OggVorbisWriter;

  /** @param live a page for each packet, so that a decoder has it at once; else pages of about 4 KiB, for files */
  constructor(live: boolean) {
    this.#writer = new OggVorbisWriter({ onePacketPerPage: live });
  }

  octetsOf(packet: VorbisPacket): Uint8Array {
    return concatenate(this.#writer.push(packet));
  }

  filler(): Uint8Array {
    return concatenate(this.#writer.emptyPage());
  }

  end(): Uint8Array {
    return concatenate(this.#writer.end());
  }
}
