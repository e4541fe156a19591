/** The jitter buffer's rules in the plainest form: unwrapped numbers, sorted arrays, no bounds. The model for property tests. */

export interface PlainPacket {
  /** Does not wrap. */
  readonly number: number;
  /** Does not wrap, in milliseconds. */
  readonly mediaMs: number;
}

export type PlainOutput = { readonly number: number } | { readonly gapFrom: number; readonly count: number };

interface Held extends PlainPacket {
  readonly deadlineMs: number;
}

export class PlainBuffer {
  readonly #latencyMs: number;
  readonly #delivered = new Map<number, number>();
  #held: Held[] = [];
  #offsetMs = Infinity;
  #next: number | undefined;
  duplicate = 0;
  late = 0;
  dropped = 0;

  constructor(latencyMs: number) {
    this.#latencyMs = latencyMs;
  }

  get held(): number {
    return this.#held.length;
  }

  push(atMs: number, packet: PlainPacket): void {
    const { number } = packet;
    const known = this.#held.some((held) => held.number === number) || this.#delivered.get(number) === packet.mediaMs;
    if (known) this.duplicate++;
    else if (this.#next !== undefined && number < this.#next) this.late++;
    else this.#hold(atMs, packet);
  }

  /** Everything that comes out at `now`. */
  popAll(now: number): PlainOutput[] {
    const out: PlainOutput[] = [];
    for (;;) {
      const first = this.#held[0];
      if (first === undefined || now < first.deadlineMs) break;
      const next = this.#next ?? first.number;
      if (first.number > next) out.push({ gapFrom: next, count: first.number - next });
      out.push({ number: first.number });
      this.#delivered.set(first.number, first.mediaMs);
      this.#next = first.number + 1;
      this.#held.shift();
    }
    return out;
  }

  restart(): void {
    this.dropped += this.#held.length;
    this.#held = [];
    this.#delivered.clear();
    this.#offsetMs = Infinity;
    this.#next = undefined;
  }

  #hold(atMs: number, packet: PlainPacket): void {
    const offsetMs = atMs - packet.mediaMs;
    if (offsetMs < this.#offsetMs || offsetMs > this.#offsetMs + 1000) this.#offsetMs = offsetMs;
    this.#held.push({ ...packet, deadlineMs: this.#offsetMs + packet.mediaMs + this.#latencyMs });
    this.#held.sort((a, b) => a.number - b.number);
  }
}
