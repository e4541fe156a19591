import { describe, expect, it } from 'vitest';
import { AddressLock } from '../../../src/session/participants/address-lock.js';

const HOME = { host: 'a', port: 5004 };
const OTHER_PORT = { host: 'a', port: 6000 };
const OTHER_HOST = { host: 'b', port: 5004 };

describe('RFC 3550 §8.2 where a source is', () => {
  it('is where its first packet came from', () => {
    const lock = new AddressLock();
    expect(lock.address).toBeUndefined();
    expect([lock.hear(0, HOME), lock.hear(20, { ...HOME })]).toEqual(['moved', 'home']);
    expect(lock.address).toEqual(HOME);
  });

  it.each([
    ['another port of the host', OTHER_PORT, 1000],
    ['another host', OTHER_HOST, 10_000],
  ])('is at %s once the first has been silent for long enough', (_, from, silenceMs) => {
    const lock = new AddressLock();
    lock.hear(0, HOME);
    expect([lock.hear(silenceMs - 1, from), lock.hear(silenceMs, from), lock.address]).toEqual([
      'foreign',
      'moved',
      from,
    ]);
  });

  it('is not moved by who knocks without end, nor does that bar the way home', () => {
    const lock = new AddressLock();
    lock.hear(0, HOME);
    for (let now = 1; now < 9000; now++) expect(lock.hear(now, OTHER_HOST)).toBe('foreign');
    expect(lock.hear(9000, HOME)).toBe('home');
    expect(lock.hear(18_999, OTHER_HOST)).toBe('foreign');
  });

  it('does not flip between two that both send', () => {
    const lock = new AddressLock();
    const moves: number[] = [];
    for (let now = 0; now < 60_000; now += 10) {
      if (lock.hear(now, now % 20 === 0 ? HOME : OTHER_PORT) === 'moved') moves.push(now);
    }
    expect(moves).toEqual([0]);
  });
});
