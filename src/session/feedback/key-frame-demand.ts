/** Which requests for a key frame reach the encoder of a stream that we send: few, whoever asks (RFC 5104 §4.3.1). */

/** The least time between two key frames that are asked for: what has asked in between gets the first of them. */
const LEAST_INTERVAL_MS = 500;
/** A round trip longer than this is not believed: a forged report would keep key frames from everybody. */
const LONGEST_ROUND_TRIP_MS = 2000;
/** Requesters whose last command is remembered. */
const MAX_REQUESTERS = 64;
/** A command that is repeated after this is one whose key frame was lost. */
const REPETITION_MS = 2000;

interface Command {
  readonly sequenceNumber: number;
  readonly atMs: number;
}

export class KeyFrameDemand {
  /** The last full intra request of each requester, by SSRC, the oldest first. */
  readonly #commands = new Map<number, Command>();
  #grantedMs = -Infinity;

  /**
   * Whether to make a key frame.
   * @param roundTripMs to the receivers, where it is known
   */
  grant(now: number, roundTripMs = 0): boolean {
    const waitMs = Math.max(LEAST_INTERVAL_MS, Math.min(roundTripMs, LONGEST_ROUND_TRIP_MS));
    if (now - this.#grantedMs < waitMs) return false;
    this.#grantedMs = now;
    return true;
  }

  /** Whether a full intra request only repeats the last of its requester (RFC 5104 §4.3.1.1). */
  isRepetition(now: number, by: number, sequenceNumber: number): boolean {
    const last = this.#commands.get(by);
    if (last?.sequenceNumber === sequenceNumber && now - last.atMs < REPETITION_MS) return true;
    this.#commands.delete(by);
    if (this.#commands.size >= MAX_REQUESTERS) this.#commands.delete(this.#commands.keys().next().value!);
    this.#commands.set(by, { sequenceNumber, atMs: now });
    return false;
  }
}
