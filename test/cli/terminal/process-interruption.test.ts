import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProcessInterruption } from '../../../src/cli/terminal/process-interruption.js';

let interruption: ProcessInterruption | undefined;
afterEach(() => {
  interruption?.end();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the interruption of a process', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends it in order at the first %s, at once at the second',
    (signal) => {
      const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
      interruption = new ProcessInterruption();
      expect(interruption.signal.aborted).toBe(false);
      expect(interruption.cause).toBeUndefined();
      process.emit(signal);
      expect(interruption.signal.aborted).toBe(true);
      expect(interruption.cause).toBe('signal');
      expect(exit).not.toHaveBeenCalled();
      process.emit('SIGINT');
      expect(exit).toHaveBeenCalledExactlyOnceWith(130);
    },
  );

  it('ends it in order when its time is over; the first cause stays', () => {
    vi.useFakeTimers();
    interruption = new ProcessInterruption(5000);
    vi.advanceTimersByTime(4999);
    expect(interruption.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(interruption.cause).toBe('timeout');
    interruption.interrupt('signal');
    expect(interruption.cause).toBe('timeout');
  });

  it('leaves signals and timers as they were', () => {
    vi.useFakeTimers();
    const before = process.listenerCount('SIGINT');
    interruption = new ProcessInterruption(5000);
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    interruption.end();
    expect(process.listenerCount('SIGINT')).toBe(before);
    expect(vi.getTimerCount()).toBe(0);
  });
});
