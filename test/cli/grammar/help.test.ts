import { describe, expect, it } from 'vitest';
import { COMMANDS, findCommand } from '../../../src/cli/command-table.js';
import { helpOf, overviewOf } from '../../../src/cli/grammar/help.js';
import { SHARED_OPTIONS } from '../../../src/cli/grammar/shared-options.js';
import { UsageError } from '../../../src/cli/usage-error.js';

const shown = COMMANDS.filter(({ hidden }) => hidden !== true);
const screens: readonly (readonly [string, string])[] = [
  ['rtpkit', overviewOf(COMMANDS)],
  ...shown.map((command): readonly [string, string] => [command.name, helpOf(command)]),
];

describe('the help', () => {
  // The prompt has a line, too.
  it.each(screens)('of %s fits a screen of 80 columns and 24 lines', (_name, text) => {
    const lines = text.trimEnd().split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.length).toBeLessThanOrEqual(23);
  });

  it('of all names every command, but for those that others start', () => {
    for (const { name } of shown) expect(overviewOf(COMMANDS)).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(overviewOf(COMMANDS)).not.toContain('demo-receiver');
  });

  it.each(shown.map((command) => [command.name, command] as const))(
    'of %s names all that it takes',
    (_name, command) => {
      const text = helpOf(command);
      for (const { name } of command.positionals) expect(text).toContain(name);
      for (const option of command.options) {
        expect(text).toContain(`--${option.name}`);
        if (option.default !== undefined) expect(text).toMatch(new RegExp(`default:\\s+${option.default}`));
      }
      for (const alias of Object.keys(command.aliases ?? {})) expect(text).toContain(alias);
    },
  );
});

describe('the table', () => {
  it('has each name and alias once, and none that is taken by help', () => {
    const names = COMMANDS.flatMap((command) => [command.name, ...Object.keys(command.aliases ?? {})]);
    expect(new Set([...names, 'help']).size).toBe(names.length + 1);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z_-]*$/);
  });

  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    'has options of %s that differ from each other and from those of every command',
    (_name, { options }) => {
      const rows = [...options, ...SHARED_OPTIONS];
      const words = rows.flatMap(({ name, short }) => (short === undefined ? [name] : [name, short]));
      expect(new Set(words).size).toBe(words.length);
      for (const { name } of rows) expect(name).toMatch(/^[a-z][a-z0-9-]+$/);
    },
  );

  it('finds a command by its alias, with what stands before the arguments', () => {
    for (const command of COMMANDS) {
      expect(findCommand(command.name)).toEqual({ command, before: [] });
      for (const [alias, before] of Object.entries(command.aliases ?? {})) {
        expect(findCommand(alias)).toEqual({ command, before });
      }
    }
  });

  it('names the nearest command instead of one that there is not', () => {
    expect(() => findCommand('dmeo')).toThrow(new UsageError('there is no command dmeo; is it demo?'));
    expect(() => findCommand('demo-sendr')).toThrow(new UsageError('there is no command demo-sendr'));
    expect(() => findCommand('constructor')).toThrow(UsageError);
  });
});
