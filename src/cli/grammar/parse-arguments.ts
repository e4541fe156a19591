/** Words that were typed become the arguments of a command, checked against its row of the table. */

import { parseArgs } from 'node:util';
import type { Arguments, Command, OptionRow } from '../command.js';
import { nearestName } from './nearest-name.js';
import { optionWords } from './option-words.js';
import { SHARED_OPTIONS } from './shared-options.js';
import { TypedArguments } from './typed-arguments.js';
import { UsageError } from '../usage-error.js';

/** @throws UsageError when the words are not those of the row, with the nearest word that is */
export function parseArguments(command: Command, words: readonly string[]): Arguments {
  const rows = new Map([...command.options, ...SHARED_OPTIONS].map((row) => [row.name, row]));
  const positionals: string[] = [];
  const values = new Map<string, string>();
  for (const token of tokensOf(rows, words)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind === 'option') values.set(token.name, valueOf(rows, token));
  }
  if (!values.has('help')) {
    requirePositionals(command, positionals);
    requireOptions(command, values);
  }
  return new TypedArguments(rows, positionals, values);
}

type Token = NonNullable<ReturnType<typeof tokensOf>>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

/** Not strict: the messages of Node speak to programmers. */
function tokensOf(rows: ReadonlyMap<string, OptionRow>, words: readonly string[]) {
  const options = [...rows.values()].map(({ name, short, value }) => {
    const type = value === undefined ? ('boolean' as const) : ('string' as const);
    return [name, short === undefined ? { type } : { type, short }] as const;
  });
  return parseArgs({ args: [...words], options: Object.fromEntries(options), strict: false, tokens: true }).tokens;
}

/** The value of an option as it was typed; of a flag, nothing. */
function valueOf(rows: ReadonlyMap<string, OptionRow>, { name, rawName, value, inlineValue }: OptionToken): string {
  const row = rows.get(name);
  if (row === undefined) throw unknownOption(rows, name, rawName);
  if (row.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value, found ${JSON.stringify(value)}`);
    return '';
  }
  if (value === undefined) throw new UsageError(`${rawName} needs a value: ${rawName} ${row.value}`);
  if (inlineValue === false && looksLikeOption(value)) {
    throw new UsageError(`${rawName} needs a value, found ${value}; if that is the value, type --${name}=${value}`);
  }
  return value;
}

/** A dash alone is stdin or stdout, numbers may be negative, and words of FFmpeg come together: no option has a space. */
function looksLikeOption(value: string): boolean {
  return /^-[^\d.]\S*$/.test(value);
}

function unknownOption(rows: ReadonlyMap<string, OptionRow>, name: string, rawName: string): UsageError {
  const nearest = nearestName(name, [...rows.keys()]);
  return new UsageError(`there is no option ${rawName}${nearest === undefined ? '' : `; is it --${nearest}?`}`);
}

function requirePositionals({ name, positionals }: Command, found: readonly string[]): void {
  const missing = positionals[found.length];
  if (missing?.required === true) throw new UsageError(`${missing.name} is missing: ${missing.help}`);
  if (found.length <= positionals.length) return;
  const expected = positionals.map((positional) => positional.name).join(' ');
  const surplus = JSON.stringify(found[positionals.length]);
  throw new UsageError(`${surplus} is one too many: ${name} takes ${expected === '' ? 'options only' : expected}`);
}

function requireOptions({ options }: Command, found: ReadonlyMap<string, string>): void {
  const missing = options.find(({ name, required }) => required === true && !found.has(name));
  if (missing !== undefined) throw new UsageError(`${optionWords(missing)} is missing: ${missing.help}`);
}
