/** Help that fits a screen of 80 columns and 24 lines. */

import type { Command } from '../command.js';
import { helpWords, optionWords, synopsisOf } from './option-words.js';
import { SHARED_OPTIONS } from './shared-options.js';

const COLUMNS = 80;
const INDENT = '  ';

/** Longer words on the left push their explanation into the next line. */
const WIDEST_LEFT = 25;

/** Of the options that all commands have: {@link SHARED_OPTIONS}. */
const SHARED_HELP = 'JSON, quiet, more messages, end after SECONDS, help';

/** What `rtpkit --help` says. */
export function overviewOf(commands: readonly Command[]): string {
  const shown = commands.filter(({ hidden }) => hidden !== true);
  return [
    'rtpkit COMMAND [OPTIONS]',
    '',
    ...table(shown.map(({ name, summary }) => [name, summary])),
    '',
    'The first time: rtpkit doctor tells what is there. Then type at one end',
    '  $ rtpkit recv',
    'which says what to type at the other. rtpkit COMMAND --help explains one of',
    'them; the library is "rtpkit", with sockets and child processes "rtpkit/node".',
    '',
  ].join('\n');
}

/** What `rtpkit COMMAND --help` says. */
export function helpOf(command: Command): string {
  const { positionals, options, examples = [] } = command;
  const aliases = Object.keys(command.aliases ?? {});
  const shared = SHARED_OPTIONS.map(({ name, short }) => (short === undefined ? `--${name}` : `-${short}`));
  return [
    synopsisOf(command),
    ...wrapped(`${command.summary}${aliases.length === 0 ? '' : `; also called ${aliases.join(', ')}`}`, COLUMNS),
    '',
    ...table([
      ...positionals.map((positional) => [positional.name, positional.help] as const),
      ...options.map((row) => [optionWords(row), helpWords(row)] as const),
      [shared.join(' '), SHARED_HELP],
    ]),
    ...examples.map((example) => `$ ${example}`),
    '',
  ].join('\n');
}

/** Words on the left, what they mean on the right. */
function table(rows: readonly (readonly [left: string, right: string])[]): string[] {
  const width = Math.min(WIDEST_LEFT, Math.max(...rows.map(([left]) => left.length)));
  const margin = INDENT.length + width + 2;
  return rows.flatMap(([left, right]) => {
    const [first = '', ...others] = wrapped(right, COLUMNS - margin);
    const rest = others.map((line) => `${' '.repeat(margin)}${line}`);
    if (left.length <= width) return [`${INDENT}${left.padEnd(width + 2)}${first}`, ...rest];
    return [`${INDENT}${left}`, `${' '.repeat(margin)}${first}`, ...rest];
  });
}

/** Lines of whole words. */
function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
