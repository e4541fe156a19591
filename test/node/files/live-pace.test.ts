import { describe, expect, it } from 'vitest';
import { atFrameRate, atLivePace } from '../../../src/node/files/live-pace.js';

async function* framesOf(count: number): AsyncGenerator<{ bytes: Uint8Array }> {
  for (let index = 0; index < count; index++) yield { bytes: Uint8Array.of(index) };
}

describe('the pace of a recording that plays live', () => {
  it('gives each frame its place without adding up rounding errors', async () => {
    const ticks: number[] = [];
    for await (const frame of atFrameRate(framesOf(5), 30_000 / 1001)) ticks.push(frame.timestampTicks);
    expect(ticks).toEqual([0, 3003, 6006, 9009, 12012]);
  });

  it('lets no frame go before its time, and the last one no more than a timer late', async () => {
    const start = performance.now();
    let index = 0;
    for await (const { bytes } of atLivePace(atFrameRate(framesOf(6), 100), 90_000)) {
      expect(bytes[0]).toBe(index);
      // A timer of Node may fire up to 1.1 ms early.
      expect(performance.now() - start).toBeGreaterThanOrEqual(10 * index - 1.5);
      index++;
    }
    expect(index).toBe(6);
  });
});
