/** The jitter buffer's rules in the plainest form: unwrapped numbers, sorted arrays, no bounds. The model for property tests. */

export interface PlainPacket {
  /** Does not wrap. */
  readonly number: number;
  /** Does not wrap, in milliseconds. */
  readonly mediaMs: number;
}

export interface PlainGap {
  readonly gapFrom: number;
  readonly count: number;
  readonly fromMediaMs: number;
  readonly durationMs: number;
  readonly cause: string;
}

export type PlainOutput = { readonly number: number } | PlainGap;

interface Held extends PlainPacket {
  readonly atMs: number;
  readonly dueMs: number;
}

export interface PlainRules {
  latencyMs: number;
  readonly handOn: boolean;
  readonly dropOnLatency: boolean;
}

/** The skew of a sender's clock: the offset of the fastest packet, rising towards the least of a window. */
class PlainClock {
  #offsetMs = Number.NaN;
  /** Of up to 256 packets or one second each; the last one is in progress. */
  #halves: { readonly fromMs: number; readonly offsetsMs: number[] }[] = [];
  #suspectedMs = -Infinity;

  due(atMs: number, mediaMs: number, ahead: number, latencyMs: number): number {
    const offsetMs = atMs - mediaMs;
    const lateMs = offsetMs - this.#offsetMs;
    if (Number.isNaN(lateMs) || lateMs < -1000 || lateMs > Math.max(1000, latencyMs)) {
      if (!Number.isNaN(lateMs) && ahead < 0) return Math.min(atMs, this.#offsetMs + mediaMs);
      this.#offsetMs = offsetMs;
      this.#halves = [];
    }
    if (lateMs < -100 && lateMs >= -1000 && this.#isAlone(atMs)) return atMs;
    this.#offsetMs = Math.min(this.#offsetMs, offsetMs);
    if (ahead > 0) this.#follow(atMs, offsetMs);
    return this.#offsetMs + mediaMs;
  }

  restart(): void {
    this.#offsetMs = Number.NaN;
  }

  #isAlone(atMs: number): boolean {
    const sinceMs = atMs - this.#suspectedMs;
    this.#suspectedMs = atMs;
    return this.#halves.length > 2 && sinceMs > 2000;
  }

  #follow(atMs: number, offsetMs: number): void {
    const last = this.#halves.at(-1);
    if (last === undefined || last.offsetsMs.length === 256 || atMs - last.fromMs >= 1000) {
      this.#halves.push({ fromMs: atMs, offsetsMs: [offsetMs] });
    } else {
      last.offsetsMs.push(offsetMs);
    }
    const leastMs = Math.min(...this.#halves.slice(-2).flatMap((half) => half.offsetsMs));
    if (this.#halves.length > 2) this.#offsetMs += Math.max(leastMs - this.#offsetMs, 0) * (1 / 125);
  }
}

export class PlainBuffer {
  readonly rules: PlainRules;
  readonly #known = new Map<number, number>();
  readonly #clock = new PlainClock();
  #held: Held[] = [];
  #originMs: number | undefined;
  #highest: number | undefined;
  #next: number | undefined;
  #previous: Held | undefined;
  #frame: { readonly mediaMs: number; readonly dueMs: number } | undefined;
  #shed = 0;
  duplicate = 0;
  late = 0;
  dropped = 0;
  lost = 0;

  constructor(rules: PlainRules) {
    this.rules = rules;
  }

  get held(): number {
    return this.#held.length;
  }

  push(atMs: number, packet: PlainPacket): void {
    const { number } = packet;
    const known = this.#held.some((held) => held.number === number) || this.#known.get(number) === packet.mediaMs;
    if (known) this.duplicate++;
    else if (this.#next !== undefined && number < this.#next) this.late++;
    else this.#hold(atMs, packet);
  }

  /** Everything that comes out at `now`. */
  popAll(now: number): PlainOutput[] {
    const out: PlainOutput[] = [];
    for (;;) {
      const first = this.#held[0];
      if (first === undefined || now < this.#deadlineMs(first)) break;
      if (this.#next !== undefined && first.number > this.#next) out.push(this.#gapBefore(first, this.#next));
      out.push({ number: first.number });
      this.#known.set(first.number, first.mediaMs);
      this.#next = first.number + 1;
      this.#previous = first;
      this.#held.shift();
    }
    return out;
  }

  restart(): void {
    this.dropped += this.#held.length;
    this.#held = [];
    this.#known.clear();
    this.#clock.restart();
    this.#next = undefined;
    this.#highest = undefined;
    this.#previous = undefined;
    this.#frame = undefined;
    this.#shed = 0;
  }

  #deadlineMs(first: Held): number {
    return this.rules.handOn && first.number === this.#next ? -Infinity : first.dueMs + this.rules.latencyMs;
  }

  #gapBefore(first: Held, from: number): PlainGap {
    const count = first.number - from;
    const previous = this.#previous;
    const stepTicks = previous === undefined ? 0 : ((first.mediaMs - previous.mediaMs) * 64) / (count + 1);
    const spacingMs = Math.max(Math.floor(stepTicks), 0) / 64;
    const late = first.atMs > (previous?.dueMs ?? Infinity) + spacingMs + this.rules.latencyMs;
    this.lost += count - this.#shed;
    const cause = this.#shed > 0 ? 'dropped-on-latency' : late ? 'late' : 'lost';
    this.#shed = 0;
    const fromMediaMs = (previous ?? first).mediaMs + spacingMs;
    return { gapFrom: from, count, fromMediaMs, durationMs: spacingMs * count, cause };
  }

  #hold(atMs: number, packet: PlainPacket): void {
    this.#originMs ??= packet.mediaMs;
    const ahead = this.#highest === undefined ? 1 : packet.number - this.#highest;
    const dueMs = this.#due(atMs, packet.mediaMs, ahead);
    this.#held.push({ ...packet, atMs, dueMs });
    this.#held.sort((a, b) => a.number - b.number);
    this.#highest = Math.max(this.#highest ?? -Infinity, packet.number);
    if (this.rules.dropOnLatency) this.#drop(atMs);
  }

  /** The first packet of a frame decides for those that follow it. */
  #due(atMs: number, mediaMs: number, ahead: number): number {
    const sinceMs = atMs - (this.#frame?.dueMs ?? Infinity);
    const same = ahead === 1 && mediaMs === this.#frame?.mediaMs && sinceMs >= 0 && sinceMs <= 1000;
    if (!same)
      this.#frame = { mediaMs, dueMs: this.#clock.due(atMs, mediaMs - this.#originMs!, ahead, this.rules.latencyMs) };
    return this.#frame!.dueMs;
  }

  /** The highest number seen is held as long as anything is, or is one that has left. */
  #drop(now: number): void {
    const last = this.#held.at(-1)!;
    for (;;) {
      const first = this.#held[0]!;
      if (last.mediaMs - first.mediaMs <= this.rules.latencyMs || now >= this.#deadlineMs(first)) return;
      this.#next ??= first.number;
      this.#known.set(first.number, first.mediaMs);
      this.#held.shift();
      this.#shed++;
      this.dropped++;
    }
  }
}
