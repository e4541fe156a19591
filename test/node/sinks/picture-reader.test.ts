import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatenate } from '../../../src/bytes/octets.js';
import { PictureReader } from '../../../src/node/sinks/picture-reader.js';

describe('raw pictures of one size in a pipe', () => {
  it('come out when they are whole', () => {
    const reader = new PictureReader(4);
    expect(reader.push(Uint8Array.of(1, 2, 3))).toEqual([]);
    expect(reader.push(Uint8Array.of(4, 5))).toEqual([Uint8Array.of(1, 2, 3, 4)]);
    expect(reader.push(Uint8Array.of(6, 7, 8))).toEqual([Uint8Array.of(5, 6, 7, 8)]);
  });

  it('are copies: the next chunk may lie where the last one lay', () => {
    const reader = new PictureReader(2);
    const chunk = Uint8Array.of(1, 2);
    const [picture] = reader.push(chunk);
    chunk.fill(9);
    reader.push(chunk);
    expect(picture).toEqual(Uint8Array.of(1, 2));
  });

  it('are the same however the stream is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.array(fc.uint8Array({ maxLength: 20 })), (length, chunks) => {
        const reader = new PictureReader(length);
        const octets = concatenate(chunks);
        const pictures = chunks.flatMap((chunk) => reader.push(chunk));
        expect(pictures.every((picture) => picture.length === length)).toBe(true);
        expect(concatenate(pictures)).toEqual(octets.slice(0, octets.length - (octets.length % length)));
      }),
    );
  });
});
