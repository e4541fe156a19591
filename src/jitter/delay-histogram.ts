/** How often which delay was seen, in steps of 4 ms up to 2 s. */

const STEP_MS = 4;
const STEPS = 512;

/** Delays in one step one after the other are counted once they are over: most are, and the steps are cold memory. */
export class DelayHistogram {
  readonly #counts = new Uint32Array(STEPS);
  /** The step of the delay added last, and how many in a row were in it that are not counted yet. */
  #step = 0;
  #row = 0;

  get total(): number {
    return this.#counts.reduce((sum, count) => sum + count, this.#row);
  }

  /** @param delayMs what is negative counts as 0, what is beyond the last step as the last */
  add(delayMs: number): void {
    const step = delayMs < STEP_MS * STEPS ? Math.max(delayMs / STEP_MS, 0) | 0 : STEPS - 1;
    if (step !== this.#step) this.#countRow();
    this.#step = step;
    this.#row++;
  }

  /** The delay that at least this share stayed below, from 0 to 1; 0 while nothing was seen. */
  quantileMs(share: number): number {
    this.#countRow();
    let left = this.total * share;
    for (let step = 0; left > 0 && step < STEPS; step++) {
      left -= this.#counts[step]!;
      if (left <= 0) return (step + 1) * STEP_MS;
    }
    return 0;
  }

  /** Forgets half of everything. */
  halve(): void {
    this.#countRow();
    for (let step = 0; step < STEPS; step++) this.#counts[step]! >>>= 1;
  }

  /** The steps in which something was seen: the delay that all of them stayed below, and how many they are. */
  *steps(): Generator<{ readonly belowMs: number; readonly count: number }> {
    this.#countRow();
    for (const [step, count] of this.#counts.entries()) if (count > 0) yield { belowMs: (step + 1) * STEP_MS, count };
  }

  #countRow(): void {
    this.#counts[this.#step]! += this.#row;
    this.#row = 0;
  }
}
