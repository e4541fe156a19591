import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readChildOutput } from '../../../src/node/children/child-source.js';
import type { ChildCommand } from '../../../src/node/children/child-command.js';

async function textOf(command: ChildCommand): Promise<string> {
  let text = '';
  for await (const chunk of readChildOutput(command)) text += String(chunk);
  return text;
}

const node = (script: string): ChildCommand => ({ program: process.execPath, args: ['-e', script] });

describe('reading what a child process writes', () => {
  it('yields all of it', async () => {
    expect(await textOf(node('process.stdout.write("a".repeat(100000) + "b")'))).toBe(`${'a'.repeat(100_000)}b`);
  });

  it('hands over arguments without a shell', async () => {
    expect(await textOf({ program: 'echo', args: ['$HOME', '; ls'] })).toBe('$HOME ; ls\n');
  });

  it('says how to get a program that is missing', async () => {
    const command = { program: 'no-such-program', args: [], installHint: 'sudo apt-get install it' };
    await expect(textOf(command)).rejects.toMatchObject({
      code: 'ERR_RTPKIT_CHILD_PROCESS',
      message: 'no-such-program is not installed; type: sudo apt-get install it',
    });
  });

  it('tells the exit code and the end of stderr when the program fails', async () => {
    const failing = node('console.error("the device is busy"); process.exitCode = 3');
    await expect(textOf(failing)).rejects.toMatchObject({
      code: 'ERR_RTPKIT_CHILD_PROCESS',
      message: expect.stringMatching(/ended with 3: the device is busy$/),
    });
  });

  it('ends the program when nobody reads any more', async () => {
    let pid = 0;
    for await (const chunk of readChildOutput(node('console.log(process.pid); setInterval(() => {}, 1000)'))) {
      pid = Number(String(chunk));
      break;
    }
    expect(pid).toBeGreaterThan(0);
    for (let waitedMs = 0; isAlive(pid) && waitedMs < 3000; waitedMs += 10) await delay(10);
    expect(isAlive(pid)).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
