/** A text of several words, as one option takes it, into its words: at white space, with quotes as in a shell. */

import { UsageError } from '../usage-error.js';

/** A run of plain characters, or a quoted part; a backslash takes the next character as it is, but not between `'`. */
const PART = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)/gsy;

/**
 * @param option its name, for the error
 * @throws UsageError when a quote is not closed
 */
export function splitWords(option: string, text: string): string[] {
  const words: string[] = [];
  let position = skipSpace(text, 0);
  while (position < text.length) {
    let word = '';
    PART.lastIndex = position;
    for (let part = PART.exec(text); part !== null; part = PART.exec(text)) {
      position = PART.lastIndex;
      word += part[1] ?? part[2]?.replace(/\\(.)/gs, '$1') ?? part[3] ?? part[4] ?? '';
    }
    const next = skipSpace(text, position);
    if (next === position && next < text.length) {
      throw new UsageError(`--${option} ends within a quote: ${text.slice(position)}`);
    }
    words.push(word);
    position = next;
  }
  return words;
}

function skipSpace(text: string, from: number): number {
  let position = from;
  while (/\s/.test(text.charAt(position))) position++;
  return position;
}
