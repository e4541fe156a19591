import { describe, expect, it } from 'vitest';
import { Reject } from '../../../src/errors.js';
import { parseIdentificationHeader } from '../../../src/payloaders/vorbis/identification-header.js';
import { hex } from '../../hex.js';
import { identificationHeader } from './synthetic-headers.js';

// From an Ogg file of GStreamer 1.22.0: audiotestsrc ! audio/x-raw,rate=44100,channels=2 ! vorbisenc ! oggmux
const CAPTURED = '01766f72626973 00000000 02 44ac0000 00000000 80b50100 00000000 b8 01';

function reason(packet: Uint8Array): string | undefined {
  const header = parseIdentificationHeader(packet);
  return header instanceof Reject ? header.reason : undefined;
}

function changed(offset: number, octet: number): Uint8Array {
  const packet = hex(CAPTURED);
  packet[offset] = octet;
  return packet;
}

describe('Vorbis I §4.2.2 identification header', () => {
  it('reads what libvorbis writes', () => {
    expect(parseIdentificationHeader(hex(CAPTURED))).toEqual({
      channels: 2,
      sampleRate: 44_100,
      blockSizes: [256, 2048],
    });
  });

  it('reads rates of 32 bits and 255 channels', () => {
    expect(parseIdentificationHeader(identificationHeader(0xffff_fff0, 255, [6, 13]))).toEqual({
      channels: 255,
      sampleRate: 0xffff_fff0,
      blockSizes: [64, 8192],
    });
  });

  it('B66: refuses no channels, no rate, bad block sizes, a missing framing bit', () => {
    expect(reason(changed(11, 0))).toBe('no-channels');
    expect(reason(identificationHeader(0, 2, [8, 11]))).toBe('sample-rate-of-zero');
    for (const octet of [0xb5, 0xe8, 0x8b]) expect(reason(changed(28, octet))).toBe('bad-block-sizes');
    expect(reason(changed(29, 0))).toBe('framing-bit-missing');
  });

  it('B66: refuses another type, another word, another version and every shorter header', () => {
    expect(reason(changed(0, 3))).toBe('not-an-identification-header');
    expect(reason(changed(6, 0x78))).toBe('not-an-identification-header');
    expect(reason(changed(7, 1))).toBe('version-not-0');
    for (let length = 0; length < 30; length++) expect(reason(hex(CAPTURED).subarray(0, length))).toBeDefined();
  });
});
