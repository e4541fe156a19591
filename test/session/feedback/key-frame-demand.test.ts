import { describe, expect, it } from 'vitest';
import { KeyFrameDemand } from '../../../src/session/feedback/key-frame-demand.js';

describe('which requests for key frames reach the encoder', () => {
  it('one in half a second, or in a round trip where that is longer', () => {
    const demand = new KeyFrameDemand();
    expect([0, 499, 500, 999].map((now) => demand.grant(now))).toEqual([true, false, true, false]);
    expect([1000, 1999, 2000].map((now) => demand.grant(now, 1000))).toEqual([false, true, false]);
  });

  it('one in two seconds, whatever round trip a report makes believe', () => {
    const demand = new KeyFrameDemand();
    expect([0, 1999, 2000].map((now) => demand.grant(now, 1e9))).toEqual([true, false, true]);
  });
});

describe('RFC 5104 §4.3.1.1 command sequence numbers', () => {
  it('tell a repetition from the next command, for each requester', () => {
    const demand = new KeyFrameDemand();
    expect(demand.isRepetition(0, 1, 255)).toBe(false);
    expect(demand.isRepetition(10, 1, 255)).toBe(true);
    expect(demand.isRepetition(10, 2, 255)).toBe(false);
    expect(demand.isRepetition(20, 1, 0)).toBe(false);
  });

  it('let a command that is still repeated after two seconds count anew: its key frame was lost', () => {
    const demand = new KeyFrameDemand();
    expect([0, 1000, 1999, 2000, 2500].map((now) => demand.isRepetition(now, 1, 7))).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
  });

  it('are remembered of 64 requesters', () => {
    const demand = new KeyFrameDemand();
    for (let by = 0; by < 65; by++) demand.isRepetition(0, by, 1);
    expect(demand.isRepetition(1, 64, 1)).toBe(true);
    expect(demand.isRepetition(1, 0, 1)).toBe(false);
  });
});
