import { describe, expect, it } from 'vitest';
import { Reject } from '../../src/errors.js';
import { oggCrc } from '../../src/formats/ogg-crc.js';
import { type OggPage, parseOggPage, writeOggPage } from '../../src/formats/ogg-page.js';
import { hex } from '../hex.js';

// First page of an Ogg file of GStreamer 1.22.0: audiotestsrc ! audio/x-raw,rate=44100,channels=2 ! vorbisenc ! oggmux
const CAPTURED = hex(`4f676753 00 02 0000000000000000 c2f54e77 00000000 8ace95ad 01 1e
  01766f72626973 00000000 02 44ac0000 00000000 80b50100 00000000 b8 01`);

const page: OggPage = {
  continued: true,
  beginsStream: false,
  endsStream: true,
  granulePosition: 2 ** 40 + 7,
  serialNumber: 0xfedcba98,
  sequenceNumber: 0xffffffff,
  lacing: Uint8Array.of(255, 3, 0, 2),
  body: new Uint8Array(260).fill(9),
};

describe('RFC 3533 §6 page', () => {
  it('reads a page of GStreamer, checksum included', () => {
    expect(parseOggPage(CAPTURED)).toEqual({
      continued: false,
      beginsStream: true,
      endsStream: false,
      granulePosition: 0,
      serialNumber: 0x774ef5c2,
      sequenceNumber: 0,
      lacing: Uint8Array.of(30),
      body: CAPTURED.subarray(28),
    });
  });

  it('writes the octets of GStreamer back', () => {
    expect(writeOggPage(parseOggPage(CAPTURED) as OggPage)).toEqual(CAPTURED);
  });

  it('gives back every field, and the granule position -1 of a page on which no packet ends', () => {
    expect(parseOggPage(writeOggPage(page))).toEqual(page);
    const open = { ...page, granulePosition: -1 };
    expect(writeOggPage(open).subarray(6, 14)).toEqual(hex('ffffffffffffffff'));
    expect(parseOggPage(writeOggPage(open))).toEqual(open);
  });

  it('refuses a page in which any octet is wrong', () => {
    for (let offset = 0; offset < CAPTURED.length; offset++) {
      const damaged = CAPTURED.with(offset, CAPTURED[offset]! ^ 0x10);
      expect(parseOggPage(damaged)).toBeInstanceOf(Reject);
    }
  });

  it('refuses a page that is cut short', () => {
    for (let length = 0; length < CAPTURED.length; length++) {
      expect(parseOggPage(CAPTURED.subarray(0, length))).toBeInstanceOf(Reject);
    }
  });
});

describe('RFC 3533 §6 checksum', () => {
  it('is the remainder by 0x04c11db7 of the octets and 32 zeros, computed bit by bit', () => {
    const octets = hex('4f676753 00ff10 80');
    let remainder = 0n;
    for (const octet of [...octets, 0, 0, 0, 0]) {
      for (let bit = 7; bit >= 0; bit--) {
        remainder = (remainder << 1n) | BigInt((octet >> bit) & 1);
        if (remainder >> 32n) remainder ^= 0x104c11db7n;
      }
    }
    expect(oggCrc(octets, 0, octets.length)).toBe(Number(remainder));
  });
});
