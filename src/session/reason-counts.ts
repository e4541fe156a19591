/** How often something was not done, by the reason: the words are few, and those of the code. */

export class ReasonCounts {
  readonly #counts = new Map<string, number>();

  count(reason: string): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  /** A snapshot. */
  get byReason(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}
