import { describe, expect, it } from 'vitest';
import { Pacer } from '../../../src/session/outgoing/pacer.js';

function pace(spreadMs: number): { pacer: Pacer; out: number[]; send: (now: number, ...numbers: number[]) => void } {
  const out: number[] = [];
  const pacer = new Pacer(spreadMs, (packet) => out.push(packet[0]!));
  const send = (now: number, ...numbers: number[]): void => {
    pacer.finish();
    for (const number of numbers) pacer.add(Uint8Array.of(number));
    pacer.start(now);
  };
  return { pacer, out, send };
}

describe('pacing', () => {
  it('lets everything go at once when nothing is to be spread', () => {
    const { pacer, out, send } = pace(0);
    send(100, 1, 2, 3);
    expect(out).toEqual([1, 2, 3]);
    expect(pacer.nextTimeout()).toBe(Infinity);
  });

  it('spreads a frame evenly, the first packet at once', () => {
    const { pacer, out, send } = pace(20);
    send(100, 1, 2, 3, 4);
    const times: number[] = [];
    while (pacer.nextTimeout() !== Infinity) {
      times.push(pacer.nextTimeout());
      pacer.handleTimeout(pacer.nextTimeout());
    }
    expect(times).toEqual([105, 110, 115]);
    expect(out).toEqual([1, 2, 3, 4]);
  });

  it('lets what is due go together when the timer comes late', () => {
    const { pacer, out, send } = pace(20);
    send(100, 1, 2, 3, 4);
    pacer.handleTimeout(112);
    expect(out).toEqual([1, 2, 3]);
  });

  it('keeps the order and holds one frame at most when frames come faster than they leave', () => {
    const { out, send } = pace(1000);
    send(0, 1, 2, 3);
    send(10, 4, 5);
    expect(out).toEqual([1, 2, 3, 4]);
  });
});
