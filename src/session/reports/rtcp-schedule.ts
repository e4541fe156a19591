/** When the next RTCP packet leaves: the state behind the interval (RFC 3550 §6.3, A.7; RFC 4585 §3.4). */

import { outOfRange } from '../../errors.js';
import type { RtcpOptions } from '../session-options.js';
import {
  FIXED_MINIMUM_MS,
  deterministicIntervalMs,
  reducedMinimumMs,
  rtcpIntervalMs,
  type Membership,
  type RtcpIntervalInputs,
} from './rtcp-interval.js';

/** RTCP's share of the session bandwidth (RFC 3550 §6.2). */
const RTCP_SHARE = 0.05;
/** IPv4 and UDP headers, which count as part of a packet's size (RFC 3550 §6.2). */
export const LOWER_LAYERS = 28;
/** A first guess at a compound: a sender report with one block, and a CNAME. */
const FIRST_SIZE = 100 + LOWER_LAYERS;
/** The weight of a new packet in the average size (RFC 3550 §6.3.3). */
const SIZE_WEIGHT = 1 / 16;

export class RtcpSchedule {
  readonly #bandwidth: number;
  readonly #minimumMs: number;
  readonly #randomUint32: () => number;
  #averageSize = FIRST_SIZE;
  #initial = true;
  #nextMs = Infinity;
  /** The time of the last transmission as the interval counts it: moved on where one was skipped (RFC 4585 §3.4, tp). */
  #countedMs = -Infinity;
  #intervalMs = 0;
  #previousMs = -Infinity;
  #beforePreviousMs = -Infinity;

  /** @throws RangeError when the bandwidth is not a positive number */
  constructor(options: RtcpOptions, randomUint32: () => number) {
    const sessionBandwidth = options.bandwidth ?? 64_000;
    if (!(sessionBandwidth > 0)) throw outOfRange('rtcp.bandwidth', sessionBandwidth, 'bits per second above 0');
    this.#bandwidth = (sessionBandwidth * RTCP_SHARE) / 8;
    this.#minimumMs = options.reducedMinimum === true ? reducedMinimumMs(sessionBandwidth) : FIXED_MINIMUM_MS;
    this.#randomUint32 = randomUint32;
  }

  /** Begins to count; until then nothing is due. */
  begin(now: number, membership: Membership): void {
    this.#previousMs = now;
    this.#count(now, membership);
  }

  get begun(): boolean {
    return this.#nextMs !== Infinity;
  }

  /** When the last packet left; packets received since then make a source worth reporting. */
  get previousMs(): number {
    return this.#initial ? -Infinity : this.#previousMs;
  }

  /** Who has sent RTP since then counts as a sender (RFC 3550 §6.3.8). */
  get senderSinceMs(): number {
    return this.#beforePreviousMs;
  }

  nextTimeout(): number {
    return this.#nextMs;
  }

  /** Whether a packet is due now; where the membership has grown meanwhile, the time moves on (RFC 3550 §6.3.6). */
  due(now: number, membership: Membership): boolean {
    if (now < this.#nextMs) return false;
    this.#nextMs = this.#countedMs + this.#drawMs(membership);
    return this.#nextMs <= now;
  }

  /** A compound of `size` octets has left. */
  sent(now: number, size: number, membership: Membership): void {
    this.#beforePreviousMs = this.previousMs;
    this.#previousMs = now;
    this.#initial = false;
    this.received(size);
    this.#count(now, membership);
  }

  /** The interval drawn last (RFC 4585 §3.4, T_rr), in milliseconds. */
  get intervalMs(): number {
    return this.#intervalMs;
  }

  /** Feedback has left early: one regular transmission is skipped for it (RFC 4585 §3.5.2 step 6). */
  skip(): void {
    const skippedMs = this.#nextMs;
    this.#nextMs = this.#countedMs + 2 * this.#intervalMs;
    this.#countedMs = skippedMs;
  }

  /** What was due was not sent, because reports are wanted less often (RFC 4585 §3.5.3). */
  suppress(now: number, membership: Membership): void {
    this.#count(now, membership);
  }

  /** Octets of an average compound packet, lower layers included (RFC 3550 §6.3.3). */
  get averageSize(): number {
    return this.#averageSize;
  }

  /** Octets per millisecond that are ours of RTCP's bandwidth, whatever the minimum interval (RFC 3550 §6.3.1). */
  octetsPerMs(membership: Membership): number {
    return this.#averageSize / deterministicIntervalMs({ ...this.#inputs(membership), minimumMs: 0 });
  }

  /** A compound of `size` octets has come. */
  received(size: number): void {
    this.#averageSize += (size + LOWER_LAYERS - this.#averageSize) * SIZE_WEIGHT;
  }

  /** How long a participant may be silent before it is forgotten: five intervals (RFC 3550 §6.3.5), in milliseconds. */
  participantTimeoutMs(membership: Membership): number {
    return 5 * deterministicIntervalMs({ ...this.#inputs({ ...membership, weSent: false }), initial: false });
  }

  #count(now: number, membership: Membership): void {
    this.#countedMs = now;
    this.#nextMs = now + this.#drawMs(membership);
  }

  #drawMs(membership: Membership): number {
    this.#intervalMs = rtcpIntervalMs(this.#inputs(membership), this.#randomUint32() / 0x1_0000_0000);
    return this.#intervalMs;
  }

  #inputs(membership: Membership): RtcpIntervalInputs {
    return {
      ...membership,
      bandwidth: this.#bandwidth,
      averageSize: this.#averageSize,
      minimumMs: this.#minimumMs,
      initial: this.#initial,
    };
  }
}
