/** The name that was meant, when one was typed that there is not. */

/** Of names that differ in more letters, or in more than one of three, none was meant. */
const MAX_DISTANCE = 3;

/** The one of `names` that takes the fewest letters to change, add, leave out or swap; `undefined` when none is near. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Math.min(MAX_DISTANCE, Math.ceil(typed.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - typed.length) >= least) continue;
    const distance = editDistance(typed, name);
    if (distance >= least) continue;
    least = distance;
    nearest = name;
  }
  return nearest;
}

/** Letters to change, add, leave out or swap with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const changed = last[column - 1]! + (same ? 0 : 1);
      let least = Math.min(changed, last[column]! + 1, current[column - 1]! + 1);
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        least = Math.min(least, beforeLast[column - 2]! + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
