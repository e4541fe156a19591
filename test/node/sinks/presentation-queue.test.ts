import { describe, expect, it } from 'vitest';
import { PresentationQueue } from '../../../src/node/sinks/presentation-queue.js';

/** Every frame with the instant at which it leaves a queue that is looked at each millisecond. */
function played(
  queue: PresentationQueue<string>,
  frames: readonly (readonly [string, number, number])[],
): (readonly [string, number])[] {
  const left: (readonly [string, number])[] = [];
  const waiting = [...frames];
  for (let now = 0; now < 1000; now++) {
    while (waiting[0] !== undefined && waiting[0][1] <= now) queue.push(...waiting.shift()!);
    for (let frame = queue.pop(now); frame !== undefined; frame = queue.pop(now)) left.push([frame, now]);
  }
  return left;
}

describe('frames that wait for their presentation time', () => {
  it('leave at once when it has come', () => {
    const queue = new PresentationQueue<string>();
    queue.push('a', 100, 100);
    expect(queue.nextMs).toBe(100);
    expect(queue.pop(99)).toBeUndefined();
    expect(queue.pop(100)).toBe('a');
    expect(queue.nextMs).toBe(Infinity);
  });

  it('wait when they come before it, and as much longer as the sound does', () => {
    const queue = new PresentationQueue<string>(20);
    expect(
      played(queue, [
        ['a', 10, 100],
        ['b', 11, 133],
      ]),
    ).toEqual([
      ['a', 120],
      ['b', 153],
    ]);
  });

  it('leave evenly, in decoding order, after the first reordering was seen: P B B of a sender with B-frames', () => {
    const queue = new PresentationQueue<string>();
    // Presentation times 100 apart; each P is sent before two B that come before it, and all three are released together.
    const frames = [0, 300, 600].flatMap(
      (start) =>
        [
          [`P${start}`, start + 300, start + 300],
          [`B${start}`, start + 300, start + 100],
          [`b${start}`, start + 300, start + 200],
        ] as const,
    );
    const left = played(new PresentationQueue(), frames);
    expect(left.map(([frame]) => frame).slice(0, 6)).toEqual(['P0', 'B0', 'b0', 'P300', 'B300', 'b300']);
    expect(left.slice(3).map(([, now]) => now)).toEqual([600, 700, 800, 900]);
    expect(queue.nextMs).toBe(Infinity);
  });

  it('forget the reordering of a sender that has gone', () => {
    const queue = new PresentationQueue<string>();
    queue.push('P', 300, 300);
    queue.push('B', 300, 100);
    expect([queue.pop(500), queue.pop(500)]).toEqual(['P', 'B']);
    queue.push('later', 6000, 6000);
    expect(queue.nextMs).toBe(6000);
  });

  it('take lateness for lateness, not for reordering', () => {
    const queue = new PresentationQueue<string>();
    queue.push('a', 1000, 100);
    queue.push('b', 1001, 133);
    queue.push('c', 1002, 1002);
    expect(queue.pop(1002)).toBe('a');
    expect(queue.pop(1002)).toBe('b');
    expect(queue.pop(1002)).toBe('c');
  });

  it('are not held back by one that comes more than a second late, behind others', () => {
    const queue = new PresentationQueue<string>();
    queue.push('a', 5000, 5000);
    queue.push('late', 5001, 3900);
    expect([queue.pop(5001), queue.pop(5001)]).toEqual(['a', 'late']);
    queue.push('b', 5033, 5033);
    expect(queue.nextMs).toBe(5033);
  });

  it('leave when they come if their time is of another clock', () => {
    const queue = new PresentationQueue<string>();
    queue.push('a', 1000, 1e9);
    expect(queue.pop(1000)).toBe('a');
  });

  it('never are more than 1025', () => {
    const queue = new PresentationQueue<number>();
    for (let number = 0; number < 5000; number++) {
      queue.push(number, 0, 9000);
      while (queue.pop(0) !== undefined);
    }
    let held = 0;
    while (queue.pop(9000) !== undefined) held++;
    expect(held).toBe(1024);
  });
});
