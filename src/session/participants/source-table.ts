/** All participants that are remembered, bounded whatever arrives (RFC 3550 §6.2.1, §6.3.3 to §6.3.5, §8.2). */

import { readUint32 } from '../../bytes/big-endian.js';
import { Reject } from '../../errors.js';
import { RTP_HEADER_LENGTH, type RtpPacket } from '../../rtp/rtp-packet.js';
import { isMulticast, type Address } from '../address.js';
import type { StreamReceiver } from '../incoming/stream-receiver.js';
import { Agenda } from './agenda.js';
import { Candidates } from './candidates.js';
import { Members } from './members.js';
import type { Probation } from './probation.js';
import { Source } from './source.js';
import { isStranger } from './strangers.js';
import { Succession } from './succession.js';

/** A stream that has been silent for so long makes room for a new one when the table is full. */
const EVICTABLE_SILENCE_MS = 2000;

export interface SourceTableOptions {
  /** Of sources that send media, and again of candidates. */
  readonly maxSources: number;
  /** Of participants that do not. */
  readonly maxMembers: number;
  /** Whence RTCP is believed whoever it speaks of, because the caller named the host. */
  readonly rtcpHosts?: ReadonlySet<string>;
  /** A participant is remembered no longer. */
  readonly onForgotten?: (ssrc: number) => void;
}

/**
 * Sources that send media have a place each after probation, and one whose stream is alive is never put out. All others are
 * members: they count for the RTCP interval, and cost next to nothing.
 */
export class SourceTable {
  readonly #options: SourceTableOptions;
  readonly #senders = new Map<number, Source>();
  readonly #members: Members;
  readonly #candidates: Candidates;
  readonly #streams = new Map<number, StreamReceiver>();
  readonly #succession = new Succession();
  readonly #agenda = new Agenda<Source>();
  #silenceMs = Infinity;
  #lastUsed: Source | undefined;
  #peer: Source | undefined;

  constructor(options: SourceTableOptions) {
    this.#options = options;
    this.#members = new Members(options.maxMembers, (ssrc) => options.onForgotten?.(ssrc));
    this.#candidates = new Candidates(options.maxSources);
  }

  /** Participants remembered, those that have left a moment ago among them. */
  get size(): number {
    return this.#senders.size + this.#members.remembered;
  }

  /** Packets given up because their source was never validated. */
  get unvalidatedPackets(): number {
    return this.#candidates.unvalidatedPackets;
  }

  /** The streams that play, by SSRC. */
  get streams(): ReadonlyMap<number, StreamReceiver> {
    return this.#streams;
  }

  /** Every participant. */
  *values(): IterableIterator<Source> {
    yield* this.#senders.values();
    yield* this.#members;
  }

  /** The sources that send media, or did lately. */
  get senders(): Iterable<Source> {
    return this.#senders.values();
  }

