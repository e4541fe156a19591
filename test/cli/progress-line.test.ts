import { describe, expect, it } from 'vitest';
import { ProgressLine } from '../../src/cli/progress-line.js';

function output(terminal: { readonly isTTY?: boolean; readonly columns?: number }) {
  const written: string[] = [];
  return { ...terminal, written, write: (text: string) => written.push(text) };
}

describe('the progress line', () => {
  it('is drawn over itself on a terminal and fits its width', () => {
    const terminal = output({ isTTY: true, columns: 10 });
    const line = new ProgressLine(terminal);
    line.update(0, 'one');
    line.update(1, 'a line longer than the terminal');
    line.end();
    line.end();
    expect(terminal.written).toEqual(['\rone\u001B[K', '\ra line lo\u001B[K', '\n']);
  });

  it('is a plain line every two seconds on anything else', () => {
    const file = output({});
    const line = new ProgressLine(file);
    for (let now = 0; now <= 4000; now += 500) line.update(now, `at ${now}`);
    line.end();
    expect(file.written).toEqual(['at 0\n', 'at 2000\n', 'at 4000\n']);
  });
});
