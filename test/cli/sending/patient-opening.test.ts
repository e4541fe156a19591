import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openedPatiently } from '../../../src/cli/sending/patient-opening.js';
import { RecordedConsole } from '../watch/watched-link.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

function surroundings() {
  const abort = new AbortController();
  const console = new RecordedConsole();
  return { abort, console, interruption: { signal: abort.signal, cause: 'signal' } } as const;
}

const NEVER = new Promise<never>(() => {});

describe('a source that is being opened', () => {
  it('is waited for, and nothing is said when it opens soon', async () => {
    const around = surroundings();
    expect(await openedPatiently('video', Promise.resolve('source'), around)).toBe('source');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(around.console.events).toEqual([]);
  });

  it('is spoken of once when nothing comes of it for 5 s, and still waited for', async () => {
    const around = surroundings();
    let resolve = (_source: string): void => undefined;
    const opening = new Promise<string>((settle) => (resolve = settle));
    const opened = openedPatiently('video', opening, around);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(around.console.events).toEqual([
      expect.objectContaining({ event: 'no-media', stream: 'video', text: expect.stringMatching(/for 5 s/) }),
    ]);
    resolve('source');
    expect(await opened).toBe('source');
  });

  it('may end in order after Ctrl-C, and is left when it does not, as a FIFO that nobody writes', async () => {
    const around = surroundings();
    const closing = openedPatiently(
      'video',
      vi.advanceTimersByTimeAsync(1000).then(() => 'source'),
      around,
    );
    around.abort.abort();
    expect(await closing).toBe('source');
    const left = openedPatiently('audio', NEVER, around);
    left.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(10_000);
    await expect(left).rejects.toBe(around.abort.signal.reason);
  });
});
