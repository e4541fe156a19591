import { describe, expect, it } from 'vitest';
import { Members } from '../../../src/session/participants/members.js';

function members(capacity = 10): { table: Members; forgotten: number[]; present: () => number[] } {
  const forgotten: number[] = [];
  const table = new Members(capacity, (ssrc) => forgotten.push(ssrc));
  return { table, forgotten, present: () => [...table].map(({ ssrc }) => ssrc) };
}

describe('RFC 3550 §6.3.3 to §6.3.5 members', () => {
  it('are timed out in the order in which they were last heard', () => {
    const { table, forgotten } = members();
    for (const [now, ssrc] of [
      [0, 1],
      [2000, 2],
      [4000, 1],
      [6000, 3],
    ] as const) {
      table.heard(now, table.get(ssrc) ?? table.enter(now, ssrc));
    }
    expect(table.nextTimeout(25_000)).toBe(27_000);
    table.handleTimeout(28_999, 25_000);
    expect(forgotten).toEqual([2]);
    table.handleTimeout(31_000, 25_000);
    expect([forgotten, table.size, table.nextTimeout(25_000)]).toEqual([[2, 1, 3], 0, Infinity]);
  });

  it('that speak many times a second are not timed out for it, and stand in nobody’s way', () => {
    const { table, forgotten } = members();
    const talker = table.enter(0, 1);
    table.enter(1, 2);
    for (let now = 0; now <= 60_000; now += 20) table.heard(now, talker);
    table.handleTimeout(60_000, 25_000);
    expect(forgotten).toEqual([2]);
    expect(talker.lastHeardMs).toBeGreaterThan(59_000);
  });

  it('count no more once they have said goodbye, and are remembered for two seconds', () => {
    const { table, forgotten, present } = members();
    table.enter(0, 1);
    table.leave(100, table.enter(0, 2));
    expect([table.size, table.remembered, table.get(2)?.hasLeft]).toEqual([1, 2, true]);
    expect(table.nextTimeout(25_000)).toBe(2100);
    table.handleTimeout(2100, 25_000);
    expect([present(), forgotten]).toEqual([[1], [2]]);
  });

  it('and those that leave are bounded in number, each by itself', () => {
    const { table } = members(10);
    for (let ssrc = 0; ssrc < 100; ssrc++) table.leave(ssrc, table.enter(ssrc, ssrc));
    for (let ssrc = 200; ssrc < 300; ssrc++) table.enter(ssrc, ssrc);
    expect([table.size, table.remembered]).toEqual([10, 20]);
  });

  it('are all forgotten at the end of time, as where whoever drives the session has nothing to wait for', () => {
    const { table, forgotten } = members();
    table.handleTimeout(table.nextTimeout(25_000), 25_000);
    table.enter(0, 1);
    table.handleTimeout(Infinity, 25_000);
    expect([table.size, forgotten, table.nextTimeout(25_000)]).toEqual([0, [1], Infinity]);
  });

  it('that send media from now on are no members, and not forgotten', () => {
    const { table, forgotten } = members();
    table.enter(0, 1);
    table.remove(1);
    expect([table.size, table.get(1), forgotten]).toEqual([0, undefined, []]);
  });
});
