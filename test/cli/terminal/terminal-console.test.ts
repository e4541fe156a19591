import { describe, expect, it } from 'vitest';
import { TerminalConsole, type TerminalConsoleOptions } from '../../../src/cli/terminal/terminal-console.js';
import { fakeTerminal, type FakeTerminal } from './fake-terminal.js';

function consoleOn(messages: FakeTerminal, options: Partial<TerminalConsoleOptions> = {}): TerminalConsole {
  return new TerminalConsole({ messages, quiet: false, verbose: false, colour: false, ...options });
}

describe('the console on a terminal', () => {
  const terminal = { isTTY: true, columns: 40 };

  it('writes messages above the line of each stream, and leaves none behind', () => {
    const screen = fakeTerminal(terminal);
    const console = consoleOn(screen);
    console.progress('video', 'video 30.0 fps');
    console.progress('audio', 'audio 43.1 fps');
    console.say('one\ntwo');
    console.detail('not this');
    console.progress('video', 'video 29.9 fps');
    console.warn('three');
    expect(screen.screen()).toBe('one\ntwo\nthree\nvideo 29.9 fps\naudio 43.1 fps');
    console.end();
    expect(screen.screen()).toBe('one\ntwo\nthree\n');
  });

  it('writes warnings alone with -q, and more with -v', () => {
    const quiet = fakeTerminal(terminal);
    const loud = fakeTerminal(terminal);
    for (const console of [consoleOn(quiet, { quiet: true }), consoleOn(loud, { verbose: true })]) {
      console.say('said');
      console.detail('detailed');
      console.progress('video', 'progress');
      console.warn('warned');
    }
    expect(quiet.screen()).toBe('warned\n');
    expect(loud.screen()).toBe('said\ndetailed\nwarned\nprogress');
  });

  it('warns in yellow where colours are wanted, on a terminal alone', () => {
    const screen = fakeTerminal(terminal);
    const file = fakeTerminal({});
    for (const output of [screen, file]) consoleOn(output, { colour: true }).warn('careful');
    expect(screen.written.join('')).toBe('\u001B[33mcareful\u001B[39m\n');
    expect(file.written.join('')).toBe('careful\n');
  });

  it('obeys nothing that comes from the network', () => {
    const screen = fakeTerminal(terminal);
    const console = consoleOn(screen);
    console.say('bye \u001B[2J\u009B31m\r\u202Edetrevni\nsecond');
    console.progress('video', 'a\nb\u0007');
    expect(screen.screen()).toBe('bye  [2J 31m  detrevni\nsecond\na b ');
  });
});

describe('the console without a terminal', () => {
  it('writes a line for each stream now and every ten seconds, and nothing that moves a cursor', () => {
    const file = fakeTerminal({});
    const console = consoleOn(file);
    console.progress('video', 'video 30.0 fps');
    console.progress('video', 'video 29.9 fps');
    console.say('said');
    console.progress('video', undefined);
    console.end();
    expect(file.written.join('')).toBe('video 30.0 fps\nsaid\n');
  });
});

describe('the console with --json', () => {
  it('writes events as lines, and warnings as events', () => {
    const messages = fakeTerminal({ isTTY: true });
    const events = fakeTerminal({});
    const console = consoleOn(messages, { events });
    console.say('said');
    console.progress('video', 'progress');
    console.warn('warned');
    console.warn('warned', { event: 'silence', stream: 'video' });
    console.tell({ event: 'stream', ssrc: 7, reason: undefined });
    console.end();
    expect(messages.written).toEqual([]);
    const lines = events.written.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toEqual([
      { time: expect.any(String), event: 'warning', text: 'warned' },
      { time: expect.any(String), event: 'silence', stream: 'video' },
      { time: expect.any(String), event: 'stream', ssrc: 7 },
    ]);
    expect(new Date(lines[0]!['time'] as string).getTime()).not.toBeNaN();
  });

  it('tells nobody without it', () => {
    const messages = fakeTerminal({});
    consoleOn(messages).tell({ event: 'stream' });
    expect(messages.written).toEqual([]);
  });
});
