import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Child } from '../../../src/node/children/child.js';
import { readChildOutput } from '../../../src/node/children/child-source.js';
import { isAlive, LEAVE_DAEMON, node, openDescriptors, sh, until, zombies } from './programs.js';

/** The child once it has said something: it runs, and has set up what it is to do at a signal. */
async function readyChild(script: string): Promise<Child> {
  const child = new Child(sh(script));
  await once(child.stdout!, 'data');
  return child;
}

/** What the child has started in a session of its own, whose number it writes; ended with the test, which is over before that. */
async function daemonOf(child: Child): Promise<Disposable> {
  const [said] = (await once(child.stdout!, 'data')) as [Buffer];
  child.stdout!.resume();
  return { [Symbol.dispose]: () => void process.kill(Number(String(said)), 'SIGKILL') };
}

describe('starting a child process', () => {
  it('has an id and runs, with the variables it was given', async () => {
    const child = new Child({ ...sh('test "$GREETING" = "a b" || exit 3; sleep 0.1'), env: { GREETING: 'a b' } });
    await child.started;
    expect(isAlive(child.pid!)).toBe(true);
    expect(child.running).toBe(true);
    expect(await child.ended).toEqual({ code: 0, signal: null, complaint: '', failure: undefined });
    expect(child.running).toBe(false);
  });

  it('says how to get a program that is not there, at the start and at the end', async () => {
    const child = new Child({ program: 'no-such-program', args: [], installHint: 'sudo apt-get install it' });
    const message = 'no-such-program is not installed; type: sudo apt-get install it';
    await expect(child.started).rejects.toMatchObject({ code: 'ERR_RTPKIT_CHILD_PROCESS', message });
    expect((await child.ended).failure?.message).toBe(message);
    expect(child.pid).toBeUndefined();
    expect((await child.stop()).failure?.message).toBe(message);
  });

  it('says why a file cannot be run', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'rtpkit-child-'));
    try {
      const program = join(directory, 'not executable');
      writeFileSync(program, 'true', { mode: 0o600 });
      await expect(new Child({ program, args: [] }).started).rejects.toMatchObject({
        code: 'ERR_RTPKIT_CHILD_PROCESS',
        message: expect.stringMatching(/not executable cannot be started: .*EACCES/),
      });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('does not reject anywhere when nobody waits for the start', async () => {
    const child = new Child({ program: 'no-such-program', args: [] });
    expect((await child.ended).code).toBeNull();
  });
});

describe('the end of a child process', () => {
  it('tells code and last words of one that failed', async () => {
    const { failure, ...end } = await new Child(sh('echo the device is busy >&2; exit 3')).ended;
    expect(end).toEqual({ code: 3, signal: null, complaint: 'the device is busy' });
    expect(failure).toMatchObject({
      code: 'ERR_RTPKIT_CHILD_PROCESS',
      message: 'sh ended with 3: the device is busy',
    });
  });

  it('tells the signal that ended one which nobody had stopped', async () => {
    const child = new Child(sh('kill -KILL $$'));
    expect(await child.ended).toMatchObject({ code: null, signal: 'SIGKILL', failure: expect.anything() });
  });

  it('keeps the end of a flood on stderr, in little memory', async () => {
    const child = new Child(sh('yes "this goes on and on" | head -c 100000000 >&2; echo the end >&2; exit 1'));
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers)), 20);
    const { complaint } = await child.ended;
    clearInterval(watch);
    expect(complaint).toMatch(/on and on\nthe end$/);
    expect(complaint.length).toBeLessThanOrEqual(2048);
    expect(most).toBeLessThan(50e6);
  });

  it('comes although a program that it left behind holds its pipes', async () => {
    const child = new Child(sh(`${LEAVE_DAEMON} echo $daemon; kill -9 $$`));
    using _ = await daemonOf(child);
    expect((await child.ended).signal).toBe('SIGKILL');
  });

  it('waits a moment for last words that are still on their way', async () => {
    // From a daemon that says them as soon as the child is gone; the shell goes on once its session is another one.
    const daemon = `setsid sh -c 'exec >&-; while kill -0 $0 2> /dev/null; do sleep 0.01; done; echo last words >&2'`;
    const child = new Child(sh(`$(${daemon} $$ &) exit 3`));
    expect(await child.ended).toMatchObject({ code: 3, complaint: 'last words' });
  });
});

