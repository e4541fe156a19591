import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cli/command.js';
import { parseArguments } from '../../../src/cli/grammar/parse-arguments.js';
import { UsageError } from '../../../src/cli/usage-error.js';

const command: Command = {
  name: 'play',
  summary: 'plays',
  positionals: [
    { name: 'FILE', help: 'what to play', required: true },
    { name: 'PLACE', help: 'where' },
  ],
  options: [
    { name: 'latency', short: 'l', value: 'MS', help: 'how long', default: '400' },
    { name: 'out', short: 'o', value: 'OUT', help: 'where to' },
    { name: 'once', help: 'ends' },
    { name: 'offset', value: 'MS', help: 'moves' },
    { name: 'mode', value: 'MODE', help: 'how', default: 'slave' },
  ],
  run: () => Promise.resolve(0),
};

const parse = (...words: readonly string[]) => parseArguments(command, words);
const complaint = (...words: readonly string[]): string => {
  try {
    parse(...words);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
  }
  throw new Error('there is no complaint');
};

describe('the arguments of a command', () => {
  it('are positionals and options in any order, short and long, with and without an equals sign', () => {
    const args = parse('-l', '20', 'a.h264', '--out=-', 'there', '-qv', '--once');
    expect(args.positionals).toEqual(['a.h264', 'there']);
    expect(args.number('latency', 0, 100)).toBe(20);
    expect(args.text('out')).toBe('-');
    expect(['quiet', 'verbose', 'once', 'json'].map((name) => args.flag(name))).toEqual([true, true, true, false]);
    expect(parse('x', '-l20').number('latency', 0, 100)).toBe(20);
    expect(parse('x', '-o-').text('out')).toBe('-');
  });

  it('have the defaults of the row, and none where it has none', () => {
    const args = parse('x');
    expect(args.number('latency', 0, 1000)).toBe(400);
    expect(args.number('offset', -10, 10)).toBeUndefined();
    expect(args.text('out')).toBeUndefined();
    expect(args.choice('mode', ['slave', 'synced'])).toBe('slave');
    expect(args.number('timeout', 0, 1)).toBeUndefined();
  });

  it('take the last of several, negative numbers, a dash for stdin or stdout, and words of another program', () => {
    expect(parse('x', '-l', '1', '--latency', '2').number('latency', 0, 9)).toBe(2);
    expect(parse('x', '--offset', '-5.5').number('offset', -10, 10)).toBe(-5.5);
    expect(parse('-', '--out', '-').positionals).toEqual(['-']);
    expect(parse('x', '--mode', '-preset fast').text('mode')).toBe('-preset fast');
  });

  it('are positionals behind two dashes, whatever they look like', () => {
    expect(parse('--once', '--', '--out', '-l').positionals).toEqual(['--out', '-l']);
    expect(parse('--', '--').positionals).toEqual(['--']);
  });

  it.each([
    [['x', '--latancy', '5'], 'there is no option --latancy; is it --latency?'],
    [['x', '--tiemout=5'], 'there is no option --tiemout; is it --timeout?'],
    [['x', '--zzz'], 'there is no option --zzz'],
    [['x', '-z'], 'there is no option -z'],
    [['x', '--__proto__=1'], 'there is no option --__proto__'],
    [['x', '--constructor'], 'there is no option --constructor'],
    [['x', '--out'], '--out needs a value: --out OUT'],
    [['x', '--out', '--once'], '--out needs a value, found --once; if that is the value, type --out=--once'],
    [['x', '-l', '-q'], '-l needs a value, found -q; if that is the value, type --latency=-q'],
    [['x', '--once=yes'], '--once takes no value, found "yes"'],
    [['x', 'y', 'z'], '"z" is one too many: play takes FILE PLACE'],
    [[], 'FILE is missing: what to play'],
  ])('refuse %j', (words, message) => expect(complaint(...words)).toBe(message));

  it.each(['', 'x', '0x10', '1e3', 'NaN', 'Infinity', '-1', '101', '5 ', '5ms', '--5', '1.2.3', '٣'])(
    'refuse %j as a number from 0 to 100',
    (text) => {
      const args = parse('x', `--latency=${text}`);
      const expected = `--latency is ${JSON.stringify(text)}, expected a number from 0 to 100`;
      expect(() => args.number('latency', 0, 100)).toThrow(new UsageError(expected));
    },
  );

  it('refuse what is no choice, with the nearest that is', () => {
    const choices = ['slave', 'synced', 'none'] as const;
    expect(parse('x', '--mode', 'none').choice('mode', choices)).toBe('none');
    expect(() => parse('x', '--mode', 'snyced').choice('mode', choices)).toThrow(
      new UsageError('--mode is "snyced", expected slave or synced or none; is it synced?'),
    );
  });

  it('must have the options that the command cannot do without', () => {
    const to = { name: 'to', value: 'HOST', help: 'where to', required: true };
    const strict: Command = { ...command, options: [...command.options, to] };
    expect(parseArguments(strict, ['x', '--to', 'here']).text('to')).toBe('here');
    expect(() => parseArguments(strict, ['x'])).toThrow(new UsageError('--to HOST is missing: where to'));
    expect(parseArguments(strict, ['-h']).flag('help')).toBe(true);
  });

  it('may be missing where help is wanted', () => {
    expect(parse('-h').flag('help')).toBe(true);
    expect(() => parse('-h', '--nonsense')).toThrow(UsageError);
  });
});
