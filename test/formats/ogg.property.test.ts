import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatenate, equalBytes } from '../../src/bytes/octets.js';
import { OggReader } from '../../src/formats/ogg-reader.js';
import type { OggPacket } from '../../src/formats/ogg-stream.js';
import { OggVorbisReader } from '../../src/formats/ogg-vorbis-reader.js';
import { OggWriter } from '../../src/formats/ogg-writer.js';

/** Lengths around the borders of segments and pages. */
const lengths = fc.array(
  fc.oneof(
    fc.nat(600),
    fc.constantFrom(0, 254, 255, 256, 509, 510, 511, 65_024, 65_025, 65_026),
    fc.integer({ min: 60_000, max: 140_000 }),
  ),
  { minLength: 1, maxLength: 20 },
);
const chunkLengths = fc.infiniteStream(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 70_000 })));

function packets(drawn: readonly number[]): Uint8Array[] {
  return drawn.map((length, index) => new Uint8Array(length).fill(index + 1));
}

function pages(drawn: readonly Uint8Array[], flushEach: boolean): Uint8Array[] {
  const writer = new OggWriter(7);
  const written = drawn.flatMap((packet, index) => [
    ...writer.push(packet, 100 * (index + 1)),
    ...(flushEach ? writer.flush() : []),
  ]);
  return [...written, ...writer.end()];
}

function readInChunks(bytes: Uint8Array, chunks: Iterator<number>): OggPacket[] {
  const reader = new OggReader();
  const read: OggPacket[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const length = chunks.next().value as number;
    read.push(...reader.push(bytes.subarray(offset, offset + length)));
    offset += length;
  }
  expect([reader.skippedOctets, reader.damagedPages]).toEqual([0, 0]);
  return read;
}

describe('RFC 3533 §5 packets through pages', () => {
  it('gives back the packets of any lengths from chunks of any lengths', () => {
    fc.assert(
      fc.property(lengths, fc.boolean(), chunkLengths, (drawn, flushEach, chunks) => {
        const sent = packets(drawn);
        const read = readInChunks(concatenate(pages(sent, flushEach)), chunks);
        expect(read.map((packet) => packet.bytes.length)).toEqual(drawn);
        expect(read.every((packet, index) => equalBytes(packet.bytes, sent[index]!))).toBe(true);
        expect(read.some((packet) => packet.afterLoss)).toBe(false);
        for (const [index, { granulePosition, lastOnPage }] of read.entries()) {
          expect(granulePosition).toBe(lastOnPage ? 100 * (index + 1) : -1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('loses no more than the packets that a lost page touches, and says where', () => {
    fc.assert(
      fc.property(lengths, fc.nat(), (drawn, draw) => {
        const sent = packets(drawn.map((length) => length + 1)); // no empty ones: they look all the same
        const whole = pages(sent, false);
        const missing = draw % whole.length;
        const read = new OggReader().push(concatenate(whole.filter((_, index) => index !== missing)));
        let next = 0;
        for (const packet of read) {
          const expected = next;
          while (next < sent.length && !equalBytes(sent[next]!, packet.bytes)) next++;
          expect(next).toBeLessThan(sent.length);
          if (next !== expected && expected !== 0) expect(packet.afterLoss).toBe(true);
          next++;
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never throws for random octets, nor for good pages among them', () => {
    const good = pages(packets([300, 20]), true);
    const pieces = fc.array(fc.oneof(fc.uint8Array({ maxLength: 100 }), fc.constantFrom(...good)), { maxLength: 20 });
    fc.assert(
      fc.property(pieces, (drawn) => {
        new OggReader().push(concatenate(drawn));
        new OggVorbisReader().push(concatenate(drawn));
      }),
    );
  });
});
