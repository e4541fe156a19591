/** How often which delay was seen, in steps of 4 ms up to 2 s. */

const STEP_MS = 4;
const STEPS = 512;

export class DelayHistogram {
  readonly #counts = new Uint32Array(STEPS);

  get total(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** @param delayMs what is negative counts as 0, what is beyond the last step as the last */
  add(delayMs: number): void {
    const step = delayMs < STEP_MS * STEPS ? Math.max(delayMs / STEP_MS, 0) | 0 : STEPS - 1;
    this.#counts[step]!++;
  }

  /** The delay that at least this share stayed below, from 0 to 1; 0 while nothing was seen. */
  quantileMs(share: number): number {
    let left = this.total * share;
    for (let step = 0; left > 0 && step < STEPS; step++) {
      left -= this.#counts[step]!;
      if (left <= 0) return (step + 1) * STEP_MS;
    }
    return 0;
  }

  /** Forgets half of everything. */
  halve(): void {
    for (let step = 0; step < STEPS; step++) this.#counts[step]! >>>= 1;
  }

  /** The steps in which something was seen: the delay that all of them stayed below, and how many they are. */
  *steps(): Generator<{ readonly belowMs: number; readonly count: number }> {
    for (const [step, count] of this.#counts.entries()) if (count > 0) yield { belowMs: (step + 1) * STEP_MS, count };
  }
}
