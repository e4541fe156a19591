/**
 * Vorbis as RTP packets on a pipe, one packet of audio in each, because vorbisdec loses all of the first. The configuration
 * goes in-band, at the start and where it changes: rtpvorbisdepay and vorbisdec then go on with the new one, where a chained Ogg
 * stream ends a gst-launch.
 */

import { VorbisPayloader, type VorbisConfiguration, type VorbisPacket } from '../../payloaders/vorbis/index.js';
import { NO_OCTETS, type Feed } from './feed.js';
import { RtpStreamWriter } from './rtp-stream-writer.js';

/**
 * What each packet weighs, in octets per millisecond. Without, a pipe holds 6 s of sound, and GStreamer's jitter buffer loses its
 * sense of time over more than 1 s of it: after a stall of 1.5 s sound stayed 1.3 s late. With it, the pipe holds half a second, and
 * what comes later is left out.
 */
const BALLAST_PER_MS = 350;

export class VorbisPacketFeed implements Feed<VorbisPacket> {
  readonly #writer = new RtpStreamWriter();
  readonly #payloader = new VorbisPayloader(this.#writer.sink, { maxBundleMs: 0, configurationIntervalSeconds: 0 });
  #configuration: VorbisConfiguration | undefined;

  octetsOf(packet: VorbisPacket, presentationMs: number): Uint8Array {
    const { configuration, bytes, durationSamples } = packet;
    const ticks = this.#writer.ticksAt(presentationMs);
    if (configuration !== this.#configuration) {
      const { identification, comment, setup } = configuration;
      for (const header of [identification, comment, setup]) this.#payloader.push(header, ticks);
      this.#configuration = configuration;
    }
    this.#payloader.push(bytes, ticks);
    return this.#writer.take((BALLAST_PER_MS * durationSamples * 1000) / configuration.sampleRate);
  }

  end(): Uint8Array {
    return NO_OCTETS;
  }
}
