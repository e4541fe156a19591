/** Who is due when, earliest first: a binary heap that never looks at its members. */

/** Deadlines stand beside the members: to sift 1000 of them through their own fields takes ten cache misses, 1 µs. */
export class DeadlineHeap<Member> {
  readonly #deadlines: number[] = [];
  readonly #members: Member[] = [];

  get length(): number {
    return this.#members.length;
  }

  /** The earliest deadline, or Infinity. */
  get nextMs(): number {
    return this.#deadlines[0] ?? Infinity;
  }

  add(deadlineMs: number, member: Member): void {
    let child = this.#deadlines.length;
    for (; child > 0; child = (child - 1) >> 1) {
      const parent = (child - 1) >> 1;
      if (this.#deadlines[parent]! <= deadlineMs) break;
      this.#put(child, this.#deadlines[parent]!, this.#members[parent]!);
    }
    this.#put(child, deadlineMs, member);
  }

  /** Takes out whose deadline is {@link nextMs}; there must be one. */
  takeFirst(): Member {
    const first = this.#members[0]!;
    const deadlineMs = this.#deadlines.pop()!;
    const member = this.#members.pop()!;
    const { length } = this.#deadlines;
    if (length === 0) return first;
    let parent = 0;
    for (let child = 1; child < length; child = 2 * parent + 1) {
      if (child + 1 < length && this.#deadlines[child + 1]! < this.#deadlines[child]!) child++;
      if (deadlineMs <= this.#deadlines[child]!) break;
      this.#put(parent, this.#deadlines[child]!, this.#members[child]!);
      parent = child;
    }
    this.#put(parent, deadlineMs, member);
    return first;
  }

  /** Takes all out, in any order. */
  takeAll(): Member[] {
    this.#deadlines.length = 0;
    return this.#members.splice(0);
  }

  #put(place: number, deadlineMs: number, member: Member): void {
    this.#deadlines[place] = deadlineMs;
    this.#members[place] = member;
  }
}
