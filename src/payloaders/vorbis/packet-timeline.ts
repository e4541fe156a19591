/** Times of audio packets from their block sizes, anchored again at each RTP timestamp (RFC 5215 §2.1). */

import { timestampDelta } from '../../clock/serial-number.js';
import { blockSize, packetDuration, previousBlockSize } from './block-size.js';
import type { VorbisConfiguration } from './vorbis-configuration.js';

/**
 * Follows packets in order. A packet yields samples only together with the one before it (Vorbis I §4.3.8): the first of
 * a stream, or after a loss, has the duration 0. How far behind it the next one lies is then a guess: a long block names
 * the size of the one before, which is right after a loss; a short one is taken to advance by nothing, which is right at
 * the start of what libvorbis makes. It holds until the next anchor, which is not measured against it.
 */
export class PacketTimeline {
  #previousBlock = 0;
  #nextTicks = 0;
  /** Whether `#nextTicks` follows from packets alone, without a guess. */
  #exact = false;
  #timestampTicks = 0;
  #durationSamples = 0;

  /** Where the packet last placed begins, in ticks from the origin of the anchors. */
  get timestampTicks(): number {
    return this.#timestampTicks;
  }

  /** Samples that the packet last placed yields. */
  get durationSamples(): number {
    return this.#durationSamples;
  }

  /** Where the next packet begins if nothing is lost. */
  get nextTicks(): number {
    return this.#nextTicks;
  }

  /** The packet placed next does not follow the one before. */
  interrupt(): void {
    this.#previousBlock = 0;
    this.#exact = false;
  }

  /**
   * The next packet begins at `ticks`, whatever its elders said.
   * @returns how many ticks that lies after the expected place, modulo 2^32; 0 when nothing exact was expected
   */
  anchor(ticks: number): number {
    const mismatch = this.#exact ? timestampDelta(ticks, this.#nextTicks) : 0;
    this.#nextTicks = ticks;
    this.#exact = true;
    return mismatch;
  }

  /** Places the next packet; false, and nothing changes, when it is no audio packet of this configuration. */
  place(configuration: VorbisConfiguration, packet: Uint8Array): boolean {
    const block = blockSize(configuration, packet);
    if (block === 0) return false;
    const unknown = this.#previousBlock === 0;
    const before = unknown ? previousBlockSize(configuration, packet) : this.#previousBlock;
    const advance = before === undefined ? 0 : packetDuration(before, block);
    this.#timestampTicks = this.#nextTicks;
    this.#durationSamples = unknown ? 0 : advance;
    this.#nextTicks += advance;
    if (unknown) this.#exact = false;
    this.#previousBlock = block;
    return true;
  }
}
