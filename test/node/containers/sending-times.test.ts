import { describe, expect, it } from 'vitest';
import { withSendingTimes } from '../../../src/node/containers/sending-times.js';

async function timesOf(timestamps: readonly number[]): Promise<number[]> {
  async function* frames(): AsyncGenerator<{ timestampTicks: number }> {
    for (const timestampTicks of timestamps) yield { timestampTicks };
  }
  const times: number[] = [];
  for await (const { sendingTicks } of withSendingTimes(frames())) times.push(sendingTicks);
  return times;
}

describe('when frames in decoding order are sent', () => {
  it('is when they are presented, where that is the order', async () => {
    expect(await timesOf([0, 1, 2, 5])).toEqual([0, 1, 2, 5]);
  });

  it('is evenly, across B-frames', async () => {
    expect(await timesOf([0, 3, 1, 2, 6, 4, 5])).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('is right for as much reordering as there may be', async () => {
    const group = [16, ...Array.from({ length: 16 }, (_, index) => index)];
    const stream = [0, 1, 2, 3].flatMap((index) => group.map((time) => index * 17 + time));
    expect(await timesOf(stream)).toEqual(stream.toSorted((a, b) => a - b));
  });

  it('keeps to the bound for times that make no sense', async () => {
    expect(await timesOf([9, 8, 7, 0, 0])).toEqual([0, 0, 7, 8, 9]);
    const backward = Array.from({ length: 100 }, (_, index) => -index);
    expect(await timesOf(backward)).toHaveLength(100);
  });

  it('is nothing for nothing', async () => {
    expect(await timesOf([])).toEqual([]);
  });
});
