/** Vorbis payloads to timed audio packets (RFC 5215). */

import { readUint16, readUint24 } from '../../bytes/big-endian.js';
import { Reject, requireInteger } from '../../errors.js';
import type { Depayloader, PayloadView } from '../depayloader.js';
import type { FormatParameters } from '../format-parameters.js';
import { ConfigurationCache } from './configuration-cache.js';
import { parseVorbisFormatParameters } from './format-parameters.js';
import { FragmentAssembler } from './fragment-assembler.js';
import { packedHeadersPrefixLength } from './packed-headers.js';
import { PacketTimeline } from './packet-timeline.js';
import {
  COMMENT_DATA,
  END_FRAGMENT,
  LENGTH_LENGTH,
  NOT_FRAGMENTED,
  PACKED_CONFIGURATION,
  PAYLOAD_HEADER_LENGTH,
  RAW_DATA,
  RESERVED_DATA,
  START_FRAGMENT,
} from './payload-header.js';
import type { VorbisConfiguration } from './vorbis-configuration.js';
import { noStatistics, type VorbisDepayloaderStatistics } from './vorbis-depayloader-statistics.js';
import { VorbisPacket } from './vorbis-packet.js';
import { type WaitingPacket, WaitingPackets } from './waiting-packets.js';

export interface VorbisDepayloaderOptions {
  /** The most octets that fragments may add up to; default 1 MiB. There may be 2048 of them. */
  readonly maxPacketLength?: number;
  /** The most configurations remembered at one time, 1 to 1024; default 16. */
  readonly maxConfigurations?: number;
  /**
   * How many audio packets may wait for an unknown configuration, 0 to 10 000; default 16: enough for a configuration that
   * comes out of order or is sent again at once, and not a backlog for a listener who joins late.
   */
  readonly maxWaitingPackets?: number;
}

/** Fragments kept of one packet: with 1400 octets each, twice the default `maxPacketLength`. */
const MAX_FRAGMENTS = 2048;

/**
 * Every payload's RTP timestamp is the anchor of its first packet, the others follow by their block sizes
 * ({@link PacketTimeline}). The frames' octets are views on the datagrams, except for packets that came in fragments.
 */
export class VorbisDepayloader implements Depayloader {
  readonly statistics: VorbisDepayloaderStatistics = noStatistics();
  readonly #onFrame: (frame: VorbisPacket) => void;
  readonly #maxPacketLength: number;
  readonly #configurations: ConfigurationCache;
  readonly #waiting: WaitingPackets;
  readonly #fragments = new FragmentAssembler();
  readonly #timeline = new PacketTimeline();
  #configuration: VorbisConfiguration | undefined;
  #ident = -1;
  #lastSequenceNumber = -1;
  #afterLoss = true;

  /**
   * @param parameters a `configuration` in it that cannot be read is counted and otherwise as if it were absent
   * @throws RangeError when an option is outside its range
   */
  constructor(
    onFrame: (frame: VorbisPacket) => void,
    parameters: FormatParameters = {},
    options: VorbisDepayloaderOptions = {},
  ) {
    const { maxPacketLength = 1 << 20, maxConfigurations = 16, maxWaitingPackets = 16 } = options;
    requireInteger('maxPacketLength', maxPacketLength, 1, 2 ** 30);
    requireInteger('maxConfigurations', maxConfigurations, 1, 1024);
    requireInteger('maxWaitingPackets', maxWaitingPackets, 0, 10_000);
    this.#onFrame = onFrame;
    this.#maxPacketLength = maxPacketLength;
    this.#configurations = new ConfigurationCache(maxConfigurations);
    this.#waiting = new WaitingPackets(maxWaitingPackets);
    this.#readParameters(parameters);
  }

  /** The sample rate of the configuration in use; before any packet, of the one announced last. */
  get clockRate(): number | undefined {
    return this.#configuration?.sampleRate;
  }

  /** Audio packets whose fragments or configuration did not come, or that are no audio by their configuration. */
  get framesDropped(): number {
    const { incompletePackets, unknownIdentsDropped, notAudio } = this.statistics;
    return incompletePackets + unknownIdentsDropped + notAudio;
  }

  /** Those of the reserved data type, and those that contradict their own lengths. */
  get payloadsRefused(): number {
    const { reservedPayloads, malformedPayloads, malformedConfigurations } = this.statistics;
    return reservedPayloads + malformedPayloads + malformedConfigurations;
  }

