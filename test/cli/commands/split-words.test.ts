import { describe, expect, it } from 'vitest';
import { splitWords } from '../../../src/cli/commands/split-words.js';
import { UsageError } from '../../../src/cli/usage-error.js';

describe('words of an option', () => {
  it.each([
    ['', []],
    ['   ', []],
    ['bframes=0 rc-lookahead=0', ['bframes=0', 'rc-lookahead=0']],
    ['  a\tb\n c ', ['a', 'b', 'c']],
    [`-metadata 'title=a b'`, ['-metadata', 'title=a b']],
    [`option-string="a=1:b='2'"`, [`option-string=a=1:b='2'`]],
    [String.raw`a\ b "c\"d" 'e\f'`, ['a b', 'c"d', String.raw`e\f`]],
    [`'' ""`, ['', '']],
    [`a'b'"c"d`, ['abcd']],
  ])('%j', (text, words) => {
    expect(splitWords('encoder-args', text)).toEqual(words);
  });

  it.each([`a 'b`, `"b`, 'a\\', `x"`])('refuses %j, in which a quote is open', (text) => {
    expect(() => splitWords('encoder-args', text)).toThrow(UsageError);
    expect(() => splitWords('encoder-args', text)).toThrow(/^--encoder-args ends within a quote: /);
  });
});
