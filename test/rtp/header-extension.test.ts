import { describe, expect, it } from 'vitest';
import { Reject } from '../../src/errors.js';
import {
  findHeaderExtension,
  measureHeaderExtensions,
  readHeaderExtensions,
  writeHeaderExtensions,
  type HeaderExtension,
} from '../../src/rtp/header-extension.js';
import { parseRtpPacket, type RtpPacket } from '../../src/rtp/rtp-packet.js';
import { hex, hexOf } from '../hex.js';

/** The elements of an extension block, or why it is refused; `block` is whole, its four-octet header included. */
function read(block: string): [number, string][] | string {
  const packet = parseRtpPacket(hex(`90 60 0001 00000002 00000003 ${block} 99`)) as RtpPacket;
  const elements = readHeaderExtensions(packet);
  if (elements instanceof Reject) return `${elements.reason} at ${elements.offset} (${elements.section})`;
  return elements.map(({ id, data }) => [id, hexOf(data)]);
}

function write(extensions: readonly HeaderExtension[]): Uint8Array {
  const bytes = new Uint8Array(measureHeaderExtensions(extensions)).fill(0xaa);
  expect(writeHeaderExtensions(extensions, bytes, 0)).toBe(bytes.length);
  return bytes;
}

describe('RFC 8285 §4.2 one-byte form', () => {
  // The drawing of §4.2: L=0, L=1 and padding, L=3.
  it('reads the example of the RFC', () => {
    expect(read('bede0003 10aa 21bbbb 0000 33cccccccc')).toEqual([
      [1, 'aa'],
      [2, 'bbbb'],
      [3, 'cccccccc'],
    ]);
  });

  it('B08: stops at id 15 and keeps what came before', () => {
    expect(read('bede0002 10aa f0bb 20cc 0000')).toEqual([[1, 'aa']]);
  });

  it('B08: stops at id 0 with a length and keeps what came before', () => {
    expect(read('bede0002 10aa 01bb 20cc 0000')).toEqual([[1, 'aa']]);
  });

  it('B08: passes over id 0, also when the block is nothing else', () => {
    expect(read('bede0001 0010aa00')).toEqual([[1, 'aa']]);
    expect(read('bede0002 0000000000000000')).toEqual([]);
    expect(read('bede0000')).toEqual([]);
  });

  it('B08: refuses an element that reaches past the block, by one octet or by 16', () => {
    expect(read('bede0001 13aaaaaa')).toBe('extension-element-overruns-block at 16 (RFC 8285 §4.2)');
    expect(read('bede0001 0000001f')).toBe('extension-element-overruns-block at 19 (RFC 8285 §4.2)');
  });

  it('B11: the crash corpora of mediasoup and Janus', () => {
    expect(read('bede0001 00001000')).toEqual([[1, '00']]);
    expect(read('bede0003 080808080808001d08080700')).toEqual([]);
  });
});

describe('RFC 8285 §4.3 two-byte form', () => {
  // The drawing of §4.3: an element without data, one of one octet and padding, one of four.
  it('reads the example of the RFC', () => {
    expect(read('10000003 0100 0201bb 00 0304cccccccc')).toEqual([
      [1, ''],
      [2, 'bb'],
      [3, 'cccccccc'],
    ]);
  });

  it('accepts any application bits', () => {
    expect(read('100f0001 0102aabb')).toEqual([[1, 'aabb']]);
  });

  it('knows id 15 and above as ids', () => {
    expect(read('10000002 0f01aa ff02bbcc 00')).toEqual([
      [15, 'aa'],
      [255, 'bbcc'],
    ]);
  });

  it('B09: refuses an id without a length', () => {
    expect(read('10000001 00000001')).toBe('extension-element-overruns-block at 19 (RFC 8285 §4.3)');
  });

  it('B09: refuses a length past the block', () => {
    expect(read('10000001 0103aabb')).toBe('extension-element-overruns-block at 16 (RFC 8285 §4.3)');
    expect(read('10000001 01ffaabb')).toBe('extension-element-overruns-block at 16 (RFC 8285 §4.3)');
  });
});

describe('RFC 3550 §5.3.1 other extensions', () => {
  it('have no elements', () => {
    expect(read('abcd0001 10aa0000')).toEqual([]);
    const none = parseRtpPacket(hex('80 60 0001 00000002 00000003')) as RtpPacket;
    expect(readHeaderExtensions(none)).toEqual([]);
  });
});

describe('writing header extensions', () => {
  it('writes the one-byte form where all elements fit it', () => {
    const extensions = [
      { id: 1, data: hex('aa') },
      { id: 14, data: hex('000102030405060708090a0b0c0d0e0f') },
    ];
    expect(write(extensions)).toEqual(hex('bede0005 10aa ef000102030405060708090a0b0c0d0e0f 00'));
  });

  it.each([
    ['an id above 14', { id: 15, data: hex('aa') }, '10000001 0f01aa00'],
    ['no data', { id: 1, data: hex('') }, '10000001 01000000'],
    ['17 octets', { id: 1, data: new Uint8Array(17) }, `10000005 0111 ${'00'.repeat(18)}`],
  ])('writes the two-byte form for %s', (_, extension, octets) => {
    expect(write([extension])).toEqual(hex(octets));
  });
});

describe('RFC 8285 §4 one element of a packet', () => {
  /** The octets of the element with that id, if it is so long. */
  function find(block: string, id: number, length: number): string | undefined {
    const packet = parseRtpPacket(hex(`90 60 0001 00000002 00000003 ${block} 99`)) as RtpPacket;
    const offset = findHeaderExtension(packet, id, length);
    return offset < 0 ? undefined : hexOf(packet.bytes.subarray(offset, offset + length));
  }

  it('is found in both forms, behind padding and other elements', () => {
    expect(find('bede0003 10aa 21bbbb 0000 33cccccccc', 3, 4)).toBe('cccccccc');
    expect(find('10000002 0101aa 00 0202bbbb', 2, 2)).toBe('bbbb');
    expect(find('100f0002 0101aa 00 0202bbbb', 1, 1)).toBe('aa');
  });

  it('is not found where the id is another, the length is another, or the block is none of RFC 8285', () => {
    expect(find('bede0001 10aa0000', 2, 1)).toBeUndefined();
    expect(find('bede0001 10aa0000', 1, 2)).toBeUndefined();
    expect(find('abcd0001 10aa0000', 1, 1)).toBeUndefined();
    expect(find('bede0000', 1, 1)).toBeUndefined();
  });

  it('B08: is not found behind id 15, nor where it reaches past the block', () => {
    expect(find('bede0001 f0aa20bb', 2, 1)).toBeUndefined();
    expect(find('bede0001 13aaaaaa', 1, 4)).toBeUndefined();
    expect(find('10000001 00000104', 1, 4)).toBeUndefined();
  });
});
