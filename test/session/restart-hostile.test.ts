import { describe, expect, it } from 'vitest';
import { SessionDriver, type Sender } from './session-driver.js';
import { toyFormat } from './toy-format.js';

const LATENCY_MS = 400;
const STREAM: Sender = { ssrc: 1, name: 1, sequenceNumber: 65_500, timestamp: 2 ** 32 - 90_000 };
const AGAIN: Sender = { ssrc: 1, name: 2, sequenceNumber: 20_000, timestamp: 777 };

function indexes(driver: SessionDriver, name: number): number[] {
  return driver.frames.filter((frame) => frame.name === name).map(({ index }) => index);
}

function fromTo(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** 100 packets, the last at 1980 ms. */
function playing(options: ConstructorParameters<typeof SessionDriver>[0] = {}): SessionDriver {
  const driver = new SessionDriver({ latencyMs: LATENCY_MS, ...options });
  driver.play(STREAM, 0, 100, 0);
  return driver;
}

describe('B73: jumps far ahead', () => {
  it('B73: a jump by 20 000 is one restart at the fifth packet, and no storm of losses', () => {
    const driver = playing();
    driver.play({ ...STREAM, sequenceNumber: 65_500 + 20_000 }, 100, 50, 2000);
    driver.runTo(5000);
    expect(driver.heard('restart')).toHaveLength(1);
    expect(driver.said.find(({ output }) => output.type === 'restart')!.at).toBe(2080);
    expect(driver.heard('gap')).toEqual([]);
    expect(indexes(driver, 1)).toEqual(fromTo(0, 149));
  });

  it('B73: all arrivals held back for 20 000 packets of time are played, none is lost and none waits longer than before', () => {
    const driver = playing();
    driver.play({ ...STREAM, everyMs: 20 }, 100, 50, 2000 + 400_000 / 20);
    driver.runTo(driver.now + 1000);
    expect([driver.heard('gap'), driver.heard('restart')]).toEqual([[], []]);
    expect(indexes(driver, 1)).toEqual(fromTo(0, 149));
    const waits = driver.frames.map(({ at, arrivalMs }) => at - arrivalMs);
    expect(Math.max(...waits)).toBeLessThanOrEqual(LATENCY_MS + 20);
  });
});

describe('B75: never a stall', () => {
  it('B75: after a reset inside a gap', () => {
    const driver = playing();
    driver.play(STREAM, 103, 5, 2060);
    driver.play(AGAIN, 0, 50, 2160);
    driver.runTo(5000);
    expect(driver.heard('gap')).toMatchObject([{ count: 3 }]);
    expect(driver.heard('restart')).toHaveLength(1);
    expect(indexes(driver, 2)).toEqual(fromTo(0, 49));
  });

  it('B75: after several losses one behind the other, in each of which a packet still comes', () => {
    const driver = playing();
    for (const first of [105, 115, 125, 135]) {
      driver.play(STREAM, first, 3, first * 20);
      driver.arrive(STREAM, first - 3);
    }
    driver.play(STREAM, 140, 20, 140 * 20);
    driver.runTo(6000);
    expect(indexes(driver, 1).slice(-15)).toEqual(fromTo(145, 159));
    expect(driver.heard('gap')).toHaveLength(9);
  });

  it('B75: when a retransmission stream speaks inside a gap', () => {
    const receive = [
      { payloadType: 96, format: toyFormat() },
      { payloadType: 97, format: toyFormat(), parameters: { apt: '96' } },
    ];
    const driver = playing({ receive });
    driver.play({ ssrc: 9, name: 9, payloadType: 97 }, 0, 5, 2000);
    driver.play(STREAM, 106, 50, 2120);
    driver.runTo(6000);
    expect(driver.heard('restart')).toEqual([]);
    expect(indexes(driver, 9)).toEqual(fromTo(0, 4));
    expect(indexes(driver, 1).at(-1)).toBe(155);
  });

  it('B75: after resets one behind the other, each before the one before has played', () => {
    const driver = playing();
    for (let life = 0; life < 20; life++) {
      driver.play(
        { ...AGAIN, name: 10 + life, sequenceNumber: (30_000 + life * 9973) & 0xffff, timestamp: life * 1e8 },
        0,
        6,
        2000 + life * 120,
      );
    }
    driver.play(AGAIN, 0, 50, 2000 + 20 * 120);
    driver.runTo(10_000);
    expect(indexes(driver, 2)).toEqual(fromTo(0, 49));
    expect(driver.heard('restart')).toHaveLength(21);
    for (let life = 0; life < 20; life++) expect(indexes(driver, 10 + life)).toEqual(fromTo(0, 5));
  });
});

describe('B76: one event for a huge gap', () => {
  it('B76: of 15 000 packets, fewer than 60 s hold at 1000 packets/s', () => {
    const driver = new SessionDriver({ latencyMs: LATENCY_MS });
    const fast = { ...STREAM, everyMs: 1 };
    driver.play(fast, 0, 2000, 0);
    driver.play(fast, 17_000, 100, 17_000);
    driver.runTo(20_000);
    expect(driver.heard('gap')).toMatchObject([{ count: 15_000 }]);
    expect(driver.heard('restart')).toEqual([]);
    expect(driver.session.incoming.get(1)!.statistics.packetsLost).toBe(15_000);
  });
});
