import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { DeadlineHeap } from '../../../src/node/system/deadline-heap.js';
import { Scheduler, type Scheduled } from '../../../src/node/system/scheduler.js';

class Alarm implements Scheduled {
  readonly wokenAtMs: number[] = [];
  scheduledMs = Infinity;

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

  it('wakes once for a deadline that came nearer, and again for the next', async () => {
    const scheduler = new Scheduler();
    const alarm = new Alarm(performance.now() + 8);
    scheduler.schedule(alarm);
    alarm.deadlineMs = performance.now() + 2;
    scheduler.schedule(alarm);
    await vi.waitFor(() => expect(alarm.wokenAtMs).toHaveLength(1));
    await delay(20);
    expect(alarm.wokenAtMs).toHaveLength(1);
    alarm.deadlineMs = performance.now();
    scheduler.schedule(alarm);
    await vi.waitFor(() => expect(alarm.wokenAtMs).toHaveLength(2));
  });

  it('looks at a deadline that moved away when it was, and wakes when it is', async () => {
    const scheduler = new Scheduler();
    const alarm = new Alarm(performance.now() + 2);
    scheduler.schedule(alarm);
    const laterMs = alarm.deadlineMs + 20;
    alarm.deadlineMs = laterMs;
    await vi.waitFor(() => expect(alarm.wokenAtMs).toHaveLength(1));
    expect(alarm.wokenAtMs[0]).toBeGreaterThanOrEqual(laterMs);
  });

  it('lets the event loop go on beside a member that is always due, and wakes the others', async () => {
    const scheduler = new Scheduler();
    const busy = { deadlineMs: -Infinity, scheduledMs: Infinity, wake: vi.fn() };
    const alarm = new Alarm(performance.now() + 1);
    scheduler.schedule(busy);
    scheduler.schedule(alarm);
    await vi.waitFor(() => expect([alarm.wokenAtMs.length, busy.wake.mock.calls.length > 1]).toEqual([1, true]));
    scheduler.remove(busy);
    const woken = busy.wake.mock.calls.length;
    await delay(10);
    expect(busy.wake.mock.calls).toHaveLength(woken);
  });

  it('wakes nobody again who removes itself, or whom another removes, while they are due', async () => {
    const scheduler = new Scheduler();
    const now = performance.now();
    const other = new Alarm(now);
    const wake = vi.fn(() => {
      scheduler.remove(itself);
      scheduler.remove(other);
    });
    const itself: Scheduled = { deadlineMs: now - 1, scheduledMs: Infinity, wake };
    scheduler.schedule(itself);
    scheduler.schedule(other);
    await delay(20);
    expect([wake.mock.calls.length, other.wokenAtMs]).toEqual([1, []]);
  });

  it('keeps no more places left behind than there are members, however often a deadline comes nearer', async () => {
    const tidied = vi.spyOn(DeadlineHeap.prototype, 'takeAll');
    const scheduler = new Scheduler();
    const farMs = performance.now() + 60_000;
    const others = Array.from({ length: 10 }, () => new Alarm(farMs));
    for (const other of others) scheduler.schedule(other);
    const alarm = new Alarm(farMs);
    for (let round = 0; round < 200; round++) {
      alarm.deadlineMs = farMs;
      scheduler.schedule(alarm);
      alarm.deadlineMs = farMs - 1;
      scheduler.schedule(alarm);
      scheduler.remove(alarm);
    }
    expect(tidied.mock.calls.length).toBeGreaterThan(2);
    expect(tidied.mock.results.every(({ value }) => (value as Scheduled[]).length < 100)).toBe(true);
    tidied.mockRestore();
    alarm.deadlineMs = performance.now() + 1;
    scheduler.schedule(alarm);
    await vi.waitFor(() => expect(alarm.wokenAtMs).toHaveLength(1));
    for (const other of others) scheduler.remove(other);
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
