import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureTrace, readTrace, writeTrace } from '../../../src/rtcp/extended-reports/run-length-trace.js';
import { hex } from '../../hex.js';

function write(runLengths: readonly number[]): Uint8Array {
  const count = runLengths.reduce((sum, length) => sum + length, 0);
  const bytes = new Uint8Array(measureTrace(runLengths, count));
  writeTrace(runLengths, bytes, 0, bytes.length);
  return bytes;
}

/** The fewest chunks that any way to cut a trace needs: from each place on, the best of a run cut anywhere and a vector. */
function fewestChunks(bits: readonly boolean[]): number {
  const fewest: number[] = [];
  fewest[bits.length] = 0;
  for (let place = bits.length - 1; place >= 0; place--) {
    let best = fewest[Math.min(place + 15, bits.length)]!;
    for (let end = place + 1; end <= bits.length && bits[end - 1] === bits[place]; end++) {
      best = Math.min(best, fewest[end]!);
    }
    fewest[place] = best + 1;
  }
  return fewest[0]!;
}

describe('RFC 3611 §4.1.1 to §4.1.3 chunks', () => {
  // By hand from the boxes of the three sections.
  it.each<[string, number[], string]>([
    ['a run of ones and the null that fills the word', [20], '4014 0000'],
    ['a run of zeros', [0, 20], '0014 0000'],
    ['the longest run, and what is left of it', [16_383 + 2], '7fff 4002'],
    ['a vector', [1, 2, 12], 'cfff 0000'],
    ['a vector that ends within a run', [1, 2, 40], 'cfff 401c'],
    ['the last run where a vector would do as well', [15, 3], '400f 0003'],
    ['nothing', [], ''],
  ])('writes and reads %s', (_, runLengths, octets) => {
    expect(write(runLengths)).toEqual(hex(octets));
    const count = runLengths.reduce((sum, length) => sum + length, 0);
    expect(readTrace(hex(octets), 0, hex(octets).length, count)).toEqual(runLengths);
  });

  it('ends at a null, and leaves out the bits behind the last', () => {
    expect(readTrace(hex('4003 0000 4005'), 0, 6, 8)).toBeUndefined();
    expect(readTrace(hex('ffff ffff'), 0, 4, 16)).toEqual([16]);
    expect(readTrace(hex('7fff'), 0, 2, 3)).toEqual([3]);
  });

  it('needs the fewest chunks that there can be', () => {
    const bits = fc
      .array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 40 })), { maxLength: 20 })
      .map((runs) => runs.flatMap(([bit, length]) => Array.from({ length }, () => bit)));
    fc.assert(
      fc.property(bits, (trace) => {
        const runLengths: number[] = [];
        let current = true;
        for (const bit of trace) {
          if (runLengths.length === 0) runLengths.push(0);
          if (bit !== current) runLengths.push(0);
          runLengths[runLengths.length - 1]!++;
          current = bit;
        }
        const bytes = write(runLengths);
        expect(bytes.length).toBe(4 * Math.ceil(fewestChunks(trace) / 2));
        expect(readTrace(bytes, 0, bytes.length, trace.length)).toEqual(runLengths);
      }),
    );
  });
});
