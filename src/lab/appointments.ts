/** What is to be done when, earliest first: a binary heap that keeps what falls on one instant in the order it was made. */

interface Appointment {
  readonly atMs: number;
  readonly action: () => void;
  readonly order: number;
}

export class Appointments {
  readonly #heap: Appointment[] = [];
  #made = 0;

  /** When the next one is, or Infinity. */
  get nextMs(): number {
    return this.#heap[0]?.atMs ?? Infinity;
  }

  make(atMs: number, action: () => void): void {
    const heap = this.#heap;
    heap.push({ atMs, action, order: this.#made++ });
    let child = heap.length - 1;
    while (child > 0 && this.#before(child, (child - 1) >> 1)) {
      this.#swap(child, (child - 1) >> 1);
      child = (child - 1) >> 1;
    }
  }

  /** Takes the earliest out; there must be one. */
  takeFirst(): Appointment {
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
