/** A clock that stands still until it is told to go on, and a schedule on it: hours of a session in seconds. */

interface Appointment {
  readonly atMs: number;
  readonly action: () => void;
}

export class VirtualTime {
  #now: number;
  /** A binary heap, earliest first; `#order` keeps appointments of one instant in the order they were made. */
  readonly #heap: (Appointment & { readonly order: number })[] = [];
  #made = 0;

  constructor(startMs = 0) {
    this.#now = startMs;
  }

  /** Milliseconds, as a session's `now`. */
  get now(): number {
    return this.#now;
  }

  /** When the next appointment is, or Infinity. */
  get next(): number {
    return this.#heap[0]?.atMs ?? Infinity;
  }

  /** Calls `action` at `atMs`, or as soon as the clock goes on when that is past. */
  at(atMs: number, action: () => void): void {
    const heap = this.#heap;
    heap.push({ atMs: Math.max(atMs, this.#now), action, order: this.#made++ });
    let child = heap.length - 1;
    while (child > 0 && this.#before(child, (child - 1) >> 1)) {
      this.#swap(child, (child - 1) >> 1);
      child = (child - 1) >> 1;
    }
  }

  /** Keeps every appointment up to and including `untilMs`, then stands there. */
  run(untilMs: number): void {
    while (this.next <= untilMs) {
      const { atMs, action } = this.#takeFirst();
      this.#now = atMs;
      action();
    }
    this.#now = Math.max(this.#now, untilMs);
  }

  #takeFirst(): Appointment {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    heap[0] = last;
    let parent = 0;
    for (;;) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < heap.length && this.#before(child, least)) least = child;
      }
      if (least === parent) return first;
      this.#swap(parent, least);
      parent = least;
    }
  }

  #before(left: number, right: number): boolean {
    const a = this.#heap[left]!;
    const b = this.#heap[right]!;
    return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  }

  #swap(left: number, right: number): void {
    [this.#heap[left], this.#heap[right]] = [this.#heap[right]!, this.#heap[left]!];
  }
}
