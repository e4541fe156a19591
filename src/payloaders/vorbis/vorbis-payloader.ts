/** Vorbis packets to RTP payloads: bundles, fragments and the configuration in-band (RFC 5215). */

import { writeUint16 } from '../../bytes/big-endian.js';
import { outOfRange, Reject, requireInteger, wrongType } from '../../errors.js';
import type { FormatParameters } from '../format-parameters.js';
import type { PacketSink, Payloader } from '../payloader.js';
import { blockSize } from './block-size.js';
import { configurationIdent } from './configuration-ident.js';
import { vorbisFormatParameters } from './format-parameters.js';
import { FragmentWriter } from './fragment-writer.js';
import { HeaderCollector } from './header-collector.js';
import { packableHeaders } from './packed-headers.js';
import { PacketTimeline } from './packet-timeline.js';
import {
  LENGTH_LENGTH,
  MAX_PACKETS,
  NOT_FRAGMENTED,
  PAYLOAD_HEADER_LENGTH,
  RAW_DATA,
  writePayloadHeader,
} from './payload-header.js';
import { parseVorbisConfiguration, type VorbisConfiguration, type VorbisHeaders } from './vorbis-configuration.js';

export interface VorbisPayloaderOptions {
  /** The three headers, where they are known beforehand; header packets that are pushed replace them. */
  readonly configuration?: VorbisHeaders;
  /** 1 to 15; default 15. */
  readonly maxPacketsPerPayload?: number;
  /**
   * How much later than the first packet of a payload its last one may begin, in milliseconds, 0 to 10 000; default 20.
   * Short, because a lost payload costs a GStreamer listener twice its span: rtpvorbisdepay marks every packet of the
   * next one as discontinuous, and vorbisdec drops each.
   */
  readonly maxBundleMs?: number;
  /**
   * Seconds of media after which the configuration is sent again, for who joins late or lost it, 0 to 3600; default 2;
   * 0 sends it at the start and at each change only.
   */
  readonly configurationIntervalSeconds?: number;
}

/**
 * `push` takes audio packets, and header packets (types 1, 3, 5) wherever they stand in the stream: a complete set of
 * three is a new configuration and makes no payload by itself. The configuration goes in front of the first audio packet
 * after it. A bundle holds packets that follow each other without a hole, so that a receiver can place each of them.
 */
export class VorbisPayloader implements Payloader {
  readonly maxBundleMs: number;
  readonly #sink: PacketSink;
  readonly #fragments: FragmentWriter;
  readonly #maxPackets: number;
  readonly #intervalSeconds: number;
  readonly #headers = new HeaderCollector();
  readonly #timeline = new PacketTimeline();
  #configuration: VorbisConfiguration | undefined;
  #ident = 0;
  #configurationTicks: number | undefined;
  /** The first `#bundleCount` are held; emptying the array would cost 7 of 70 ns a packet, because it gives up its store. */
  readonly #bundle: Uint8Array[] = [];
  #bundleCount = 0;
  #bundleLength = PAYLOAD_HEADER_LENGTH;
  #bundleTicks = 0;

  /** @throws RangeError when an option is outside its range or the configuration cannot be used */
  constructor(sink: PacketSink, options: VorbisPayloaderOptions = {}) {
    const { maxPacketsPerPayload = MAX_PACKETS, maxBundleMs = 20, configurationIntervalSeconds = 2 } = options;
    requireInteger('maxPacketsPerPayload', maxPacketsPerPayload, 1, MAX_PACKETS);
    requireWithin('maxBundleMs', maxBundleMs, 10_000);
    requireWithin('configurationIntervalSeconds', configurationIntervalSeconds, 3600);
    this.#sink = sink;
    this.#fragments = new FragmentWriter(sink);
    this.#maxPackets = maxPacketsPerPayload;
    this.maxBundleMs = maxBundleMs;
    this.#intervalSeconds = configurationIntervalSeconds;
    if (options.configuration !== undefined) this.#configure(options.configuration);
  }

  /** What audio packets are sent under now; {@link vorbisFormatParameters} describes it. */
  get configuration(): VorbisConfiguration | undefined {
    return this.#configuration;
  }

  /** `configuration`, once there is one. */
  get formatParameters(): FormatParameters {
    return this.#configuration === undefined ? {} : vorbisFormatParameters(this.#configuration);
  }

  get channels(): number | undefined {
    return this.#configuration?.channels;
  }

  get pending(): boolean {
    return this.#bundleCount > 0;
  }

