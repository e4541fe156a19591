/** Timed Vorbis packets out of an Ogg byte stream (Vorbis I §A, RFC 5334 §4): what a Vorbis payloader takes. */

import { Reject } from '../errors.js';
import { blockSize, packetDuration, previousBlockSize } from '../payloaders/vorbis/block-size.js';
import { IDENTIFICATION_HEADER, isHeaderPacket } from '../payloaders/vorbis/header-packet.js';
import { parseVorbisConfiguration, type VorbisConfiguration } from '../payloaders/vorbis/vorbis-configuration.js';
import { OggReader, type OggReaderOptions } from './ogg-reader.js';
import type { OggPacket } from './ogg-stream.js';

export interface OggVorbisPacket {
  /** Header packets come first, three of them, and again wherever another stream is chained on. */
  readonly kind: 'header' | 'audio';
  readonly bytes: Uint8Array;
  /** Where the packet's first sample lies; sample 0 is where the first stream begins to be heard, so that it may be below 0. */
  readonly timestampTicks: number;
  /** Samples that the packet yields when all of them are heard. */
  readonly durationSamples: number;
  readonly configuration: VorbisConfiguration;
}

/** 46 years at 192 kHz: a granule position beyond is none, and its ticks would no longer be safe to count with. */
const LATEST_TICKS = 2 ** 48;

/**
 * Follows the first Vorbis stream of a file and what is chained after it. The granule position of each page says where its
 * last packet ends and wins over what the packets before it said; on the last page of a stream it may say less than the
 * packets hold, because the end is trimmed, and is not used (Vorbis I §A.2).
 */
export class OggVorbisReader {
  readonly #ogg: OggReader;
  #serialNumber: number | undefined;
  #headers: OggPacket[] = [];
  #configuration: VorbisConfiguration | undefined;
  #page: OggPacket[] = [];
  #previousBlock = 0;
  #atStart = true;
  /** Where the stream of the chain begins, and where the next packet does. */
  #origin = 0;
  #nextTicks = 0;
  #rejects = 0;

  /** @throws RangeError when an option is outside its range */
  constructor(options: OggReaderOptions = {}) {
    this.#ogg = new OggReader(options);
  }

  /** Packets of the stream that were neither usable headers nor audio. */
  get rejects(): number {
    return this.#rejects;
  }

  /** Octets that belonged to no page. */
  get skippedOctets(): number {
    return this.#ogg.skippedOctets;
  }

  /** Pages whose checksum or version was wrong. */
  get damagedPages(): number {
    return this.#ogg.damagedPages;
  }

  /** Takes the next chunk, of any size, and returns the packets whose page is whole now. */
  push(chunk: Uint8Array): OggVorbisPacket[] {
    return this.#ogg.push(chunk).flatMap((packet) => this.#pushPacket(packet));
  }

  #pushPacket(packet: OggPacket): OggVorbisPacket[] {
    if (packet.beginsStream && this.#mayBegin(packet)) this.#begin(packet.serialNumber);
    if (packet.serialNumber !== this.#serialNumber) return [];
    if (this.#configuration === undefined) return this.#pushHeader(packet);
    this.#page.push(packet);
    return packet.lastOnPage ? this.#endPage(this.#configuration, packet) : [];
  }

  /** Streams that begin together are multiplexed, and one of them is enough; one that begins later is chained. */
  #mayBegin(packet: OggPacket): boolean {
    const isVorbis = isHeaderPacket(packet.bytes, IDENTIFICATION_HEADER);
    return isVorbis && (this.#serialNumber === undefined || this.#configuration !== undefined);
  }

  #begin(serialNumber: number): void {
    this.#serialNumber = serialNumber;
    this.#headers = [];
    this.#configuration = undefined;
    this.#page = [];
    this.#previousBlock = 0;
    this.#atStart = true;
    this.#origin = this.#nextTicks;
  }

  #pushHeader(packet: OggPacket): OggVorbisPacket[] {
    this.#headers.push(packet);
    if (this.#headers.length < 3) return [];
    const [identification, comment, setup] = this.#headers.map((header) => header.bytes);
    this.#headers = [];
    const configuration = parseVorbisConfiguration({
      identification: identification!,
      comment: comment!,
      setup: setup!,
    });
    if (configuration instanceof Reject) {
      this.#rejects += 3;
      this.#serialNumber = undefined;
      return [];
    }
    this.#configuration = configuration;
    const timestampTicks = this.#origin;
    return [identification!, comment!, setup!].map((bytes) => {
      return { kind: 'header', bytes, timestampTicks, durationSamples: 0, configuration };
    });
  }

  #endPage(configuration: VorbisConfiguration, last: OggPacket): OggVorbisPacket[] {
    const packets: OggVorbisPacket[] = [];
    for (const packet of this.#page) this.#place(configuration, packet, packets);
    this.#page = [];
    const end = this.#origin + last.granulePosition;
    if (last.granulePosition < 0 || end > LATEST_TICKS) return packets;
    const shift = end - this.#nextTicks;
    this.#nextTicks = end;
    const trimmed = last.endsStream && shift < 0;
    return shift === 0 || trimmed ? packets : packets.map((packet) => later(packet, shift));
  }

  #place(configuration: VorbisConfiguration, packet: OggPacket, packets: OggVorbisPacket[]): void {
    const { bytes } = packet;
    const block = blockSize(configuration, bytes);
    if (packet.afterLoss || block === 0) this.#previousBlock = 0;
    if (block === 0) {
      this.#rejects++;
      return;
    }
    const durationSamples = this.#previousBlock === 0 ? 0 : packetDuration(this.#previousBlock, block);
    packets.push({ kind: 'audio', bytes, timestampTicks: this.#nextTicks, durationSamples, configuration });
    this.#nextTicks += durationSamples === 0 ? this.#unheard(configuration, packet, block) : durationSamples;
    this.#previousBlock = block;
    this.#atStart = false;
  }

  /**
   * How far the stream moves on in a packet that yields nothing: not at all at its start; after a loss by its share of a
   * block before it of the size that it tells, or of its own size where it tells none.
   */
  #unheard(configuration: VorbisConfiguration, packet: OggPacket, block: number): number {
    if (this.#atStart && !packet.afterLoss) return 0;
    return packetDuration(previousBlockSize(configuration, packet.bytes) ?? block, block);
  }
}

function later(packet: OggVorbisPacket, ticks: number): OggVorbisPacket {
  return { ...packet, timestampTicks: packet.timestampTicks + ticks };
}
