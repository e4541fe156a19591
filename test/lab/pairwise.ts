/** A few combinations in which every two values of different factors meet at least once, instead of all combinations. */

export type Factors = Readonly<Record<string, readonly unknown[]>>;
export type Combination<F extends Factors> = { readonly [Name in keyof F]: F[Name][number] };

/** Every combination, the last factor turning fastest. */
export function allCombinations<F extends Factors>(factors: F): Combination<F>[] {
  let combinations: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(factors)) {
    combinations = combinations.flatMap((each) => values.map((value) => Object.assign({}, each, { [name]: value })));
  }
  return combinations as Combination<F>[];
}

/** Greedy: takes the combination that meets the most pairs that have not met yet, until all have. */
export function pairwise<F extends Factors>(factors: F): Combination<F>[] {
  const candidates = allCombinations(factors);
  const open = new Set(candidates.flatMap((candidate) => pairsOf(candidate)));
  const chosen: Combination<F>[] = [];
  while (open.size > 0) {
    const counts = candidates.map((candidate) => pairsOf(candidate).filter((pair) => open.has(pair)).length);
    const best = candidates[counts.indexOf(Math.max(...counts))]!;
    for (const pair of pairsOf(best)) open.delete(pair);
    chosen.push(best);
  }
  return chosen;
}

export function pairsOf(combination: object): string[] {
  const entries = Object.entries(combination).map(([name, value]) => `${name}=${String(value)}`);
  return entries.flatMap((entry, index) => entries.slice(index + 1).map((other) => `${entry} ${other}`));
}
