/** A command of `rtpkit` as a row of the table: what it is called, what it takes and what it does. Help and manual are made of it. */

import type { Console } from './console.js';
import type { Interruption } from './interruption.js';

/** 0: done; 1: failed; 2: not understood; 3: no data came. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface Positional {
  /** As the help shows it, such as `SOURCE`. */
  readonly name: string;
  readonly help: string;
  readonly required?: boolean;
}

export interface OptionRow {
  /** Without its dashes, such as `latency`. */
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in the help, such as `MS`; left out, the option is a flag. */
  readonly value?: string;
  readonly help: string;
  /** Whether the command cannot do without. */
  readonly required?: boolean;
  /** Used when it is not given, and shown. */
  readonly default?: string;
}

/** What was typed, checked against the row; each reader throws a `UsageError` that names option, value and what was expected. */
export interface Arguments {
  readonly positionals: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  /** @throws UsageError unless it is a number from `low` to `high` */
  number(name: string, low: number, high: number): number | undefined;
  /** @throws UsageError unless it is one of `choices` */
  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined;
}

export interface Command {
  readonly name: string;
  /** Other names; what stands before the arguments when called by them. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  /** One line. */
  readonly summary: string;
  readonly positionals: readonly Positional[];
  readonly options: readonly OptionRow[];
  /** Lines as one would type them. */
  readonly examples?: readonly string[];
  /** Not shown in the help: what another command starts. */
  readonly hidden?: boolean;
  run(args: Arguments, surroundings: Surroundings): Promise<ExitCode>;
}

/** What a command has around it. */
export interface Surroundings {
  readonly console: Console;
  readonly interruption: Interruption;
}
