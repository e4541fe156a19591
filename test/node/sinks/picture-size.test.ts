import { describe, expect, it } from 'vitest';
import { sizeToHold } from '../../../src/node/sinks/picture-size.js';

describe('the size that is held for a stream', () => {
  it.each([
    ['its own', { width: 320, height: 240 }, { width: 320, height: 240 }],
    ['a little more where rows cannot be written', { width: 322, height: 241 }, { width: 328, height: 242 }],
    [
      'that with square pixels (DV, NTSC)',
      { width: 720, height: 480, sampleAspectRatio: [8, 9] as const },
      { width: 640, height: 480 },
    ],
    [
      'no smaller than a decoder can write',
      { width: 1, height: 1, sampleAspectRatio: [1, 65_535] as const },
      { width: 8, height: 2 },
    ],
    [
      'no larger than level 5.1 allows, whatever a stream claims',
      { width: 16_880, height: 16_880, sampleAspectRatio: [65_535, 1] as const },
      { width: 4096, height: 2304 },
    ],
  ])('is %s', (_what, picture, size) => {
    expect(sizeToHold(picture)).toEqual(size);
  });
});
