/** Received Vorbis packets into an Ogg byte stream, with granule positions from their timestamps (Vorbis I §A.2). */

import { timestampDelta } from '../clock/serial-number.js';
import type { VorbisConfiguration } from '../payloaders/vorbis/vorbis-configuration.js';
import { OggWriter } from './ogg-writer.js';

/** What the writer takes of a packet; a received Vorbis packet has this shape. */
export interface TimedVorbisPacket {
  readonly bytes: Uint8Array;
  /** Of the packet's first sample, modulo 2^32. */
  readonly timestamp: number;
  /** Samples that decoding the packet yields. */
  readonly durationSamples: number;
  readonly configuration: VorbisConfiguration;
}

export interface OggVorbisWriterOptions {
  /** Serial number of the first stream, 32 bits; the ones chained after it count on. Default 1. */
  readonly serialNumber?: number;
  /** Closes a page after each packet, for decoders that listen live; default false, pages of about 4 KiB. */
  readonly onePacketPerPage?: boolean;
}

/** A step of time longer than this, or backward, is a source that began anew, and leaves no hole in the file. */
const MAX_STEP_SECONDS = 60;

/** The first packet's timestamp is granule position 0. Another configuration ends the stream and chains a new one on. */
export class OggVorbisWriter {
  readonly #onePacketPerPage: boolean;
  #serialNumber: number;
  #ogg: OggWriter | undefined;
  #configuration: VorbisConfiguration | undefined;
  #granulePosition = 0;
  #nextTimestamp = 0;

  /** @throws RangeError when the serial number is outside its range, at the first packet */
  constructor(options: OggVorbisWriterOptions = {}) {
    this.#onePacketPerPage = options.onePacketPerPage ?? false;
    this.#serialNumber = options.serialNumber ?? 1;
  }

  /** Takes one packet and returns the pages it closes, in front of the first one those of the headers. */
  push(packet: TimedVorbisPacket): Uint8Array[] {
    const headerPages = packet.configuration === this.#configuration ? [] : this.#beginStream(packet);
    const step = timestampDelta(packet.timestamp, this.#nextTimestamp);
    if (step > 0 && step <= MAX_STEP_SECONDS * packet.configuration.sampleRate) this.#granulePosition += step;
    this.#granulePosition += packet.durationSamples;
    this.#nextTimestamp = (packet.timestamp + packet.durationSamples) >>> 0;
    const pages = this.#ogg!.push(packet.bytes, this.#granulePosition);
    return [...headerPages, ...pages, ...(this.#onePacketPerPage ? this.#ogg!.flush() : [])];
  }

  /** A page that tells nothing, to find out whether a pipe is still read; none before the first packet. */
  emptyPage(): Uint8Array[] {
    return this.#ogg?.emptyPage() ?? [];
  }

  /** Ends the stream and returns its last page; none when there was no packet. */
  end(): Uint8Array[] {
    const pages = this.#ogg === undefined ? [] : this.#ogg.end();
    this.#ogg = undefined;
    this.#configuration = undefined;
    return pages;
  }

  /** The identification header has the first page for itself, and audio begins on a page of its own (Vorbis I §A.2). */
  #beginStream(packet: TimedVorbisPacket): Uint8Array[] {
    const { configuration } = packet;
    const lastPages = this.end();
    const ogg = new OggWriter(this.#serialNumber);
    this.#serialNumber = (this.#serialNumber + 1) >>> 0;
    this.#ogg = ogg;
    this.#configuration = configuration;
    this.#granulePosition = 0;
    this.#nextTimestamp = packet.timestamp;
    return [
      ...lastPages,
      ...ogg.push(configuration.identification, 0),
      ...ogg.flush(),
      ...ogg.push(configuration.comment, 0),
      ...ogg.push(configuration.setup, 0),
      ...ogg.flush(),
    ];
  }
}