  /**
   * @param frame one Vorbis packet; referred to until the bundle it joins is committed
   * @throws TypeError when no configuration is known yet
   * @throws RangeError when it is neither an audio packet of the configuration nor a usable header packet
   */
  push(frame: Uint8Array, timestampTicks: number): void {
    if (((frame[0] ?? 0) & 1) === 1) return this.#pushHeader(frame);
    const configuration = this.#configuration;
    if (configuration === undefined)
      throw wrongType('frame', frame, 'the three Vorbis header packets before any audio');
    if (blockSize(configuration, frame) === 0) throw outOfRange('frame', frame, 'an audio packet of the configuration');
    this.#fragments.requireRoom();
    if (this.#mustFlushBefore(frame, timestampTicks)) this.flush();
    if (this.#configurationIsDue(timestampTicks)) this.#sendConfiguration(timestampTicks);
    this.#timeline.anchor(timestampTicks);
    this.#timeline.place(configuration, frame);
    if (PAYLOAD_HEADER_LENGTH + LENGTH_LENGTH + frame.length > this.#sink.maxPayloadLength) {
      this.#fragments.write(this.#ident, RAW_DATA, frame, timestampTicks);
    } else {
      this.#append(frame, timestampTicks);
    }
  }

  flush(): void {
    if (this.#bundleCount === 0) return;
    const room = this.#sink.reserve(this.#bundleLength);
    const { bytes } = this.#sink;
    writePayloadHeader(bytes, room, this.#ident, NOT_FRAGMENTED, RAW_DATA, this.#bundleCount);
    let offset = room + PAYLOAD_HEADER_LENGTH;
    for (let index = 0; index < this.#bundleCount; index++) {
      const packet = this.#bundle[index]!;
      writeUint16(bytes, offset, packet.length);
      bytes.set(packet, offset + LENGTH_LENGTH);
      offset += LENGTH_LENGTH + packet.length;
    }
    this.#bundleCount = 0;
    this.#sink.commit(this.#bundleLength, this.#bundleTicks, false);
    this.#bundleLength = PAYLOAD_HEADER_LENGTH;
  }

  #pushHeader(frame: Uint8Array): void {
    const headers = this.#headers.push(frame);
    if (headers !== undefined) this.#configure(headers);
  }

  /** An encoder that starts again with equal settings changes nothing. */
  #configure(headers: VorbisHeaders): void {
    const configuration = parseVorbisConfiguration(packableHeaders(headers));
    if (configuration instanceof Reject) throw outOfRange('configuration', headers, String(configuration));
    const ident = configurationIdent(configuration);
    if (this.#configuration !== undefined && ident === this.#ident) return;
    this.flush();
    this.#configuration = configuration;
    this.#ident = ident;
    this.#configurationTicks = undefined;
    this.#timeline.interrupt();
  }

  #mustFlushBefore(frame: Uint8Array, timestampTicks: number): boolean {
    return (
      this.#bundleCount > 0 &&
      (this.#timeline.nextTicks !== timestampTicks ||
        this.#configurationIsDue(timestampTicks) ||
        this.#bundleLength + LENGTH_LENGTH + frame.length > this.#sink.maxPayloadLength)
    );
  }

  #configurationIsDue(timestampTicks: number): boolean {
    if (this.#configurationTicks === undefined) return true;
    const interval = this.#intervalSeconds * this.#configuration!.sampleRate;
    const elapsed = timestampTicks - this.#configurationTicks;
    return interval > 0 && (elapsed >= interval || elapsed < 0);
  }

  #sendConfiguration(timestampTicks: number): void {
    this.#fragments.writeConfiguration(this.#ident, this.#configuration!, timestampTicks);
    this.#configurationTicks = timestampTicks;
  }

  /** Holds the packet only where the next one can still join it. */
  #append(frame: Uint8Array, timestampTicks: number): void {
    if (this.#bundleCount === 0) this.#bundleTicks = timestampTicks;
    this.#bundle[this.#bundleCount++] = frame;
    this.#bundleLength += LENGTH_LENGTH + frame.length;
    const spanMs = ((this.#timeline.nextTicks - this.#bundleTicks) / this.#configuration!.sampleRate) * 1000;
    const full = this.#bundleCount === this.#maxPackets;
    if (full || spanMs > this.maxBundleMs || this.maxBundleMs === 0) this.flush();
  }
}

function requireWithin(argument: string, value: number, high: number): void {
  if (!(value >= 0 && value <= high)) throw outOfRange(argument, value, `a number from 0 to ${high}`);
}
