/** When the next RTCP packet leaves: the state behind the interval (RFC 3550 §6.3, A.7; RFC 4585 §3.4). */

import { randomFraction } from '../random-fraction.js';
import type { RtcpOptions } from '../session-options.js';
import { FIXED_MINIMUM_MS, minimumIntervalMs } from './minimum-interval.js';
import { regularIntervalMs } from './regular-interval.js';
import { rtcpBandwidth } from './rtcp-bandwidth.js';
import { deterministicIntervalMs, rtcpIntervalMs, type Membership, type RtcpIntervalInputs } from './rtcp-interval.js';

/** A first guess at a compound: a sender report with one block, a CNAME, IP and UDP headers. */
const FIRST_SIZE = 128;
/** The weight of a new packet in the average size (RFC 3550 §6.3.3). */
const SIZE_WEIGHT = 1 / 16;
/** A participant that is silent for so many intervals is timed out (RFC 3550 §6.3.5). */
const TIMEOUT_INTERVALS = 5;

/** All sizes are in octets of compounds, IP and UDP headers included (RFC 3550 §6.2). */
export class RtcpSchedule {
  readonly #options: RtcpOptions;
  readonly #randomUint32: () => number;
  #averageSize: number;
  #initial = true;
  /** When the timer expires (RFC 3550 §6.3, tn). */
  #nextMs = Infinity;
  /** The last transmission as the interval counts it: moved where one was skipped or members have left (§6.3, tp). */
  #countedMs = -Infinity;
  #intervalMs = 0;
  /** With what the timer was set last (§6.3, pmembers and we_sent); `undefined` before it has begun. */
  #reckoned: Membership | undefined;
  /** When the last two packets left as they were due. */
  #previousMs = -Infinity;
  #beforePreviousMs = -Infinity;

  /** @param firstSize the likely size of the first compound */
  constructor(options: RtcpOptions, randomUint32: () => number, firstSize: number = FIRST_SIZE) {
    this.#options = options;
    this.#randomUint32 = randomUint32;
    this.#averageSize = firstSize;
  }

  /** Begins to count; until then nothing is due. */
  begin(now: number, membership: Membership): void {
    this.#count(now, membership);
  }

  get begun(): boolean {
    return this.#reckoned !== undefined;
  }

  /** Who has sent RTP since then counts as a sender (RFC 3550 §6.3.8). */
  get senderSinceMs(): number {
    return this.#beforePreviousMs;
  }

  /** Whether we counted as a sender when the timer was set last. */
  get weSent(): boolean {
    return this.#reckoned?.weSent === true;
  }

  /** The interval drawn last (RFC 4585 §3.4, T_rr), in milliseconds. */
  get intervalMs(): number {
    return this.#intervalMs;
  }

  get averageSize(): number {
    return this.#averageSize;
  }

  /** Infinity while we may send nothing at all (RFC 3556 §2). */
  nextTimeout(): number {
    return this.#nextMs;
  }

