/** All synchronization sources that are remembered, bounded whatever arrives (RFC 3550 §6.2.1, A.1). */

import type { RtpPacket } from '../../rtp/rtp-packet.js';
import type { StreamReceiver } from '../incoming/stream-receiver.js';
import { Probation } from './probation.js';
import { Source } from './source.js';
import { Succession } from './succession.js';

/** A stream that has been silent for so long makes room for a new one when the table is full. */
const EVICTABLE_SILENCE_MS = 2000;
/** A source that took longer between two packets in sequence is not held on probation any further. */
const PROBATION_MS = 10_000;

/**
 * An unknown SSRC costs a place among the candidates, and a flood of them turns over nothing else: a source is entered only
 * after probation or with a valid RTCP compound, and one whose stream is alive is never put out.
 */
export class SourceTable {
  readonly #capacity: number;
  readonly #sources = new Map<number, Source>();
  /** In the order of their first packet. */
  readonly #candidates = new Map<number, Probation>();
  readonly #streams = new Map<number, StreamReceiver>();
  readonly #succession = new Succession();
  #lastUsed: Source | undefined;
  #unvalidatedPackets = 0;

  /** @param capacity of sources, and again of candidates */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#sources.size;
  }

  /** Packets given up because their source was never validated. */
  get unvalidatedPackets(): number {
    return this.#unvalidatedPackets;
  }

  /** The streams that play, by SSRC. */
  get streams(): ReadonlyMap<number, StreamReceiver> {
    return this.#streams;
  }

  values(): Iterable<Source> {
    return this.#sources.values();
  }

  get(ssrc: number): Source | undefined {
    if (this.#lastUsed?.ssrc !== ssrc) this.#lastUsed = this.#sources.get(ssrc);
    return this.#lastUsed;
  }

  /** The source to answer to: the first whose stream plays, then its successors. */
  get peer(): Source | undefined {
    for (const ssrc of this.#streams.keys()) return this.#sources.get(ssrc);
    return undefined;
  }

  /**
   * Participants besides ourselves that count for the RTCP interval (RFC 3550 §6.2.1). Falls as soon as one says goodbye or
   * is timed out: whoever reconsiders (§6.3.4) compares it with what it was, after each datagram and each time-out.
   */
  get memberCount(): number {
    let members = 0;
    for (const source of this.#sources.values()) if (!source.hasLeft) members++;
    return members;
  }

  /** How many sources have sent RTP since then. */
  countSenders(sinceMs: number): number {
    let senders = 0;
    for (const source of this.#sources.values()) if (source.lastRtpMs > sinceMs) senders++;
    return senders;
  }

  /** Takes a packet of an SSRC that has no stream yet; returns all that it has sent, once it has passed probation. */
  examine(now: number, packet: RtpPacket): Probation | undefined {
    const known = this.#candidates.get(packet.ssrc);
    const expired = known !== undefined && now - known.arrivals.at(-1)! >= PROBATION_MS;
    if (expired) this.#dismiss(packet.ssrc, known);
    const candidate = known === undefined || expired ? this.#nominate(packet.ssrc) : known;
    if (candidate.add(now, packet)) {
      this.#candidates.delete(packet.ssrc);
      return candidate;
    }
    if (candidate.trim()) this.#unvalidatedPackets++;
    return undefined;
  }

  /**
   * Enters a source.
   * @param sendsMedia whether it has passed probation: it may then take the place of a stream that has fallen silent
   * @returns `undefined` when the table is full of sources with a better claim
   */
  enter(now: number, ssrc: number, sendsMedia: boolean): Source | undefined {
    const known = this.get(ssrc);
    if (known !== undefined) return known;
    if (this.#sources.size >= this.#capacity && !this.#evict(now, sendsMedia)) return undefined;
    const source = new Source(ssrc, now);
    this.#sources.set(ssrc, source);
    return source;
  }

  /** Gives a source the stream that is heard under its SSRC from now on. */
  attach(now: number, source: Source, stream: StreamReceiver): void {
    source.stream = stream;
    this.#streams.set(source.ssrc, stream);
    this.#succession.begin(now, source, stream);
  }

  handleTimeout(now: number, silenceMs: number): void {
    for (const source of this.#sources.values()) {
      const over = source.handleTimeout(now, silenceMs);
      if (source.stream?.ended === true) this.#detach(now, source, source.stream);
      if (over) this.#forget(source);
    }
    for (const source of this.#succession.silenced(now, this.#sources.values())) {
      source.stream!.end(now, 'restart');
      source.heardGoodbye(now);
      this.#detach(now, source, source.stream!);
    }
  }

  nextTimeout(silenceMs: number): number {
    let next = this.#succession.nextTimeout(this.#sources.values());
    for (const source of this.#sources.values()) next = Math.min(next, source.nextTimeout(silenceMs));
    return next;
  }

  /** Ends all streams. */
  close(now: number): void {
    for (const stream of this.#streams.values()) stream.end(now, 'close');
    this.#streams.clear();
  }

  #nominate(ssrc: number): Probation {
    if (this.#candidates.size >= this.#capacity) {
      for (const [oldest, probation] of this.#candidates) {
        this.#dismiss(oldest, probation);
        break;
      }
    }
    const candidate = new Probation();
    this.#candidates.set(ssrc, candidate);
    return candidate;
  }

  #dismiss(ssrc: number, probation: Probation): void {
    this.#candidates.delete(ssrc);
    this.#unvalidatedPackets += probation.packets.length;
  }

  /** Puts out a source that never sent media, else the stream that has been silent longest, if it has been so long enough. */
  #evict(now: number, forMedia: boolean): boolean {
    let victim: Source | undefined;
    for (const source of this.#sources.values()) {
      const silent = forMedia && now - source.lastHeardMs >= EVICTABLE_SILENCE_MS;
      if (source.stream !== undefined && !source.stream.ended && !silent) continue;
      if (victim === undefined || evictedBefore(source, victim)) victim = source;
    }
    if (victim === undefined) return false;
    victim.stream?.end(now, 'eviction');
    if (victim.stream !== undefined) this.#detach(now, victim, victim.stream);
    this.#forget(victim);
    return true;
  }

  /** A stream has ended; who heard it may go on with another. */
  #detach(now: number, source: Source, stream: StreamReceiver): void {
    if (this.#streams.delete(source.ssrc)) this.#succession.leave(now, source, stream);
  }

  #forget(source: Source): void {
    this.#sources.delete(source.ssrc);
    if (this.#lastUsed === source) this.#lastUsed = undefined;
  }
}

function evictedBefore(a: Source, b: Source): boolean {
  if ((a.stream === undefined) !== (b.stream === undefined)) return a.stream === undefined;
  return a.lastHeardMs < b.lastHeardMs;
}