  push(packet: PayloadView): void {
    if (!this.#follow(packet.sequenceNumber)) return;
    const { bytes, payloadOffset, payloadEnd } = packet;
    if (payloadEnd - payloadOffset < PAYLOAD_HEADER_LENGTH) return this.#refusePayload();
    const ident = readUint24(bytes, payloadOffset);
    const octet = bytes[payloadOffset + 3]!;
    const fragmentType = octet >> 6;
    const dataType = (octet >> 4) & 3;
    if (dataType === RESERVED_DATA) this.statistics.reservedPayloads++;
    else if (fragmentType === NOT_FRAGMENTED) this.#pushWhole(packet, ident, dataType, octet & 0x0f);
    else if ((octet & 0x0f) !== 0) this.#refusePayload();
    else this.#pushFragment(packet, ident, dataType, fragmentType);
  }

  gap(): void {
    this.#abandonFragments();
    this.#afterLoss = true;
  }

  flush(): void {
    this.gap();
    this.statistics.unknownIdentsDropped += this.#waiting.take().length;
  }

  /** False for a repeated packet; a sequence number that does not follow is a gap. */
  #follow(sequenceNumber: number): boolean {
    if (sequenceNumber === this.#lastSequenceNumber) {
      this.statistics.duplicatePackets++;
      return false;
    }
    const follows = sequenceNumber === ((this.#lastSequenceNumber + 1) & 0xffff);
    if (!follows && this.#lastSequenceNumber !== -1) this.gap();
    this.#lastSequenceNumber = sequenceNumber;
    return true;
  }

  #pushWhole(packet: PayloadView, ident: number, dataType: number, count: number): void {
    this.#abandonFragments();
    if (dataType === PACKED_CONFIGURATION) this.#pushWholeConfiguration(packet, ident);
    else if (count === 0 || !holdsPackets(packet, count)) this.#refusePayload();
    else if (dataType === COMMENT_DATA) this.statistics.commentPayloads++;
    else this.#pushBundle(packet, ident, count);
  }

  #pushBundle(packet: PayloadView, ident: number, count: number): void {
    const { bytes } = packet;
    let offset = packet.payloadOffset + PAYLOAD_HEADER_LENGTH;
    for (let index = 0; index < count; index++) {
      const start = offset + LENGTH_LENGTH;
      offset = start + readUint16(bytes, offset);
      this.#pushAudio(ident, bytes.subarray(start, offset), index === 0 ? packet.timestamp : undefined);
    }
  }

  /** The length counts the headers (§3.1.1) or all octets that follow it (§2.3): senders do both. */
  #pushWholeConfiguration(packet: PayloadView, ident: number): void {
    const lengthOffset = packet.payloadOffset + PAYLOAD_HEADER_LENGTH;
    const start = lengthOffset + LENGTH_LENGTH;
    if (start > packet.payloadEnd) return this.#refusePayload();
    const length = readUint16(packet.bytes, lengthOffset);
    const packedHeaders = new Uint8Array(packet.bytes.subarray(start, packet.payloadEnd));
    const prefixLength = packedHeadersPrefixLength(packedHeaders);
    const excess = packedHeaders.length - length;
    if (excess === 0 || excess === prefixLength) this.#addConfiguration(ident, packedHeaders);
    else this.statistics.malformedConfigurations++;
  }

  /**
   * A fragment ends where its payload ends. Its length must say so, except in a configuration: the length in GStreamer's
   * first fragment leaves out the count and the lengths in front of the headers.
   */
  #pushFragment(packet: PayloadView, ident: number, dataType: number, fragmentType: number): void {
    const start = packet.payloadOffset + PAYLOAD_HEADER_LENGTH + LENGTH_LENGTH;
    const excess = start > packet.payloadEnd ? -1 : packet.payloadEnd - start - readUint16(packet.bytes, start - 2);
    if (excess < 0 || (excess > 0 && dataType !== PACKED_CONFIGURATION)) return this.#refusePayload();
    const fragment = packet.bytes.subarray(start, packet.payloadEnd);
    if (fragmentType === START_FRAGMENT) {
      this.#abandonFragments();
      this.#fragments.start(ident, dataType, packet.timestamp, fragment);
    } else if (this.#fragments.continues(ident, dataType, packet.timestamp)) {
      this.#fragments.append(fragment);
    } else {
      this.#refuseFragment();
    }
    if (this.#fragments.length > this.#maxPacketLength || this.#fragments.count > MAX_FRAGMENTS) this.gap();
    if (fragmentType === END_FRAGMENT && this.#fragments.open) this.#finishFragments(ident, dataType);
  }

  #finishFragments(ident: number, dataType: number): void {
    const { timestamp } = this.#fragments;
    const whole = this.#fragments.finish();
    if (dataType === RAW_DATA) this.#pushAudio(ident, whole, timestamp);
    else if (dataType === PACKED_CONFIGURATION) this.#addConfiguration(ident, whole);
    else this.statistics.commentPayloads++;
  }