  /** Whether a packet is due now; where the membership has grown meanwhile, the time moves on (RFC 3550 §6.3.6). */
  due(now: number, membership: Membership): boolean {
    if (now < this.#nextMs) return false;
    this.#nextMs = this.#countedMs + this.#drawMs(membership);
    return this.#nextMs <= now;
  }

  /** A compound of `size` octets has left as it was due. */
  sent(now: number, size: number, membership: Membership): void {
    this.#beforePreviousMs = this.#previousMs;
    this.#previousMs = now;
    this.#initial = false;
    this.received(size);
    this.#count(now, membership);
  }

  /** A compound of `size` octets has come, or has left early. */
  received(size: number): void {
    this.#averageSize += (size - this.#averageSize) * SIZE_WEIGHT;
  }

  /**
   * Members may have left, by goodbye or time-out, or we may have begun to send: the time comes nearer, in the proportion in which
   * the interval becomes shorter (RFC 3550 §6.3.4, §6.3.8). Harmless when nothing has changed.
   */
  reconsider(now: number, membership: Membership): void {
    const before = this.#reckoned;
    if (before === undefined) return;
    if (this.#nextMs === Infinity) {
      if (this.maySend(membership)) this.#count(now, membership);
      return;
    }
    const factor = Math.min(membership.members / before.members, before.weSent ? 1 : this.#shortening(membership));
    const weSent = before.weSent || membership.weSent;
    this.#reckoned = { ...membership, members: Math.min(membership.members, before.members), weSent };
    if (factor >= 1) return;
    this.#nextMs = now + factor * (this.#nextMs - now);
    this.#countedMs = now - factor * (now - this.#countedMs);
  }

  /** The first compound need not wait where nobody else could send at the same time (RFC 3550 §6.2), nor is it reconsidered. */
  expedite(now: number): void {
    if (!this.#initial || this.#nextMs === Infinity) return;
    this.#nextMs = now;
    this.#countedMs = -Infinity;
  }

  /** Feedback has left early: one regular transmission is skipped for it (RFC 4585 §3.5.2 step 6). */
  skip(): void {
    const skippedMs = this.#nextMs;
    this.#nextMs = this.#countedMs + 2 * this.#intervalMs;
    this.#countedMs = skippedMs;
  }

  /** What was due is not sent: reports are wanted less often (RFC 4585 §3.5.3), or may not go where they would. */
  suppress(now: number, membership: Membership): void {
    this.#count(now, membership);
  }

  /** Octets per millisecond that are ours of RTCP's bandwidth, whatever the minimum interval (RFC 3550 §6.3.1). */
  octetsPerMs(membership: Membership): number {
    return this.#averageSize / this.#deterministicMs(membership, 0);
  }

  /** Whether there is bandwidth for us (RFC 3556 §2). */
  maySend(membership: Membership): boolean {
    return this.#deterministicMs(membership, 0) < Infinity;
  }

  /**
   * How long a participant may be silent before it is forgotten: five intervals of a receiver, or of a sender where receivers
   * send nothing, with the fixed minimum or the `trr-int` above it (RFC 3550 §6.2, §6.3.5; RFC 4585 §3.5.4); in milliseconds.
   * A bandwidth that is only measured does not shorten it: others may have measured less, or not at all.
   * @throws RangeError when a bandwidth is none
   */
  participantTimeoutMs(membership: Membership): number {
    const minimumMs = Math.max(FIXED_MINIMUM_MS, regularIntervalMs(this.#options));
    for (const weSent of [false, true]) {
      const intervalMs = this.#deterministicMs({ ...membership, weSent, mediaRate: 0 }, minimumMs);
      if (intervalMs < Infinity) return TIMEOUT_INTERVALS * intervalMs;
    }
    return TIMEOUT_INTERVALS * minimumMs;
  }

  /** By what factor the interval of a sender is shorter than a receiver's; 1 where it is not, or we have not sent. */
  #shortening(membership: Membership): number {
    const intervalMs = this.#deterministicMs(membership);
    return intervalMs === Infinity ? 1 : intervalMs / this.#deterministicMs({ ...membership, weSent: false });
  }

  #count(now: number, membership: Membership): void {
    this.#countedMs = now;
    this.#nextMs = now + this.#drawMs(membership);
  }

  #drawMs(membership: Membership): number {
    this.#reckoned = membership;
    this.#intervalMs = rtcpIntervalMs(this.#inputs(membership), randomFraction(this.#randomUint32));
    return this.#intervalMs;
  }

  #deterministicMs(membership: Membership, minimumMs?: number): number {
    const inputs = this.#inputs(membership);
    return deterministicIntervalMs(minimumMs === undefined ? inputs : { ...inputs, minimumMs });
  }

  #inputs(membership: Membership): RtcpIntervalInputs {
    return {
      ...membership,
      bandwidth: rtcpBandwidth(this.#options, membership.mediaRate),
      averageSize: this.#averageSize,
      minimumMs: minimumIntervalMs(this.#options, membership, this.#initial),
    };
  }
}
