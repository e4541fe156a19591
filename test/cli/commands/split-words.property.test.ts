import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitWords } from '../../../src/cli/commands/split-words.js';
import { shellLine } from '../../../src/cli/shell-word.js';
import { UsageError } from '../../../src/cli/usage-error.js';

describe('words of an option', () => {
  it('are those that were quoted for a shell', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        expect(splitWords('encoder-args', shellLine(words))).toEqual(words);
      }),
    );
  });

  it('come of any text, or a UsageError does', () => {
    const unit = fc.constantFrom(' ', "'", '"', '\\', 'a', '\n', '=');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        try {
          splitWords('encoder-args', text);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});
