/** Who is to be visited when: a binary heap of which every member knows its place, so that it can be moved. */

export interface AgendaMember {
  /** When it is to be visited; written by the agenda, as is the place. */
  visitMs: number;
  /** Its index in the heap; −1 while it is not on the agenda. */
  place: number;
}

/** A session of 1000 sources looks at the one that is due, and not at 1000 with every packet. */
export class Agenda<Member extends AgendaMember> {
  readonly #heap: Member[] = [];

  /** When the first is to be visited; Infinity when nobody is. */
  get nextMs(): number {
    return this.#heap[0]?.visitMs ?? Infinity;
  }

  /** Puts a member on the agenda, or moves it. */
  set(member: Member, visitMs: number): void {
    if (member.place === -1) {
      member.place = this.#heap.length;
      this.#heap.push(member);
    } else if (member.visitMs === visitMs) {
      return;
    }
    member.visitMs = visitMs;
    this.#settle(member);
  }

  delete(member: Member): void {
    const { place } = member;
    if (place === -1) return;
    member.place = -1;
    const last = this.#heap.pop()!;
    if (last === member) return;
    this.#put(last, place);
    this.#settle(last);
  }

  /** Takes off all that are to be visited by now, the earliest first. */
  take(now: number): Member[] {
    const due: Member[] = [];
    for (let first = this.#heap[0]; first !== undefined && first.visitMs <= now; first = this.#heap[0]) {
      this.delete(first);
      due.push(first);
    }
    return due;
  }

  #settle(member: Member): void {
    const heap = this.#heap;
    let { place } = member;
    while (place > 0 && member.visitMs < heap[(place - 1) >> 1]!.visitMs) {
      this.#put(heap[(place - 1) >> 1]!, place);
      place = (place - 1) >> 1;
    }
    for (let child = this.#leastChild(place); child !== undefined; child = this.#leastChild(place)) {
      if (child.visitMs >= member.visitMs) break;
      const next = child.place;
      this.#put(child, place);
      place = next;
    }
    this.#put(member, place);
  }

  #leastChild(place: number): Member | undefined {
    const left = this.#heap[2 * place + 1];
    const right = this.#heap[2 * place + 2];
    return right !== undefined && right.visitMs < left!.visitMs ? right : left;
  }

  #put(member: Member, place: number): void {
    this.#heap[place] = member;
    member.place = place;
  }
}
