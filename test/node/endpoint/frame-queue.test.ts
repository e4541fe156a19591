import { describe, expect, it } from 'vitest';
import { FrameQueue } from '../../../src/node/endpoint/frame-queue.js';

async function readAll<T extends object>(queue: FrameQueue<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of queue) values.push(value);
  return values;
}

const frames = (count: number): { index: number }[] => Array.from({ length: count }, (_, index) => ({ index }));

describe('the queue between a receiver and its consumer', () => {
  it('hands out in order what was pushed before, during and up to the close', async () => {
    const queue = new FrameQueue<{ index: number }>(10);
    const [first, second, third] = frames(3);
    queue.push(first!);
    const reading = readAll(queue);
    await Promise.resolve();
    queue.push(second!);
    queue.push(third!);
    queue.close();
    expect(await reading).toEqual([first, second, third]);
  });

  it('drops the oldest and counts it when the consumer is too slow', async () => {
    const queue = new FrameQueue<{ index: number }>(3);
    for (const frame of frames(10)) queue.push(frame);
    queue.close();
    expect((await readAll(queue)).map(({ index }) => index)).toEqual([7, 8, 9]);
    expect(queue.dropped).toBe(7);
  });

  it('takes nothing after the close', async () => {
    const queue = new FrameQueue<{ index: number }>(3);
    queue.close();
    queue.push({ index: 0 });
    expect(await readAll(queue)).toEqual([]);
  });
});
