import { describe, expect, it } from 'vitest';
import { DecodableStart } from '../../../src/node/sinks/decodable-start.js';

const frame = (keyFrame?: boolean) => ({ timestamp: 0, complete: true, ...(keyFrame !== undefined && { keyFrame }) });

describe('the start of a decoder', () => {
  it('is a key frame, and all that follows has a use', () => {
    const start = new DecodableStart();
    expect([false, false, true, false, true].map((key) => start.admits(frame(key)))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    start.again();
    expect([false, true, false].map((key) => start.admits(frame(key)))).toEqual([false, true, true]);
  });

  it('is anywhere in audio', () => {
    expect(new DecodableStart().admits(frame())).toBe(true);
  });

  it('is given up after ten seconds of a stream that has no key frames', () => {
    const start = new DecodableStart();
    for (let count = 0; count < 300; count++) expect(start.admits(frame(false))).toBe(false);
    expect(start.admits(frame(false))).toBe(true);
  });
});
