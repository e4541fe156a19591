import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findCommand } from '../src/cli/command-table.js';
import { parseArguments } from '../src/cli/grammar/parse-arguments.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const lines = [...readme.matchAll(/^npx rtpkit (.*)$/gm)].map((match) => match[1]!);

/** The words before a pipe, as a shell takes them apart. */
function wordsOf(line: string): string[] {
  return [...line.split(' | ')[0]!.matchAll(/'([^']*)'|(\S+)/g)].map((match) => (match[1] ?? match[2])!);
}

describe('README.md', () => {
  it('types commands to be tried', () => {
    expect(lines.length).toBeGreaterThan(5);
  });

  it.each(lines)('types what the command understands: rtpkit %s', (line) => {
    const [name, ...words] = wordsOf(line);
    const { command, before } = findCommand(name!);
    expect(() => parseArguments(command, [...before, ...words])).not.toThrow();
  });

  it('names every command that is no part of another', () => {
    for (const name of ['send', 'recv', 'send-video', 'send-audio', 'recv-video', 'recv-audio', 'forward', 'talk'])
      expect(readme).toMatch(new RegExp(`[\`\\s]${name}[\`\\s]`));
  });
});
