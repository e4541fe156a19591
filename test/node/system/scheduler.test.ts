import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { Scheduler, type Scheduled } from '../../../src/node/system/scheduler.js';

class Alarm implements Scheduled {
  readonly wokenAtMs: number[] = [];

  constructor(public deadlineMs: number) {}

  wake(now: number): void {
    this.wokenAtMs.push(now);
    this.deadlineMs = Infinity;
  }
}

describe('the scheduler of a process', () => {
  it('wakes in order of deadlines and never before one has passed', async () => {
    const scheduler = new Scheduler();
    const start = performance.now();
    const alarms = [12, 3.3, 7.9, 7.1, 0.4].map((afterMs) => ({ afterMs, alarm: new Alarm(start + afterMs) }));
    for (const { alarm } of alarms) scheduler.schedule(alarm);
    await delay(60);
    for (const { afterMs, alarm } of alarms) {
      expect(alarm.wokenAtMs).toHaveLength(1);
      expect(alarm.wokenAtMs[0]).toBeGreaterThanOrEqual(start + afterMs);
    }
  });

  it('asks for no time before now for a deadline that has passed: Node 24 warns of it', () => {
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const scheduler = new Scheduler(() => 500);
    for (const deadlineMs of [400, -Infinity]) scheduler.schedule(new Alarm(deadlineMs));
    const delays = timers.mock.calls.map(([, delayMs]) => delayMs);
    timers.mockRestore();
    expect(delays).toEqual([0, 0]);
  });

  it('rounds up what it waits: Node would cut it off, and fire early', () => {
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const scheduler = new Scheduler(() => 500);
    scheduler.schedule(new Alarm(502.1));
    const delays = timers.mock.calls.map(([, delayMs]) => delayMs);
    timers.mockRestore();
    expect(delays).toEqual([3]);
  });

  it('comes back when a timer fires before its deadline, as those of Node do by up to 1.1 ms', async () => {
    let clock = 0;
    const scheduler = new Scheduler(() => clock);
    const alarm = new Alarm(2);
    scheduler.schedule(alarm);
    clock = 0.9;
    await delay(30);
    expect(alarm.wokenAtMs).toEqual([]);
    clock = 2;
    await delay(30);
    expect(alarm.wokenAtMs).toEqual([2]);
  });

  it('wakes nobody who was removed', async () => {
    const scheduler = new Scheduler();
    const [kept, removed] = [new Alarm(performance.now() + 2), new Alarm(performance.now() + 1)];
    scheduler.schedule(kept);
    scheduler.schedule(removed);
    scheduler.remove(removed);
    await delay(30);
    expect(kept.wokenAtMs).toHaveLength(1);
    expect(removed.wokenAtMs).toEqual([]);
  });

  it('waits for a deadline farther away than a timer can count', async () => {
    const scheduler = new Scheduler();
    const alarm = new Alarm(performance.now() + 2 ** 40);
    scheduler.schedule(alarm);
    await delay(20);
    expect(alarm.wokenAtMs).toEqual([]);
    scheduler.remove(alarm);
  });
});