  get(ssrc: number): Source | undefined {
    if (this.#lastUsed?.ssrc === ssrc) return this.#lastUsed;
    const sender = this.#senders.get(ssrc);
    if (sender !== undefined) this.#lastUsed = sender;
    return sender ?? this.#members.get(ssrc);
  }

  /** The source to answer to: the first whose stream plays, then its successors. Kept, because every packet asks. */
  get peer(): Source | undefined {
    return this.#peer;
  }

  /**
   * Participants besides ourselves that count for the RTCP interval (RFC 3550 §6.2.1). Falls as soon as one says goodbye or
   * is timed out: whoever reconsiders (§6.3.4) compares it with what it was, after each datagram and each time-out.
   */
  get memberCount(): number {
    let count = this.#members.size;
    for (const source of this.#senders.values()) if (!source.hasLeft) count++;
    return count;
  }

  /**
   * The same for a session whose RTCP goes there: all strangers count as one, who may be the other end with a second address.
   * Of a group nobody is looked at.
   */
  countMembers(destination: Address | undefined): number {
    if (destination === undefined || isMulticast(destination.host)) return this.memberCount;
    let strangers = 0;
    for (const member of this.#members) if (!member.hasLeft && isStranger(member, destination)) strangers++;
    return this.memberCount - Math.max(0, strangers - 1);
  }

  /** How many sources that have not left have sent RTP since then. */
  countSenders(sinceMs: number): number {
    let count = 0;
    for (const source of this.#senders.values()) if (source.lastRtpMs > sinceMs && !source.hasLeft) count++;
    return count;
  }

  /** Takes a packet of an SSRC that has no stream yet; returns all that it has sent, once it has passed probation. */
  examine(now: number, packet: RtpPacket, from: Address): Probation | undefined {
    return this.#candidates.examine(now, packet, from);
  }

  /**
   * Enters a source that has passed probation; it may take the place of a stream that has fallen silent.
   * @returns `undefined` when the table is full of sources that are alive
   */
  enterSender(now: number, ssrc: number, from: Address): Source | undefined {
    const known = this.get(ssrc);
    if (known !== undefined && this.#senders.has(ssrc)) return known;
    if (this.#senders.size >= this.#options.maxSources && !this.#evict(now)) return undefined;
    this.#members.remove(ssrc);
    // What was said from elsewhere under its SSRC, before it was heard itself, was not said by it.
    const source = known !== undefined && this.#believes(known, from) ? known : new Source(ssrc, now);
    this.#senders.set(ssrc, source);
    this.#plan(source);
    return source;
  }

  /**
   * The participant that RTCP from there speaks of, entered when it is new.
   * @returns `undefined` for one that has left, a reject where it is known to be elsewhere
   */
  heardRtcp(now: number, ssrc: number, from: Address): Source | Reject | undefined {
    const source = this.get(ssrc) ?? this.#members.enter(now, ssrc);
    if (!this.#believes(source, from)) return new Reject('foreign-address', 4, 'RFC 3550 §8.2');
    if (source.hasLeft) return undefined;
    this.#members.heard(now, source);
    source.rtcpAddress = from;
    this.changed(source);
    this.#succession.reconsider();
    return source;
  }

  /** A goodbye from there; returns the participant if it is one and leaves now. */
  heardGoodbye(now: number, ssrc: number, from: Address): Source | Reject | undefined {
    const source = this.get(ssrc);
    if (source === undefined || source.hasLeft) return undefined;
    if (!this.#believes(source, from)) return new Reject('foreign-address', 4, 'RFC 3550 §8.2');
    if (this.#senders.has(ssrc)) this.#heardGoodbye(now, source);
    else this.#members.leave(now, source);
    return source;
  }

  /** Takes the CSRC list of a valid packet: each in it is a member, too (RFC 3550 §6.3.3). */
  heardContributors(now: number, { bytes, csrcCount }: RtpPacket, own: { has(ssrc: number): boolean }): void {
    for (let index = 0; index < csrcCount; index++) {
      const ssrc = readUint32(bytes, RTP_HEADER_LENGTH + 4 * index);
      if (own.has(ssrc)) continue;
      const source = this.get(ssrc) ?? this.#members.enter(now, ssrc);
      this.#members.heard(now, source);
      source.lastContributedMs = now;
    }
  }

  /** Gives a source the stream that is heard under its SSRC from now on. */
  attach(now: number, source: Source, stream: StreamReceiver): void {
    source.stream = stream;
    this.#streams.set(source.ssrc, stream);
    this.#peer ??= source;
    this.changed(source);
    this.#succession.begin(now, source, stream);
  }

  /**
   * Something has changed about a source: it may have to be visited at another time, unless it is forgotten.
   * @returns whether {@link nextTimeout} may have come nearer
   */
  changed(source: Source): boolean {
    const { visitMs } = source;
    if (source.place !== -1) this.#plan(source);
    return this.#succession.played(source) || source.visitMs < visitMs;
  }

  /**
   * Plays what is due and ends what is over.
   * @returns whether {@link memberCount} has fallen
   */
  handleTimeout(now: number, silenceMs: number): boolean {
    this.#expect(silenceMs);
    const { size } = this.#members;
    this.#members.handleTimeout(now, silenceMs);
    let fallen = this.#members.size < size;
    for (const source of this.#agenda.take(now)) {
      const over = source.handleTimeout(now, silenceMs);
      if (source.stream?.ended === true) this.#detach(now, source, source.stream);
      if (over) {
        fallen ||= !source.hasLeft;
        this.#forget(source);
      } else {
        this.#plan(source);
        this.#succession.played(source);
      }
    }
    for (const source of this.#succession.silenced(now, this.#senders)) {
      fallen ||= !source.hasLeft;
      source.stream!.end(now, 'restart');
      this.#heardGoodbye(now, source);
      this.#detach(now, source, source.stream!);
    }
    return fallen;
  }

  nextTimeout(silenceMs: number): number {
    this.#expect(silenceMs);
    const next = Math.min(this.#agenda.nextMs, this.#members.nextTimeout(silenceMs));
    return Math.min(next, this.#succession.nextTimeout(this.#senders));
  }

  /** Ends all streams. */
  close(now: number): void {
    for (const stream of this.#streams.values()) stream.end(now, 'close');
    this.#streams.clear();
  }

  /** After how long a silence sources are forgotten from now on. */
  #expect(silenceMs: number): void {
    if (silenceMs === this.#silenceMs) return;
    this.#silenceMs = silenceMs;
    for (const source of this.#senders.values()) this.changed(source);
  }

  #plan(source: Source): void {
    this.#agenda.set(source, source.nextTimeout(this.#silenceMs));
  }

  #heardGoodbye(now: number, source: Source): void {
    source.heardGoodbye(now);
    this.changed(source);
  }

  #believes(source: Source, { host }: Address): boolean {
    return source.isAt(host) || this.#options.rtcpHosts?.has(host) === true;
  }

  /** Puts out the source without a stream, or else the stream, that has been silent longest, if it has been so long enough. */
  #evict(now: number): boolean {
    let victim: Source | undefined;
    for (const source of this.#senders.values()) {
      if (source.stream?.ended === false && now - source.lastHeardMs < EVICTABLE_SILENCE_MS) continue;
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
    if (!this.#streams.delete(source.ssrc)) return;
    if (source === this.#peer) this.#peer = this.#firstPlaying();
    this.#succession.leave(now, source, stream);
  }

  #firstPlaying(): Source | undefined {
    for (const ssrc of this.#streams.keys()) return this.#senders.get(ssrc);
    return undefined;
  }

  #forget(source: Source): void {
    this.#senders.delete(source.ssrc);
    this.#agenda.delete(source);
    if (this.#lastUsed === source) this.#lastUsed = undefined;
    this.#options.onForgotten?.(source.ssrc);
  }
}

function evictedBefore(a: Source, b: Source): boolean {
  if ((a.stream === undefined) !== (b.stream === undefined)) return a.stream === undefined;
  return a.lastHeardMs < b.lastHeardMs;
}
