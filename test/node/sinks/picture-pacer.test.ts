import { describe, expect, it } from 'vitest';
import { PicturePacer } from '../../../src/node/sinks/picture-pacer.js';

/** A picture that is told by its number. */
const picture = (number: number): Uint8Array => Uint8Array.of(number & 0xff, number >> 8);
const numberOf = ([low, high]: Uint8Array): number => low! + 256 * high!;

interface Gone {
  readonly atMs: number;
  readonly number: number;
}

/** Pictures that come at certain times, to a reader that takes each at once; told is what goes until `endMs`. */
function pace(pacer: PicturePacer, arrivalsMs: readonly number[], endMs: number): Gone[] {
  const gone: Gone[] = [];
  const goUntil = (limitMs: number): void => {
    while (pacer.nextTimeout() < limitMs) {
      const atMs = pacer.nextTimeout();
      gone.push({ atMs, number: numberOf(pacer.take(atMs)!) });
    }
  };
  for (const [number, atMs] of arrivalsMs.entries()) {
    goUntil(atMs);
    pacer.offer(picture(number));
    for (let next = pacer.take(atMs); next !== undefined; next = pacer.take(atMs))
      gone.push({ atMs, number: numberOf(next) });
  }
  goUntil(endMs);
  return gone;
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const numbers = (gone: readonly Gone[]): number[] => gone.map(({ number }) => number);

describe('pictures at a constant rate', () => {
  it('says nothing before the first picture: a reader waits for it', () => {
    const pacer = new PicturePacer(10);
    expect(pacer.nextTimeout()).toBe(Infinity);
    expect(pacer.take(1e6)).toBeUndefined();
  });

  it('lets all go that come at the rate, each at once', () => {
    const gone = pace(
      new PicturePacer(10),
      range(50).map((index) => 100 * index),
      5000,
    );
    expect(gone).toEqual(range(50).map((number) => ({ number, atMs: 100 * number })));
  });

  it('lets all go that come at the rate with a jitter of almost an interval, each at once', () => {
    const jitterMs = (index: number): number => [0, 90, -85, 20, 95, -60][index % 6]!;
    const arrivals = range(60).map((index) => 1000 + 100 * index + jitterMs(index));
    const pacer = new PicturePacer(10);
    const gone = pace(pacer, arrivals, 6800);
    expect(gone).toEqual(range(60).map((number) => ({ number, atMs: arrivals[number] })));
    expect([pacer.picturesRepeated, pacer.picturesReplaced]).toEqual([0, 0]);
  });

  it('repeats the last picture while the stream is silent, at the rate', () => {
    const pacer = new PicturePacer(10);
    const gone = pace(pacer, [0, 100], 1050);
    expect(numbers(gone)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(gone.slice(2).map(({ atMs }) => atMs)).toEqual([300, 400, 500, 600, 700, 800, 900, 1000]);
    expect(pacer.picturesRepeated).toBe(8);
  });

  it('lets a picture go at once after a silence', () => {
    expect(pace(new PicturePacer(10), [0, 1234], 1300).at(-1)).toEqual({ atMs: 1234, number: 1 });
  });

  it('takes half of the pictures that come at twice the rate', () => {
    const pacer = new PicturePacer(10);
    const gone = pace(
      pacer,
      range(200).map((index) => 50 * index),
      10_000,
    );
    expect(gone).toHaveLength(101); // one interval early, in the end
    expect(pacer.picturesReplaced).toBe(98); // and the last one waits
  });

  it('shows pictures twice that come at half the rate', () => {
    const gone = pace(
      new PicturePacer(10),
      range(50).map((index) => 200 * index),
      10_000,
    );
    expect(gone).toHaveLength(100 - 1);
  });

  it('keeps the rate through a burst of pictures and shows the newest of them', () => {
    const gone = pace(new PicturePacer(10), [0, 500, 500, 500, 500, 500], 1000);
    expect(gone.filter(({ atMs }) => atMs === 500).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(gone.find(({ atMs }) => atMs > 500)).toEqual({ atMs: 600, number: 5 });
    expect(gone).toHaveLength(10 - 1);
  });

  it('makes up for slots missed within a second, and leaves out those of a longer stall', () => {
    const pacer = new PicturePacer(10);
    pacer.offer(picture(0));
    const taken = (now: number): number => {
      let count = 0;
      while (pacer.take(now) !== undefined) count++;
      return count;
    };
    expect(taken(0)).toBe(1);
    expect(taken(850)).toBe(7); // slots at 100 to 700: one is an interval over
    expect(taken(60_000)).toBe(1);
    expect(taken(60_050)).toBe(0);
  });

  it('begins anew for a new reader with the newest picture', () => {
    const pacer = new PicturePacer(10);
    pace(pacer, [0, 100], 100);
    pacer.restart();
    expect(numberOf(pacer.take(150)!)).toBe(1);
    expect(pacer.take(150)).toBeUndefined();
    expect(pacer.nextTimeout()).toBe(350);
  });

  it('gives away the newest picture at the end, unless it has gone', () => {
    const pacer = new PicturePacer(10);
    expect(pacer.takeLast()).toBeUndefined();
    pace(pacer, [0, 10, 20, 30], 35);
    expect(numberOf(pacer.takeLast()!)).toBe(3);
    expect(pacer.takeLast()).toBeUndefined();
  });
});
