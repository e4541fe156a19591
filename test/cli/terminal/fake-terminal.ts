/** Something to write to that knows what a terminal would show. */

import type { TextOutput } from '../../../src/cli/terminal/progress-lines.js';

export interface FakeTerminal extends TextOutput {
  readonly written: string[];
  /** What stands on a screen that has room for all. */
  screen(): string;
}

export function fakeTerminal(properties: Pick<TextOutput, 'isTTY' | 'columns'>): FakeTerminal {
  const written: string[] = [];
  return { ...properties, written, write: (text) => written.push(text), screen: () => screenOf(written.join('')) };
}

/** Obeys what the console uses: carriage return, line feed, cursor up, clear to the end of the screen. */
function screenOf(text: string): string {
  const lines = [''];
  let [row, column] = [0, 0];
  for (const [part] of text.matchAll(/\p{Cc}\[[A-Z]|[^]/gu)) {
    if (part === '\r') column = 0;
    else if (part === '\n') [row, column] = [row + 1, 0];
    else if (part === '\u001B[A') row--;
    else if (part === '\u001B[J') lines.splice(row, Infinity, lines[row]!.slice(0, column));
    else {
      lines[row] = lines[row]!.slice(0, column) + part + lines[row]!.slice(column + 1);
      column++;
    }
    while (lines.length <= row) lines.push('');
  }
  return lines.join('\n');
}
