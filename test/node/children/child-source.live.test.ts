import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Child } from '../../../src/node/children/child.js';
import type { ChildCommand } from '../../../src/node/children/child-command.js';
import { ChildSource, readChildOutput } from '../../../src/node/children/child-source.js';
import { restarted } from '../../../src/node/children/restarted.js';
import { isAlive, LEAVE_DAEMON, node, openDescriptors, sh, until, zombies } from './programs.js';

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += String(chunk);
  return text;
}

const sourceOf = (command: ChildCommand): ChildSource => new ChildSource(new Child(command));

describe('reading what a child process writes', () => {
  it('yields all of it', async () => {
    const command = node('process.stdout.write("a".repeat(100000) + "b")');
    expect(await textOf(readChildOutput(command))).toBe(`${'a'.repeat(100_000)}b`);
  });

  it('hands over arguments without a shell', async () => {
    expect(await textOf(readChildOutput({ program: 'echo', args: ['$HOME', '; ls'] }))).toBe('$HOME ; ls\n');
  });

  it('yields what had been written before the child ended, long after', async () => {
    const source = sourceOf(sh('echo last words'));
    await source.child.ended;
    await delay(50);
    expect(await textOf(source)).toBe('last words\n');
  });

  it('makes a child wait that writes faster than it is read', async () => {
    let written = 0;
    let chunks = 0;
    for await (const chunk of readChildOutput(sh('head -c 3000000 /dev/zero; echo >&2'))) {
      written += chunk.length;
      if (++chunks < 10) await delay(10);
    }
    expect(written).toBe(3_000_000);
    const unread = sourceOf(sh('head -c 3000000 /dev/zero'));
    await unread.ready;
    await delay(100);
    expect(unread.child.running).toBe(true);
    await unread.child.stop();
  });

  it('says how to get a program that is missing', async () => {
    const command = { program: 'no-such-program', args: [], installHint: 'sudo apt-get install it' };
    await expect(textOf(readChildOutput(command))).rejects.toMatchObject({
      code: 'ERR_RTPKIT_CHILD_PROCESS',
      message: 'no-such-program is not installed; type: sudo apt-get install it',
    });
  });

  it('tells the exit code and the end of stderr when the program fails', async () => {
    await expect(textOf(readChildOutput(sh('echo data; echo broken >&2; exit 3')))).rejects.toMatchObject({
      code: 'ERR_RTPKIT_CHILD_PROCESS',
      message: 'sh ended with 3: broken',
    });
  });
});

describe('knowing when the first octets come', () => {
  it('resolves then, and loses none of them', async () => {
    const source = sourceOf(sh('sleep 0.1; echo first; sleep 0.1; echo second'));
    await source.ready;
    expect(source.child.running).toBe(true);
    expect(await textOf(source)).toBe('first\nsecond\n');
  });

  it('rejects when the program ends without any, in order or not', async () => {
    await expect(sourceOf(sh('echo no camera >&2; exit 1')).ready).rejects.toThrow('sh ended with 1: no camera');
    await expect(sourceOf(sh('echo empty >&2')).ready).rejects.toThrow('sh ended without any output: empty');
    await expect(sourceOf({ program: 'no-such-program', args: [] }).ready).rejects.toThrow('is not installed');
  });
});

describe('leaving what a child process writes', () => {
  it('ends the program in order, with what it says at its end let through', async () => {
    const script = 'trap "head -c 1000000 /dev/zero; echo whole >&2; exit 0" INT; echo; while :; do sleep 0.05; done';
    const source = sourceOf(sh(script));
    for await (const chunk of source) if (chunk.length > 0) break;
    expect(await source.child.ended).toMatchObject({ code: 0, complaint: 'whole' });
  });

  it('ends it at the end of a stop from elsewhere, without an error', async () => {
    const source = sourceOf(sh('while :; do echo more; sleep 0.02; done'));
    const text = textOf(source);
    await source.ready;
    await source.child.stop();
    expect(await text).toMatch(/^(more\n)+$/);
  });

  it('ends without an error when it was killed by us, and with one when by somebody else', async () => {
    const ours = sourceOf(sh('echo; exec sleep 100'));
    const theirs = sourceOf(sh('echo; exec sleep 100'));
    const oursText = textOf(ours);
    // Expected from the beginning: a rejection that nobody waits for yet, when ours ends later, would fail the run as a whole.
    const theirFailure = expect(textOf(theirs)).rejects.toThrow('sh ended with SIGKILL');
    await Promise.all([ours.ready, theirs.ready]);
    ours.child.kill();
    process.kill(theirs.child.pid!, 'SIGKILL');
    expect(await oursText).toBe('\n');
    await theirFailure;
  });
});

describe('two hundred restarts of a child that is killed', () => {
  it('yield one sequence and leave nothing behind', async () => {
    let descriptors = 0;
    let last: Child | undefined;
    const open = (run: number): AsyncIterable<Uint8Array> => {
      if (run === 10) descriptors = openDescriptors();
      last = new Child(sh(run < 200 ? `echo ${run}; kill -KILL $$` : `echo ${run}`));
      return new ChildSource(last);
    };
    const lines = (await textOf(restarted(open, { firstDelayMs: 0 }))).trim().split('\n');
    expect(lines).toEqual(Array.from({ length: 201 }, (_, run) => `${run}`));
    expect(isAlive(last!.pid!)).toBe(false);
    expect(await until(() => openDescriptors() <= descriptors)).toBe(true);
    expect(zombies()).toEqual([]);
  });
});

describe('a child process whose pipe says nothing of its end', () => {
  it('has ended although a daemon that it left behind holds its output', async () => {
    const command = sh(`echo data; ${LEAVE_DAEMON} echo $daemon >&2; exit 3`);
    const { message } = (await textOf(readChildOutput(command)).catch((error: unknown) => error)) as Error;
    process.kill(Number(/\d+$/.exec(message)![0]));
    expect(message).toMatch(/^sh ended with 3: \d+$/);
  });

  it('is stopped, and has failed, when it closes its output and lives on', async () => {
    const source = sourceOf(node('process.stdout.write("data"); fs.closeSync(1); setInterval(() => {}, 1000)'));
    await expect(textOf(source)).rejects.toThrow('has closed its output, and runs on');
    expect(source.child.running).toBe(false);
  });
});
