/** Spreads the packets of a frame over time: a default receive buffer holds 92 packets of 1200 octets, one key frame. */

/**
 * The packets of one frame leave at equal distances, the first at once. A frame that comes before its predecessor is out
 * pushes the rest of it out, so that pacing never adds more delay than one spread and never holds more than one frame.
 */
export class Pacer {
  readonly #spreadMs: number;
  readonly #depart: (packet: Uint8Array) => void;
  #packets: Uint8Array[] = [];
  #departed = 0;
  #startMs = 0;

  /**
   * @param spreadMs over how many milliseconds a frame leaves; 0: at once
   * @param depart takes each packet when its time has come
   */
  constructor(spreadMs: number, depart: (packet: Uint8Array) => void) {
    this.#spreadMs = spreadMs;
    this.#depart = depart;
  }

  /** Takes a packet of the frame that is being made. */
  add(packet: Uint8Array): void {
    this.#packets.push(packet);
  }

  /** The frame is whole: its packets leave from `now` on. */
  start(now: number): void {
    this.#startMs = now;
    this.handleTimeout(now);
  }

  /** Lets everything go. */
  finish(): void {
    this.handleTimeout(Infinity);
  }

  handleTimeout(now: number): void {
    while (this.#departed < this.#packets.length && this.nextTimeout() <= now) {
      this.#depart(this.#packets[this.#departed++]!);
    }
    if (this.#departed < this.#packets.length) return;
    this.#packets.length = 0;
    this.#departed = 0;
  }

  /** When the next packet leaves; Infinity when there is none. */
  nextTimeout(): number {
    const count = this.#packets.length;
    return this.#departed < count ? this.#startMs + (this.#spreadMs * this.#departed) / count : Infinity;
  }
}
