/** Asks the source of a stream for a key frame: by PLI (RFC 4585 §6.3.1), else by FIR (RFC 5104 §4.3.1). */

import type { FullIntraRequest, PictureLossIndication } from '../../rtcp/index.js';
import type { FeedbackMessage } from './feedback-message.js';
import type { FeedbackSink } from './feedback-sink.js';

/** What a sender may take to make a key frame and send it, besides the round trip. */
const ANSWER_MS = 100;
/** Until the round trip is known. */
const DEFAULT_ROUND_TRIP_MS = 400;

export class KeyFrameRequester {
  readonly #ssrc: number;
  readonly #sink: FeedbackSink;
  readonly #counts = { pliCount: 0, firCount: 0 };
  #askedMs = -Infinity;
  #sequenceNumber = 0;

  /** @param ssrc of the stream */
  constructor(ssrc: number, sink: FeedbackSink) {
    this.#ssrc = ssrc;
    this.#sink = sink;
  }

  /** How often was asked, by the message. */
  get counts(): Readonly<{ pliCount: number; firCount: number }> {
    return this.#counts;
  }

  /**
   * Asks, unless the last request can still be answered. A full intra request that has not been answered is repeated under its
   * number (RFC 5104 §4.3.1.1).
   * @param feedback what the source understands
   * @returns whether it was asked for
   */
  request(now: number, feedback: readonly FeedbackMessage[], roundTripMs: number = DEFAULT_ROUND_TRIP_MS): boolean {
    if (now - this.#askedMs < roundTripMs + ANSWER_MS) return false;
    const indicated = feedback.includes('nack pli');
    if (!indicated && !feedback.includes('ccm fir')) return false;
    const leavesMs = this.#sink.request(now, indicated ? this.#indication : this.#command);
    this.#counts[indicated ? 'pliCount' : 'firCount']++;
    this.#askedMs = leavesMs === Infinity ? now : leavesMs;
    return true;
  }

  /** A key frame has come: what is asked for from now on is another. */
  answered(): void {
    if (this.#askedMs === -Infinity) return;
    this.#askedMs = -Infinity;
    this.#sink.withdraw(this.#indication);
    this.#sink.withdraw(this.#command);
    this.#sequenceNumber = (this.#sequenceNumber + 1) & 0xff;
  }

  get #indication(): PictureLossIndication {
    return { type: 'picture-loss-indication', ssrc: 0, mediaSsrc: this.#ssrc };
  }

  get #command(): FullIntraRequest {
    const entries = [{ ssrc: this.#ssrc, sequenceNumber: this.#sequenceNumber }];
    return { type: 'full-intra-request', ssrc: 0, mediaSsrc: 0, entries };
  }
}
