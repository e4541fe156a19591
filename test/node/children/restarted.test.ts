import { describe, expect, it } from 'vitest';
import { RtpkitError } from '../../../src/errors.js';
import { restarted, type Restart } from '../../../src/node/children/restarted.js';

const broken = new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', 'it broke');

/** A run of `count` items named after it, which then breaks. */
async function* breaking(run: number, count: number): AsyncGenerator<string> {
  for (let item = 0; item < count; item++) yield `${run}.${item}`;
  throw broken;
}

async function* whole(run: number): AsyncGenerator<string> {
  yield `${run}.whole`;
}

describe('a source of several runs', () => {
  it('goes on after what failed, until a run ends in order', async () => {
    const restarts: Restart[] = [];
    const options = { firstDelayMs: 1, onRestart: (restart: Restart) => restarts.push(restart) };
    const items: string[] = [];
    for await (const item of restarted((run) => (run < 2 ? breaking(run, 2) : whole(run)), options)) items.push(item);
    expect(items).toEqual(['0.0', '0.1', '1.0', '1.1', '2.whole']);
    expect(restarts).toEqual([
      { run: 1, failure: broken, delayMs: 1 },
      { run: 2, failure: broken, delayMs: 2 },
    ]);
  });

  it('fails at once when nothing ever came', async () => {
    await expect(restarted((run) => breaking(run, 0)).next()).rejects.toBe(broken);
  });

  it('fails at once at an error that no restart mends', async () => {
    const open = async function* (): AsyncGenerator<string> {
      yield 'one';
      throw new TypeError('a fault of ours');
    };
    const items = restarted(open, { firstDelayMs: 1 });
    await items.next();
    await expect(items.next()).rejects.toThrow('a fault of ours');
  });

  it('ends during a wait when it is told to', async () => {
    const stop = new AbortController();
    const options = { firstDelayMs: 60_000, signal: stop.signal, onRestart: () => setTimeout(() => stop.abort(), 5) };
    const items = restarted((run) => breaking(run, 1), options);
    expect(await items.next()).toEqual({ done: false, value: '0.0' });
    expect((await items.next()).done).toBe(true);
  });

  it('ends with the run that was on when it was told to', async () => {
    const stop = new AbortController();
    const items = restarted((run) => breaking(run, 1), {
      signal: stop.signal,
      onRestart: () => expect.unreachable('nothing is started again'),
    });
    await items.next();
    stop.abort();
    expect((await items.next()).done).toBe(true);
  });

  it('leaves the run in order when its reader leaves', async () => {
    let left = false;
    const open = async function* (): AsyncGenerator<number> {
      try {
        for (let item = 0; ; item++) yield item;
      } finally {
        left = true;
      }
    };
    for await (const item of restarted(open)) if (item === 3) break;
    expect(left).toBe(true);
  });
});