  #pushAudio(ident: number, bytes: Uint8Array, anchor: number | undefined): void {
    if (ident === this.#ident || this.#select(ident)) return this.#emit(ident, bytes, anchor);
    this.statistics.unknownIdents++;
    this.#wait({ ident, bytes, anchor, afterLoss: this.#afterLoss });
    this.#afterLoss = false;
  }

  #wait(packet: WaitingPacket): void {
    this.statistics.unknownIdentsDropped += this.#waiting.push(packet);
  }

  #emit(ident: number, bytes: Uint8Array, anchor: number | undefined): void {
    const timeline = this.#timeline;
    const configuration = this.#configuration!;
    const discontinuity = this.#afterLoss;
    if (discontinuity) timeline.interrupt();
    if (anchor !== undefined && Math.abs(timeline.anchor(anchor)) > 1) this.statistics.timestampMismatches++;
    if (!timeline.place(configuration, bytes)) {
      this.statistics.notAudio++;
      this.#afterLoss = true;
      return;
    }
    this.#afterLoss = false;
    this.statistics.packets++;
    const timestamp = timeline.timestampTicks >>> 0;
    this.#onFrame(new VorbisPacket(timestamp, timeline.durationSamples, discontinuity, bytes, ident, configuration));
  }

  /** Makes the configuration of `ident` the one in use; packets that wait for another have waited in vain. */
  #select(ident: number): boolean {
    const configuration = this.#configurations.use(ident);
    if (configuration === undefined) return false;
    this.#ident = ident;
    this.#configuration = configuration;
    this.#afterLoss = true;
    this.statistics.unknownIdentsDropped += this.#waiting.take().length;
    return true;
  }

  #addConfiguration(ident: number, packedHeaders: Uint8Array): void {
    const configuration = this.#configurations.add(ident, packedHeaders);
    if (configuration instanceof Reject) {
      this.statistics.malformedConfigurations++;
      return;
    }
    this.statistics.configurations++;
    if (ident === this.#ident && configuration !== this.#configuration) this.#ident = -1;
    if (this.#ident === -1) this.#configuration = configuration;
    if (this.#waiting.length > 0) this.#releaseWaiting();
  }

  #releaseWaiting(): void {
    const afterLoss = this.#afterLoss;
    this.#afterLoss = false;
    for (const packet of this.#waiting.take()) {
      this.#afterLoss ||= packet.afterLoss;
      if (packet.ident !== this.#ident && !this.#select(packet.ident)) this.#wait(packet);
      else this.#emit(packet.ident, packet.bytes, packet.anchor);
    }
    this.#afterLoss ||= afterLoss;
  }

  #readParameters(parameters: FormatParameters): void {
    const configurations = parseVorbisFormatParameters(parameters);
    if (configurations instanceof Reject) this.statistics.malformedConfigurations++;
    else for (const { ident, packedHeaders } of configurations) this.#addConfiguration(ident, packedHeaders);
  }

  #refusePayload(): void {
    this.statistics.malformedPayloads++;
    this.gap();
  }

  #refuseFragment(): void {
    this.statistics.orphanFragments++;
    this.gap();
  }

  #abandonFragments(): void {
    if (!this.#fragments.open) return;
    this.statistics.incompletePackets++;
    this.#fragments.abandon();
    this.#afterLoss = true;
  }
}

/** Whether a payload is long enough for `count` packets of the lengths that it tells. */
function holdsPackets(packet: PayloadView, count: number): boolean {
  const { bytes, payloadEnd } = packet;
  let offset = packet.payloadOffset + PAYLOAD_HEADER_LENGTH;
  for (let index = 0; index < count; index++) {
    const start = offset + LENGTH_LENGTH;
    if (start > payloadEnd) return false;
    offset = start + readUint16(bytes, offset);
  }
  return offset <= payloadEnd;
}
