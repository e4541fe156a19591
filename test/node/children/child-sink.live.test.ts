import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Child } from '../../../src/node/children/child.js';
import type { ChildCommand } from '../../../src/node/children/child-command.js';
import { ChildSink, type ChildSinkOptions } from '../../../src/node/children/child-sink.js';
import { sh, until } from './programs.js';

function sinkOf(command: ChildCommand, options?: ChildSinkOptions): ChildSink {
  return new ChildSink(new Child(command, { stdin: 'pipe' }), options);
}

const octets = (length: number): Uint8Array => new Uint8Array(length).fill(0x61);

describe('writing to a child process', () => {
  it('hands over all of it, and ends in order with the end of the input', async () => {
    const sink = sinkOf(sh('wc -c >&2'));
    for (let write = 0; write < 100; write++) {
      while (!sink.write(octets(50_000))) await sink.drained();
    }
    expect(await sink.end()).toMatchObject({ code: 0, complaint: '5000000', failure: undefined });
    expect(sink.open).toBe(false);
  });

  it('takes nothing beyond what may wait, and says how much does', async () => {
    const sink = sinkOf(sh('sleep 100'), { mostWaitingOctets: 100_000 });
    let taken = 0;
    while (sink.write(octets(10_000))) taken += 10_000;
    expect(sink.waitingOctets).toBeGreaterThan(90_000 - 10_000);
    expect(sink.waitingOctets).toBeLessThanOrEqual(100_000);
    expect(taken - sink.waitingOctets).toBeLessThan(512_000); // What the pipe holds.
    expect(sink.write(octets(10_001))).toBe(false);
    await sink.child.stop();
  });

  it('drains once the child reads again', async () => {
    const sink = sinkOf(sh('sleep 0.2; cat > /dev/null'));
    while (sink.waitingOctets < 500_000) sink.write(octets(50_000));
    await sink.drained();
    expect(sink.waitingOctets).toBe(0);
    await sink.drained();
    expect((await sink.end()).failure).toBeUndefined();
  });

  it('takes nothing, throws nothing and waits for nothing when the program is missing', async () => {
    const sink = sinkOf({ program: 'no-such-program', args: [] });
    sink.write(octets(10));
    await sink.drained();
    const { failure } = await sink.end();
    expect(failure?.message).toBe('no-such-program is not installed');
    expect(sink.write(octets(10))).toBe(false);
  });

  it('survives a child that ends while it is written to (EPIPE), and tells why it ended', async () => {
    const sink = sinkOf(sh('head -c 10 > /dev/null; echo had enough >&2; exit 4'));
    while (sink.open) {
      sink.write(octets(1000));
      await delay(1);
    }
    await sink.drained();
    expect(sink.write(octets(1))).toBe(false);
    expect((await sink.child.ended).failure?.message).toBe('sh ended with 4: had enough');
    expect((await sink.end()).failure?.message).toBe('sh ended with 4: had enough');
  });

  it('notices a child that goes on but does not listen any more', async () => {
    const sink = sinkOf(sh('exec 0<&-; echo deaf; exec sleep 100'));
    await once(sink.child.stdout!, 'data');
    expect(
      await until(() => {
        sink.write(octets(1));
        return !sink.open;
      }),
    ).toBe(true);
    expect(sink.child.running).toBe(true);
    await sink.child.stop();
  });

  it('survives a child killed at any moment', async () => {
    for (let round = 0; round < 20; round++) {
      const sink = sinkOf(sh('cat > /dev/null'));
      setTimeout(() => process.kill(sink.child.pid!, 'SIGKILL'), round);
      while (sink.open) {
        sink.write(octets(20_000));
        await delay(1);
      }
      expect(await sink.end()).toMatchObject({ signal: 'SIGKILL', failure: { code: 'ERR_RTPKIT_CHILD_PROCESS' } });
    }
  });
});

describe('ending the input of a child process', () => {
  it('stops one that does not end, and says so', async () => {
    const sink = sinkOf(sh('exec sleep 100'));
    const first = sink.end(50);
    expect(sink.end()).toBe(first);
    const { signal, failure } = await first;
    expect(signal).toBe('SIGINT');
    expect(failure?.message).toBe('sh did not end within 0.05 s of the end of its input');
  });

  it('is no failure of one that somebody else is stopping, however long that takes', async () => {
    const sink = sinkOf(sh('trap "sleep 0.3; exit 0" INT; echo ready; while :; do sleep 0.05; done'));
    await once(sink.child.stdout!, 'data');
    void sink.child.stop();
    expect(await sink.end(50)).toMatchObject({ code: 0, failure: undefined });
  });

  it('lets it read what waits first', async () => {
    const sink = sinkOf(sh('sleep 0.2; wc -c >&2'));
    for (let write = 0; write < 10; write++) sink.write(octets(100_000));
    expect((await sink.end()).complaint).toBe('1000000');
  });
});
