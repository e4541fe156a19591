import { describe, expect, it } from 'vitest';
import { ProgressLines } from '../../../src/cli/terminal/progress-lines.js';
import { fakeTerminal } from './fake-terminal.js';

describe('the progress lines', () => {
  it('are drawn over themselves on a terminal, one for each stream, and fit its width', () => {
    const terminal = fakeTerminal({ isTTY: true, columns: 10 });
    const lines = new ProgressLines(terminal, 10_000);
    lines.set(0, 'video', 'one');
    expect(terminal.screen()).toBe('one');
    lines.set(1, 'audio', 'a line longer than the terminal');
    expect(terminal.screen()).toBe('one\na line lo');
    lines.set(2, 'video', 'two');
    expect(terminal.screen()).toBe('two\na line lo');
    lines.above('said\nabove\n');
    expect(terminal.screen()).toBe('said\nabove\ntwo\na line lo');
    lines.set(3, 'video', undefined);
    expect(terminal.screen()).toBe('said\nabove\na line lo');
    lines.clear();
    lines.clear();
    expect(terminal.screen()).toBe('said\nabove\n');
  });

  it('are plain lines every ten seconds for each stream on anything else', () => {
    const file = fakeTerminal({});
    const lines = new ProgressLines(file, 10_000);
    for (let now = 0; now <= 20_000; now += 1000) {
      lines.set(now, 'video', `video at ${now}`);
      if (now >= 5000) lines.set(now, 'audio', `audio at ${now}`);
      if (now === 12_000) lines.above('said\n');
    }
    lines.set(20_500, 'audio', undefined);
    lines.set(21_000, 'audio', 'audio is back');
    lines.clear();
    expect(file.written.join('')).toBe(
      'video at 0\naudio at 5000\nvideo at 10000\nsaid\naudio at 15000\nvideo at 20000\naudio is back\n',
    );
  });
});
