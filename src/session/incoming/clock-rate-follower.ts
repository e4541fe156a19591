/** The ticks per second of a stream, told to all who measure its timestamps (RFC 3550 §5.1). */

import type { RtpPacket } from '../../rtp/rtp-packet.js';
import type { FrameAssembler } from './frame-assembler.js';
import type { SenderClock } from './sender-clock.js';

/** Who measures timestamps. */
export interface TimestampMeter {
  clockRate: number | undefined;
}

export class ClockRateFollower {
  readonly #assembler: FrameAssembler;
  readonly #senderClock: SenderClock;
  readonly #meters: readonly TimestampMeter[];
  #clockRate: number | undefined;

  constructor(assembler: FrameAssembler, senderClock: SenderClock, meters: readonly TimestampMeter[]) {
    this.#assembler = assembler;
    this.#senderClock = senderClock;
    this.#meters = meters;
    this.follow();
  }

  /**
   * A packet has its place and is played later. While the rate is unknown, what the packet tells of it counts at once: so reports
   * can be measured before anything plays.
   */
  arrived(packet: RtpPacket): void {
    if (this.#clockRate !== undefined) return;
    this.#assembler.foresee(packet);
    this.follow();
  }

  /** A packet has been played: from it on, the rate may be another. */
  follow(): void {
    const { clockRate } = this.#assembler;
    if (clockRate === this.#clockRate) return;
    if (this.#clockRate !== undefined) this.#senderClock.restart();
    this.#clockRate = clockRate;
    for (const meter of this.#meters) meter.clockRate = clockRate;
  }
}
