import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../src/rtcp/compound-packet.js';
import type { SourceDescriptionItem } from '../../src/rtcp/source-description-item.js';
import type { SourceDescription } from '../../src/rtcp/source-description.js';
import { hex } from '../hex.js';
import { acceptReduced, refuse } from './accept.js';

function write(...items: SourceDescriptionItem[]): Uint8Array {
  return serializeCompoundPacket([{ type: 'source-description', chunks: [{ ssrc: 1, items }] }], { reducedSize: true });
}

describe('RFC 3550 §6.5 source description', () => {
  // By hand: every item of §6.5.1 to §6.5.8 by number, PRIV with the prefix "p", item 15 (MID) kept by number.
  const ALL = `81 ca 0009 00000001
    01 01 61  02 02 c3a9  03 01 63  04 01 64  05 01 65  06 01 66  07 01 67  08 03 01 70 76  0f 02 6869  00`;
  const DESCRIPTION: SourceDescription = {
    type: 'source-description',
    chunks: [
      {
        ssrc: 1,
        items: [
          { type: 'CNAME', value: 'a' },
          { type: 'NAME', value: 'é' },
          { type: 'EMAIL', value: 'c' },
          { type: 'PHONE', value: 'd' },
          { type: 'LOC', value: 'e' },
          { type: 'TOOL', value: 'f' },
          { type: 'NOTE', value: 'g' },
          { type: 'PRIV', prefix: 'p', value: 'v' },
          { type: 'unknown', itemType: 15, value: hex('6869') },
        ],
      },
    ],
  };

  it('reads and writes every item', () => {
    expect(acceptReduced(ALL)).toEqual([DESCRIPTION]);
    expect(serializeCompoundPacket([DESCRIPTION], { reducedSize: true })).toEqual(hex(ALL));
  });

  it('reads several chunks, also an empty one', () => {
    const octets = '83 ca 0007 00000001 01026162 00000000 00000002 00000000 00000003 0101 63 00';
    const packet: SourceDescription = {
      type: 'source-description',
      chunks: [
        { ssrc: 1, items: [{ type: 'CNAME', value: 'ab' }] },
        { ssrc: 2, items: [] },
        { ssrc: 3, items: [{ type: 'CNAME', value: 'c' }] },
      ],
    };
    expect(acceptReduced(octets)).toEqual([packet]);
    expect(serializeCompoundPacket([packet], { reducedSize: true })).toEqual(hex(octets));
  });

  it('ends every chunk with a zero and fills up to the next word', () => {
    expect(write()).toEqual(hex('81 ca 0002 00000001 00000000'));
    expect(write({ type: 'CNAME', value: 'a' })).toEqual(hex('81 ca 0002 00000001 010161 00'));
    expect(write({ type: 'CNAME', value: 'ab' })).toEqual(hex('81 ca 0003 00000001 01026162 00000000'));
    expect(write({ type: 'CNAME', value: 'abc' })).toEqual(hex('81 ca 0003 00000001 0103616263 000000'));
  });

  it('B22: accepts 31 chunks in each of two packets', () => {
    const packet = `9f ca 003e ${'00000001 00000000'.repeat(31)}`;
    expect(acceptReduced(packet + packet)).toHaveLength(2);
  });
});

describe('RFC 3550 §6.5 source descriptions at their limits', () => {
  it('B24: refuses an item longer than the packet', () => {
    expect(refuse('81 ca 0002 00000001 01036162', { reducedSize: true })).toBe(
      'item-overruns-packet at 8 (RFC 3550 §6.5)',
    );
    expect(refuse('81 ca 0002 00000001 01ff6162', { reducedSize: true })).toBe(
      'item-overruns-packet at 8 (RFC 3550 §6.5)',
    );
  });

  it('B24: refuses an item type at the last octet, without a length', () => {
    expect(refuse('81 ca 0002 00000001 01016101', { reducedSize: true })).toBe(
      'item-overruns-packet at 11 (RFC 3550 §6.5)',
    );
  });

  it('B24: does not read items in the next packet of the compound', () => {
    expect(refuse('81 ca 0002 00000001 01056162 80 c9 0001 00000001', { reducedSize: true })).toBe(
      'item-overruns-packet at 8 (RFC 3550 §6.5)',
    );
  });

  it('B24: a list without END that fills the packet ends there', () => {
    expect(acceptReduced('81 ca 0002 00000001 01026162')).toEqual([
      { type: 'source-description', chunks: [{ ssrc: 1, items: [{ type: 'CNAME', value: 'ab' }] }] },
    ]);
  });

  it('B24: refuses a chunk that begins at or behind the end', () => {
    expect(refuse('82 ca 0002 00000001 01016100', { reducedSize: true })).toBe(
      'chunk-overruns-packet at 12 (RFC 3550 §6.5)',
    );
    expect(refuse('82 ca 0002 00000001 01026162', { reducedSize: true })).toMatch(/^chunk-overruns-packet/);
    expect(refuse('81 ca 0000', { reducedSize: true })).toBe('chunk-overruns-packet at 4 (RFC 3550 §6.5)');
  });

  it('refuses a PRIV whose prefix is longer than the item, or that has no prefix length', () => {
    expect(refuse('81 ca 0003 00000001 080303616200 0000', { reducedSize: true })).toBe(
      'prefix-overruns-item at 10 (RFC 3550 §6.5.8)',
    );
    expect(refuse('81 ca 0002 00000001 01000800', { reducedSize: true })).toBe(
      'prefix-overruns-item at 12 (RFC 3550 §6.5.8)',
    );
    expect(refuse('81 ca 0002 00000001 08000000', { reducedSize: true })).toBe(
      'prefix-overruns-item at 10 (RFC 3550 §6.5.8)',
    );
  });

  it('writes values of 255 octets and no more', () => {
    expect(write({ type: 'NOTE', value: 'x'.repeat(255) })).toHaveLength(8 + 260);
    expect(() => write({ type: 'NOTE', value: 'é'.repeat(128) })).toThrow(RangeError);
    expect(() => write({ type: 'PRIV', prefix: 'x'.repeat(100), value: 'y'.repeat(155) })).toThrow(RangeError);
    expect(() => write({ type: 'unknown', itemType: 15, value: new Uint8Array(256) })).toThrow(RangeError);
  });

  it('throws a RangeError for an unknown item with a known number, and for 32 chunks', () => {
    expect(() => write({ type: 'unknown', itemType: 1, value: hex('') })).toThrow('itemType is 1');
    const chunks = Array.from({ length: 32 }, () => ({ ssrc: 1, items: [] }));
    expect(() => serializeCompoundPacket([{ type: 'source-description', chunks }], { reducedSize: true })).toThrow(
      'chunks.length is 32',
    );
  });
});
