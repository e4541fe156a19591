import { describe, expect, it } from 'vitest';
import { typedWords } from '../../../src/node/backends/typed-words.js';

describe('words that a person typed', () => {
  it.each([
    ['', []],
    ['  ', []],
    [' a  b\tc\n', ['a', 'b', 'c']],
    ['-i "a  b" c', ['-i', 'a  b', 'c']],
    [`x="it's" 'say "y"'`, ["x=it's", 'say "y"']],
    ['""', ['']],
    ['a"b', ['ab']],
    ['$HOME `id` ; \\ x', ['$HOME', '`id`', ';', '\\', 'x']],
  ])('%j', (text, words) => {
    expect(typedWords(text)).toEqual(words);
  });
});
