/** The manual of the command, `docs/cli.md`: what the help says, of all commands, at length. */

import type { Command, OptionRow, Positional } from '../command.js';
import { EVENTS } from '../event-table.js';
import { helpWords, optionWords, synopsisOf } from './option-words.js';
import { SHARED_OPTIONS } from './shared-options.js';

const INTRODUCTION = `# The command

\`rtpkit COMMAND [OPTIONS]\` sends, receives, forwards and explains RTP streams. \`rtpkit COMMAND --help\` says on one screen what
this page says of a command.

- Media go to stdout where an option is \`-\`, and nothing else does then. Messages and progress go to stderr: on a terminal one
  line for each stream, drawn again and again; elsewhere a line for each stream every ten seconds.
- The first Ctrl-C (SIGINT), SIGTERM or SIGHUP ends a command in order: files are finished, child processes end, the other side
  hears a goodbye. The second one ends everything at once.
- Exit codes: 0 done, 1 failed, 2 not understood, 3 no data came, 130 ended by a second signal.
- \`NO_COLOR\` in the environment keeps colours off.`;

const EVENTS_INTRODUCTION = `## With \`--json\`

Each line is an object with \`event\`, the time of day as \`time\`, and what belongs to the event. Those of a stream name it as
\`stream\`: \`video\`, \`audio\`, or \`said\` of \`talk\`. Lines go to stdout, or to stderr where an option is \`-\`, because media may go
to stdout then.`;

/** The page, in Markdown. */
export function manualOf(commands: readonly Command[]): string {
  const shown = commands.filter(({ hidden }) => hidden !== true);
  const shared = `## Options of every command\n\n${SHARED_OPTIONS.map(optionItem).join('\n')}`;
  const events = Object.entries(EVENTS).map(([name, help]) => `- \`${name}\`: ${help}`);
  const parts = [INTRODUCTION, ...shown.map(sectionOf), shared, EVENTS_INTRODUCTION, events.join('\n')];
  return `${parts.join('\n\n')}\n`;
}

function sectionOf(command: Command): string {
  const { name, summary, positionals, options, examples = [] } = command;
  const aliases = Object.entries(command.aliases ?? {});
  return [
    `## ${name}`,
    `\`${synopsisOf(command)}\``,
    `${summary[0]!.toUpperCase()}${summary.slice(1)}.`,
    [...positionals.map(positionalItem), ...options.map(optionItem)].join('\n'),
    aliases.map(([alias, before]) => aliasItem(name, alias, before)).join('\n'),
    examples.length === 0 ? '' : `\`\`\`sh\n${examples.join('\n')}\n\`\`\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function positionalItem({ name, help }: Positional): string {
  return `- \`${name}\`: ${help}`;
}

function optionItem(row: OptionRow): string {
  return `- \`${optionWords(row)}\`: ${helpWords(row)}`;
}

function aliasItem(name: string, alias: string, before: readonly string[]): string {
  return `\`rtpkit ${alias}\` is \`${['rtpkit', name, ...before].join(' ')}\` with what follows.`;
}
