/** Asks for packets that are missing: when, how often, and for how long (RFC 4588 §6.3, RFC 4585 §6.2.1). */

import { timestampDelta } from '../../clock/serial-number.js';
import type { GenericNack } from '../../rtcp/index.js';
import type { FeedbackSink } from '../feedback/feedback-sink.js';
import { MissingPackets, type MissingPacket } from './missing-packets.js';
import type { ReceiveRetransmission } from './retransmission-options.js';
import { RoundTripEstimate } from './round-trip-estimate.js';

/** As WebRTC does. */
const MAX_REQUESTS = 10;
/** Of one message: with each number in an entry of its own it has 1024 octets. */
const MAX_SEQUENCE_NUMBERS = 250;
/** A packet that comes again has the timestamp of its neighbours, so far as pictures are not sent in order. */
const NEIGHBOURHOOD_MS = 10_000;

/** What is known of the stream that is asked for. */
export interface RequestedStream {
  readonly ssrc: number;
  /** Interarrival jitter in milliseconds. */
  readonly jitterMs: number;
  readonly clockRate: number | undefined;
  /** The round trip that RTCP has measured. */
  readonly roundTripMs: number | undefined;
  /** When what is missing before a packet of this timestamp is given up; NaN while that is unknown. */
  deadlineMs(timestamp: number): number;
  /** How long packets wait for their elders. */
  readonly delayMs: number;
}

export class RetransmissionRequester {
  readonly #stream: RequestedStream;
  readonly #feedback: FeedbackSink;
  readonly #keptMs: number;
  readonly #plain: boolean;
  readonly #missing = new MissingPackets();
  readonly #roundTrip = new RoundTripEstimate();
  #nextMs = Infinity;
  #nackCount = 0;

  /** @param retransmission how packets come again; left out, under the stream's own SSRC */
  constructor(stream: RequestedStream, feedback: FeedbackSink, retransmission: ReceiveRetransmission | undefined) {
    this.#stream = stream;
    this.#feedback = feedback;
    this.#keptMs = retransmission?.timeMs ?? Infinity;
    this.#plain = retransmission === undefined;
  }

  /** Generic NACKs handed in. */
  get nackCount(): number {
    return this.#nackCount;
  }

  /** Whether this packet has been asked for and not come. */
  hasRequested(sequenceNumber: number): boolean {
    return (this.#missing.get(sequenceNumber)?.requests ?? 0) > 0;
  }

  /** A packet of the sequence has come under its own SSRC; returns whether it was sent again, for all that can be told. */
  arrived(now: number, sequenceNumber: number, timestamp: number): boolean {
    if (this.#missing.continues(sequenceNumber)) return false;
    const missing = this.#missing.get(sequenceNumber);
    if (this.#missing.arrived(now, sequenceNumber, timestamp, this.#stream.jitterMs)) this.#request(now);
    if (missing === undefined) return false;
    this.#withdraw(missing);
    if (this.#plain && missing.requests > 0) return this.#answer(now, missing);
    this.#missing.overtaken(now, missing);
    return false;
  }

  /** A packet has come that was sent again; returns whether it is missing, and is what is missing. */
  repaired(now: number, sequenceNumber: number, timestamp: number): boolean {
    const missing = this.#missing.get(sequenceNumber);
    if (missing === undefined || !this.#isNeighbour(timestamp, missing.laterTimestamp)) return false;
    this.#missing.remove(sequenceNumber);
    this.#withdraw(missing);
    this.#answer(now, missing);
    return true;
  }

  /** The time of all packets up to this one is over. */
  passed(sequenceNumber: number): void {
    this.#missing.passed(sequenceNumber);
  }

  /** The sequence begins anew. */
  restart(): void {
    this.#missing.clear();
    this.#nextMs = Infinity;
  }

  handleTimeout(now: number): void {
    if (now >= this.#nextMs) this.#request(now);
  }

  nextTimeout(): number {
    return this.#nextMs;
  }

  /** What has come need not be asked for, where the request still waits. */
  #withdraw({ sequenceNumber, requests }: MissingPacket): void {
    if (requests > 0) this.#feedback.withdraw(this.#nackOf([sequenceNumber]));
  }

  #nackOf(sequenceNumbers: readonly number[]): GenericNack {
    return { type: 'generic-nack', ssrc: 0, mediaSsrc: this.#stream.ssrc, sequenceNumbers };
  }

  #answer(now: number, { firstRequestMs, requests }: MissingPacket): boolean {
    if (requests > 0) this.#roundTrip.answered(Math.max(now - firstRequestMs, 0), requests);
    return requests > 0;
  }

  #isNeighbour(timestamp: number, laterTimestamp: number): boolean {
    const { clockRate } = this.#stream;
    if (clockRate === undefined) return true;
    return Math.abs(timestampDelta(timestamp, laterTimestamp)) <= (NEIGHBOURHOOD_MS * clockRate) / 1000;
  }

  /** Asks for all that is due. */
  #request(now: number): void {
    const due: MissingPacket[] = [];
    for (const missing of this.#missing.values()) {
      if (missing.dueMs > now) continue;
      if (now <= this.#lastRequestMs(missing) && missing.requests < MAX_REQUESTS) due.push(missing);
      else this.#missing.giveUp(missing);
    }
    for (let first = 0; first < due.length; first += MAX_SEQUENCE_NUMBERS) {
      this.#send(now, due.slice(first, first + MAX_SEQUENCE_NUMBERS));
    }
    this.#nextMs = Infinity;
    for (const { dueMs } of this.#missing.values()) this.#nextMs = Math.min(this.#nextMs, dueMs);
  }

  /** The answer is to be waited for from when the request leaves: the timing rules of RTCP may hold it back. */
  #send(now: number, due: readonly MissingPacket[]): void {
    const nack = this.#nackOf(due.map(({ sequenceNumber }) => sequenceNumber));
    const usefulUntilMs = Math.max(...due.map((missing) => this.#lastRequestMs(missing)));
    const departureMs = this.#feedback.request(now, nack, usefulUntilMs - now);
    const leavesMs = Number.isFinite(departureMs) ? Math.max(departureMs, now) : now;
    for (const missing of due) this.#missing.request(leavesMs, missing, this.#againMs(leavesMs, missing));
    this.#nackCount++;
  }

  /** After this, what is asked for could only come too late, or is not kept any more. */
  #lastRequestMs({ noticedMs, laterTimestamp }: MissingPacket): number {
    const { delayMs, roundTripMs } = this.#stream;
    const dueMs = this.#stream.deadlineMs(laterTimestamp);
    const deadlineMs = Number.isNaN(dueMs) ? noticedMs + delayMs : dueMs;
    return Math.min(deadlineMs, noticedMs + this.#keptMs) - this.#roundTrip.leastMs(roundTripMs);
  }

  /** When to ask again: after a round trip and a margin, or with less of a margin where there would be no time else. */
  #againMs(leavesMs: number, missing: MissingPacket): number {
    const { roundTripMs } = this.#stream;
    const patientMs = leavesMs + this.#roundTrip.patienceMs(roundTripMs);
    return Math.min(patientMs, Math.max(this.#lastRequestMs(missing), leavesMs + this.#roundTrip.ms(roundTripMs)));
  }
}