describe.concurrent('stopping a child process', () => {
  it('asks with SIGINT first, and takes what comes of it for an end in order', async () => {
    const child = await readyChild('trap "echo finishing >&2; exit 7" INT; echo ready; while :; do sleep 0.05; done');
    expect(await child.stop()).toEqual({ code: 7, signal: null, complaint: 'finishing', failure: undefined });
  });

  it('goes on to SIGTERM, and is one stop however often it is called', async () => {
    const child = await readyChild(
      'trap "" INT; trap "echo told twice >&2; exit" TERM; echo ready; while :; do sleep 0.05; done',
    );
    const [first, second] = await Promise.all([child.stop(), child.stop()]);
    expect(first).toMatchObject({ signal: null, complaint: expect.stringContaining('told twice'), failure: undefined });
    expect(second).toBe(first);
  });

  it('kills what hears neither', async () => {
    const child = await readyChild('trap "" INT TERM; echo ready; while :; do sleep 0.05; done');
    expect(await child.stop()).toMatchObject({ code: null, signal: 'SIGKILL', failure: undefined });
    expect(isAlive(child.pid!)).toBe(false);
  });

  it('kills at once when asked to', async () => {
    const child = await readyChild('trap "" INT TERM; echo ready; while :; do sleep 0.05; done');
    child.kill();
    expect(await child.ended).toMatchObject({ signal: 'SIGKILL', failure: undefined });
  });

  it('ends what the child has started', async () => {
    const child = new Child(sh('sleep 100 & echo $!; wait'));
    const [said] = (await once(child.stdout!, 'data')) as [Buffer];
    const grandchild = Number(String(said));
    expect(isAlive(grandchild)).toBe(true);
    await child.stop();
    expect(await until(() => !isAlive(grandchild))).toBe(true);
  });

  it('does not wait for a daemon that keeps stdout open', async () => {
    const child = new Child(sh(`${LEAVE_DAEMON} echo $daemon; exec sleep 100`));
    using _ = await daemonOf(child);
    expect((await child.stop()).signal).toBe('SIGINT');
    expect(child.stdout!.destroyed).toBe(true);
  });

  it('ends a stopped one (SIGSTOP) by force', async () => {
    const child = await readyChild('echo ready; while :; do sleep 0.05; done');
    process.kill(child.pid!, 'SIGSTOP');
    expect((await child.stop()).signal).toBe('SIGKILL');
  });

  it('keeps a signal for our own group away from it, as a Ctrl-C of the terminal is', async () => {
    const child = await readyChild('echo ready; exec sleep 100');
    expect(() => process.kill(-child.pid!, 0)).not.toThrow();
    await child.stop();
  });
});

describe('a hundred child processes', () => {
  it('leave no zombie, no descriptor and no listener', async () => {
    await new Child(sh('exit 0')).ended;
    const descriptors = openDescriptors();
    const listeners = process.listenerCount('exit');
    for (let batch = 0; batch < 10; batch++) {
      const children = Array.from({ length: 10 }, () => new Child(sh('echo hello; exec sleep 100'), { stdin: 'pipe' }));
      expect(process.listenerCount('exit')).toBe(listeners + 1);
      await Promise.all(children.map((child) => child.stop()));
    }
    await new Child({ program: 'no-such-program', args: [] }).ended;
    expect(await until(() => openDescriptors() <= descriptors)).toBe(true);
    expect(zombies()).toEqual([]);
    expect(process.listenerCount('exit')).toBe(listeners);
  });
});

describe('the end of our own process', () => {
  it('takes the children with it', async () => {
    const library = JSON.stringify(new URL('../../../dist/node.cjs', import.meta.url).pathname);
    const script = `const child = new (require(${library}).Child)({ program: 'sh',
      args: ['-c', 'trap "" INT TERM HUP PIPE; echo; while :; do sleep 0.05; done'] });
      child.stdout.once('data', () => { console.log(child.pid); process.exit(); });`;
    const said: Uint8Array[] = [];
    for await (const chunk of readChildOutput(node(script))) said.push(chunk);
    const grandchild = Number(String(said[0]));
    expect(grandchild).toBeGreaterThan(0);
    expect(await until(() => !isAlive(grandchild))).toBe(true);
  });
});
