import { describe, expect, it } from 'vitest';
import { SilenceAlarm } from '../../../src/cli/watch/silence-alarm.js';

describe('the alarm at silence', () => {
  it('rings once when nothing comes from the beginning, and once when something does', () => {
    const alarm = new SilenceAlarm(1000, 3000);
    expect(alarm.check(3999, -Infinity)).toBeUndefined();
    expect(alarm.silent).toBe(false);
    expect(alarm.check(4000, -Infinity)).toEqual({ kind: 'silent' });
    expect(alarm.silent).toBe(true);
    expect(alarm.check(9000, -Infinity)).toBeUndefined();
    expect(alarm.check(10_000, 9500)).toEqual({ kind: 'resumed', afterMs: 8500 });
    expect(alarm.silent).toBe(false);
    expect(alarm.check(11_000, 10_900)).toBeUndefined();
  });

  it('rings again when a live stream falls silent', () => {
    const alarm = new SilenceAlarm(0, 3000);
    expect(alarm.check(1000, 900)).toBeUndefined();
    expect(alarm.check(3899, 900)).toBeUndefined();
    expect(alarm.check(3900, 900)).toEqual({ kind: 'silent' });
    expect(alarm.check(5000, 4900)).toEqual({ kind: 'resumed', afterMs: 4000 });
    expect(alarm.check(8000, 4900)).toEqual({ kind: 'silent' });
  });

  it('keeps still after a goodbye, until something comes again', () => {
    const alarm = new SilenceAlarm(0, 3000);
    alarm.check(1000, 900);
    alarm.excuse(1500);
    expect(alarm.check(2000, 1400)).toBeUndefined();
    expect(alarm.check(60_000, 1400)).toBeUndefined();
    expect(alarm.check(61_000, 60_500)).toBeUndefined();
    expect(alarm.check(64_000, 60_500)).toEqual({ kind: 'silent' });
  });
});
