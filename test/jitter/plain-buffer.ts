/** The jitter buffer's rules in the plainest form: unwrapped numbers, sorted arrays, no bounds. The model for property tests. */

export interface PlainPacket {
  /** Does not wrap. */
  readonly number: number;
  /** Does not wrap, in milliseconds. */
  readonly mediaMs: number;
}

export type PlainOutput =
  { readonly number: number } | { readonly gapFrom: number; readonly count: number } | { readonly restartAt: number };

interface Held extends PlainPacket {
  readonly deadlineMs: number;
}

export class PlainBuffer {
  readonly #latencyMs: number;
  readonly #delivered = new Map<number, number>();
  #held: Held[] = [];
  #strays: (PlainPacket & { readonly atMs: number })[] = [];
  /** Smallest offsets of the windows of 2 s so far, the last one in progress. */
  #windows: { readonly endMs: number; readonly offsetMs: number }[] = [];
  #next: number | undefined;
  #lowest = Infinity;
  #highest = -Infinity;
  duplicate = 0;
  late = 0;
  dropped = 0;

  constructor(latencyMs: number) {
    this.#latencyMs = latencyMs;
  }

  get held(): number {
    return this.#held.length + this.#strays.length;
  }

  push(atMs: number, packet: PlainPacket): void {
    const { number } = packet;
    const known = this.#held.some((held) => held.number === number) || this.#delivered.get(number) === packet.mediaMs;
    if (this.#fits(number)) {
      this.#giveUpStrays();
      if (known) this.duplicate++;
      else this.#hold(atMs, packet);
    } else if (known || this.#strays.at(-1)?.number === number) {
      this.duplicate++;
    } else {
      const near = this.#strays.length > 0 && Math.abs(number - this.#strays.at(-1)!.number) < 100;
      if (!near && this.#next !== undefined && number < this.#next && number > this.#highest - 100) {
        this.late++;
        return;
      }
      if (!near) this.#giveUpStrays();
      this.#strays.push({ ...packet, atMs });
    }
  }

  /** Everything that comes out at `now`. */
  popAll(now: number): PlainOutput[] {
    const out: PlainOutput[] = [];
    const restarting = this.#believed;
    for (;;) {
      const first = this.#held[0];
      if (first === undefined || (now < first.deadlineMs && !restarting)) break;
      const next = this.#next ?? first.number;
      if (first.number > next) out.push({ gapFrom: next, count: first.number - next });
      out.push({ number: first.number });
      this.#delivered.set(first.number, first.mediaMs);
      this.#next = first.number + 1;
      this.#held.shift();
    }
    if (!restarting) return out;
    this.#beginAnew();
    return [...out, { restartAt: this.#held[0]!.number }, ...this.popAll(now)];
  }

  get #believed(): boolean {
    const strays = this.#strays;
    const inSequence = strays.some(
      (_, at) => at >= 4 && [1, 2, 3, 4].every((back) => strays[at - back]!.number === strays[at]!.number - back),
    );
    const patienceMs = Math.max(this.#latencyMs / 2, 100);
    const waited = strays.length >= 2 && strays.at(-1)!.atMs - strays[0]!.atMs >= patienceMs;
    return inSequence || waited || strays.length >= 64;
  }

  #fits(number: number): boolean {
    if (this.#next !== undefined) return number >= this.#next && number - this.#highest <= 3000;
    if (this.#held.length === 0) return true;
    return number >= this.#lowest - 100 && number - this.#highest <= 3000;
  }

  #hold(atMs: number, packet: PlainPacket): void {
    this.#held.push({ ...packet, deadlineMs: this.#offsetMs(atMs, packet) + packet.mediaMs + this.#latencyMs });
    this.#held.sort((a, b) => a.number - b.number);
    this.#lowest = Math.min(this.#lowest, packet.number);
    this.#highest = Math.max(this.#highest, packet.number);
  }

  #offsetMs(atMs: number, packet: PlainPacket): number {
    const offsetMs = atMs - packet.mediaMs;
    const smallest = (): number => Math.min(...this.#windows.slice(-2).map((window) => window.offsetMs));
    if (offsetMs > smallest() + 1000) this.#windows = [];
    const last = this.#windows.at(-1);
    if (last === undefined || atMs >= last.endMs) this.#windows.push({ endMs: atMs + 2000, offsetMs });
    else this.#windows[this.#windows.length - 1] = { ...last, offsetMs: Math.min(last.offsetMs, offsetMs) };
    return smallest();
  }

  #giveUpStrays(): void {
    for (const { number } of this.#strays) {
      if (number < (this.#next ?? this.#lowest)) this.late++;
      else this.dropped++;
    }
    this.#strays = [];
  }

  #beginAnew(): void {
    const strays = this.#strays;
    this.#strays = [];
    this.#delivered.clear();
    this.#windows = [];
    this.#next = undefined;
    this.#lowest = Infinity;
    this.#highest = -Infinity;
    for (const { atMs, ...packet } of strays) this.push(atMs, packet);
  }
}
