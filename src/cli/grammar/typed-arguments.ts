/** The arguments of a command as they were typed, with the defaults of its row. */

import type { Arguments, OptionRow } from '../command.js';
import { nearestName } from './nearest-name.js';
import { UsageError } from '../usage-error.js';

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

export class TypedArguments implements Arguments {
  readonly positionals: readonly string[];
  readonly #rows: ReadonlyMap<string, OptionRow>;
  readonly #values: ReadonlyMap<string, string>;

  constructor(
    rows: ReadonlyMap<string, OptionRow>,
    positionals: readonly string[],
    values: ReadonlyMap<string, string>,
  ) {
    this.positionals = positionals;
    this.#rows = rows;
    this.#values = values;
  }

  flag(name: string): boolean {
    return this.#values.has(name);
  }

  text(name: string): string | undefined {
    return this.#values.get(name) ?? this.#rows.get(name)?.default;
  }

  number(name: string, low: number, high: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
    if (value >= low && value <= high) return value;
    throw new UsageError(`--${name} is ${JSON.stringify(text)}, expected a number from ${low} to ${high}`);
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const chosen = choices.find((choice) => choice === text);
    if (chosen !== undefined) return chosen;
    const nearest = nearestName(text, choices);
    const hint = nearest === undefined ? '' : `; is it ${nearest}?`;
    throw new UsageError(`--${name} is ${JSON.stringify(text)}, expected ${choices.join(' or ')}${hint}`);
  }
}
