/** Keeps the packets of a Vorbis encoder equally late, so that the time of their capture can be told from that of their coming. */

import type { OggVorbisPacket } from '../../formats/index.js';

/** How far the median is moved by each packet, in milliseconds: 10 ms in a second, a hundred times what clocks differ by. */
const STEP_MS = 0.25;

/**
 * libvorbis looks ahead over all of a long block, but not so far where it has found an attack: with 44.1 kHz long blocks come 60
 * to 70 ms after their first sample was captured, and those around an attack, long and short, from 4 ms on. The clock of a sender
 * believes what is least late, and would go to and fro with the music by 50 ms. No packet is made later than most long ones are.
 */
export class SteadyPace {
  /** The median of how late long blocks come, in milliseconds of our clock. */
  #medianMs: number | undefined;

  /** How long a packet that came now is to wait, in milliseconds, so as to be as late as most long blocks. */
  earlyMs(now: number, { configuration, durationSamples, timestampTicks }: OggVorbisPacket): number {
    const { blockSizes, sampleRate } = configuration;
    const latenessMs = now - (timestampTicks * 1000) / sampleRate;
    if (durationSamples === blockSizes[1] / 2) {
      this.#medianMs ??= latenessMs;
      this.#medianMs += Math.sign(latenessMs - this.#medianMs) * STEP_MS;
    }
    return this.#medianMs === undefined ? 0 : Math.max(0, this.#medianMs - latenessMs);
  }
}
