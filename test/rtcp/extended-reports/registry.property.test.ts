import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reject } from '../../../src/errors.js';
import {
  extendedReportBlockFormats,
  formatOfBlock,
  formatOfBlockType,
  type ExtendedReportBlock,
} from '../../../src/rtcp/extended-reports/registry.js';
import { readBlockHeader } from '../../../src/rtcp/extended-reports/report-block-header.js';
import { arbitraryBlocks } from './arbitrary-blocks.js';

const uint8 = fc.integer({ min: 0, max: 0xff });

function read(bytes: Uint8Array): ExtendedReportBlock | Reject {
  const header = readBlockHeader(bytes, 0, bytes.length);
  return header instanceof Reject ? header : formatOfBlockType(header.blockType).parse(bytes, header);
}

describe('the registry of blocks of extended reports', () => {
  it('has each type and each number once', () => {
    const types = extendedReportBlockFormats.map((format) => format.type);
    const numbers = extendedReportBlockFormats.map((format) => format.blockType);
    expect(new Set(types).size).toBe(types.length);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect([...types, 'unknown'].toSorted()).toEqual(Object.keys(arbitraryBlocks).toSorted());
    for (const format of extendedReportBlockFormats) {
      expect(formatOfBlock(format.type)).toBe(format);
      expect(formatOfBlockType(format.blockType)).toBe(format);
    }
    expect(formatOfBlock('toString')).toBeUndefined();
  });
});

describe.each(Object.entries(arbitraryBlocks))('every block: %s', (_, arbitrary: fc.Arbitrary<ExtendedReportBlock>) => {
  it('writes inside the room it measured, leaves nothing of it unwritten, and comes back as it was', () => {
    fc.assert(
      fc.property(arbitrary, uint8, (block, filling) => {
        const format = formatOfBlock(block.type)!;
        const length = format.measure(block);
        const bytes = new Uint8Array(length + 8).fill(filling);
        format.write(block, bytes, 4, length);
        const clean = new Uint8Array(length);
        format.write(block, clean, 0, length);
        expect(bytes.subarray(0, 4)).toEqual(new Uint8Array(4).fill(filling));
        expect(bytes.subarray(4 + length)).toEqual(new Uint8Array(4).fill(filling));
        expect(bytes.subarray(4, 4 + length)).toEqual(clean);
        expect(length % 4).toBe(0);
        expect(read(clean)).toEqual(block);
      }),
    );
  });

  it('B25: never throws whatever length its header claims, and refuses at an offset inside', () => {
    fc.assert(
      fc.property(arbitrary, fc.integer({ min: 0, max: 0xffff }), (block, claimed) => {
        const format = formatOfBlock(block.type)!;
        const bytes = new Uint8Array(format.measure(block));
        format.write(block, bytes, 0, bytes.length);
        for (const words of [claimed, claimed % 16]) {
          bytes[2] = words >>> 8;
          bytes[3] = words;
          const again = read(bytes);
          if (again instanceof Reject) expect(again.offset).toBeLessThanOrEqual(bytes.length);
          if (4 * (words + 1) > bytes.length) expect(again).toMatchObject({ reason: 'block-overruns-packet' });
        }
      }),
    );
  });
});
