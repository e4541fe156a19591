import { describe, expect, it } from 'vitest';
import { PayloadGuess } from '../../src/lab/payload-guess.js';
import { hex } from '../hex.js';

/** What is taken for the codec of a stream with these payloads. */
function codecOf(...payloads: readonly string[]): 'H264' | 'VORBIS' | undefined {
  const guess = new PayloadGuess();
  for (const bytes of payloads.map(hex)) {
    guess.look({ bytes, payloadOffset: 0, payloadEnd: bytes.length, sequenceNumber: 0, timestamp: 0, marker: true });
  }
  return guess.codec;
}

const SLICE = '41 9a 84';
const DAMAGED = '00 00 00';

describe('RFC 6184 §5.2, RFC 5215 §2.2: the codec of payloads', () => {
  it.each([
    ['a packet of Vorbis behind its length', '010203 01 0002 aaaa', 'VORBIS'],
    ['two of them', '010203 02 0001 aa 0001 bb', 'VORBIS'],
    ['a fragment, which announces none', '010203 40 0002 aaaa', 'VORBIS'],
    ['a fragment that announces one', '010203 41 0002 aaaa', 'H264'],
    ['no fragment, and none announced', '010203 00 0002 aaaa', 'H264'],
    ['a type of data that there is not', '010203 31 0002 aaaa', 'H264'],
    ['a length beyond the end', '010203 01 0003 aaaa', 'H264'],
    ['a slice', SLICE, 'H264'],
    ['an aggregate', '18 0001 67 0002 68ce', 'H264'],
    ['an aggregate with octets left over', '18 0001 67 00', undefined],
    ['the first fragment of a slice', '7c 85 88', 'H264'],
    ['a fragment that is first and last', '7c c5 88', undefined],
    ['the forbidden bit', 'c1 9a 84', undefined],
  ])('%s', (_, payload, codec) => {
    expect(codecOf(payload)).toBe(codec);
  });

  it('is what nearly all of them look like: one of twenty may be damaged, not two', () => {
    const slices = Array.from({ length: 19 }, () => SLICE);
    expect(codecOf(...slices, DAMAGED)).toBe('H264');
    expect(codecOf(...slices.slice(1), DAMAGED, DAMAGED)).toBeUndefined();
  });

  it('is unknown while there is nothing in them', () => {
    expect(codecOf()).toBeUndefined();
    expect(codecOf('')).toBeUndefined();
  });
});
