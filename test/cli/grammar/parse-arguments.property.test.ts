import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS, findCommand } from '../../../src/cli/command-table.js';
import { parseArguments } from '../../../src/cli/grammar/parse-arguments.js';
import { SHARED_OPTIONS } from '../../../src/cli/grammar/shared-options.js';
import { UsageError } from '../../../src/cli/usage-error.js';

const typed = COMMANDS.flatMap(({ options }) => [...options, ...SHARED_OPTIONS]).flatMap(({ name, short }) => [
  `--${name}`,
  `--${name}=`,
  `--${name}=1`,
  `--no-${name}`,
  `-${short ?? 'z'}`,
  `-${short ?? 'z'}1`,
]);
const word = fc.oneof(fc.constantFrom(...typed, '-', '--', '---', '-1', '__proto__'), fc.string());

describe('any words at all', () => {
  it('are arguments or a UsageError, and their readers agree', () => {
    const property = fc.property(fc.constantFrom(...COMMANDS), fc.array(word, { maxLength: 8 }), (command, words) => {
      try {
        const args = parseArguments(command, words);
        expect(args.positionals.length).toBeLessThanOrEqual(command.positionals.length + words.length);
        for (const { name, value } of command.options) {
          if (value === undefined) expect(args.text(name) ?? '').toBe('');
          else args.number(name, -Infinity, Infinity);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('are a command or a UsageError', () => {
    const property = fc.property(fc.string(), (name) => {
      try {
        expect(findCommand(name).command.name).toBeTypeOf('string');
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    });
    fc.assert(property);
  });
});
