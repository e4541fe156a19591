/** The SSRCs that are ours: of the streams we send, and the one under which we report while there are none (RFC 3550 §8.1). */

import { requireInteger } from '../../errors.js';
import type { OutgoingStream } from '../outgoing/outgoing-stream.js';

export class OwnSources {
  /** By SSRC, in the order in which they were added. */
  readonly streams: Map<number, OutgoingStream> = new Map();
  readonly #randomUint32: () => number;
  readonly #isTaken: (ssrc: number) => boolean;
  #receiverSsrc: number;

  /**
   * @param isTaken whether an SSRC is another participant's
   * @throws RangeError when what is drawn is no 32-bit number
   */
  constructor(randomUint32: () => number, isTaken: (ssrc: number) => boolean) {
    this.#randomUint32 = randomUint32;
    this.#isTaken = isTaken;
    this.#receiverSsrc = randomUint32();
    requireInteger('randomUint32()', this.#receiverSsrc, 0, 0xffff_ffff);
  }

  /** Under which we report while we send nothing; the first stream takes it over, unless it has its own. */
  get receiverSsrc(): number {
    return this.#receiverSsrc;
  }

  has(ssrc: number): boolean {
    if (ssrc === this.#receiverSsrc || this.streams.has(ssrc)) return true;
    for (const { retransmission } of this.streams.values()) if (retransmission?.ssrc === ssrc) return true;
    return false;
  }

  /** A participant is remembered no longer. */
  forgetReceiver(ssrc: number): void {
    for (const stream of this.streams.values()) stream.forgetReceiver(ssrc);
  }

  /** An SSRC that is nobody's, as far as we have heard. */
  draw(): number {
    for (;;) {
      const ssrc = this.#randomUint32();
      if (!this.has(ssrc) && !this.#isTaken(ssrc)) return ssrc;
    }
  }

  /** The stream of ours that is sent, or sent again, under an SSRC. */
  streamOf(ssrc: number): OutgoingStream | undefined {
    const stream = this.streams.get(ssrc);
    if (stream !== undefined) return stream;
    for (const candidate of this.streams.values()) if (candidate.retransmission?.ssrc === ssrc) return candidate;
    return undefined;
  }

  /** Goes on under another SSRC than that one, which is ours; returns the new one. */
  replace(now: number, previous: number): number {
    const ssrc = this.draw();
    this.streamOf(previous)?.rename(now, previous, ssrc);
    if (this.#receiverSsrc === previous) this.#receiverSsrc = ssrc;
    const streams = [...this.streams.values()];
    this.streams.clear();
    for (const stream of streams) this.streams.set(stream.ssrc, stream);
    return ssrc;
  }
}
