import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../../src/bytes/base64.js';
import { concatenate } from '../../../src/bytes/octets.js';
import { announcedClockRate } from '../../../src/payloaders/vorbis/announced-clock-rate.js';
import { writePackedHeaders } from '../../../src/payloaders/vorbis/packed-headers.js';
import { hex } from '../../hex.js';
import { FFMPEG, GSTREAMER_FRAGMENTS } from './captured-configurations.js';
import { view } from './relay.js';
import { syntheticHeaders } from './synthetic-headers.js';

/** Written by hand from Vorbis I §4.2.2: 48 000 Hz, two channels, blocks of 256 and 2048 samples. */
const IDENTIFICATION = '01766f72626973 00000000 02 80bb0000 00000000 00000000 00000000 b8 01';
/** Three headers, the lengths 30 and 16 of the first two (RFC 5215 §3.1.1). */
const LENGTHS = '02 1e 10';

function told(text: string): number | undefined {
  return announcedClockRate(view(hex(text), 0, 0));
}

describe('RFC 5215 §3.1.1 the clock rate that a payload announces', () => {
  it('is the sample rate of a configuration that is whole', () => {
    const packed = writePackedHeaders(syntheticHeaders({ sampleRate: 44_100 }));
    expect(announcedClockRate(view(concatenate([hex('aabbcc 11 0000'), packed]), 0, 0))).toBe(44_100);
    expect(
      announcedClockRate(view(concatenate([hex('fecdba 10 0000'), decodeBase64(FFMPEG)!.subarray(9)]), 0, 0)),
    ).toBe(8000);
  });

  it('is told by the first fragment alone, of which the identification header is enough', () => {
    expect(told(`aabbcc 50 0021 ${LENGTHS} ${IDENTIFICATION}`)).toBe(48_000);
    const [first, second] = GSTREAMER_FRAGMENTS.map((text) => view(decodeBase64(text)!, 0, 0));
    expect(announcedClockRate(first!)).toBe(8000);
    expect(announcedClockRate(second!)).toBeUndefined();
  });

  it.each([
    ['audio', '01'],
    ['a comment', '21'],
    ['the reserved data type', '31'],
    ['a continuation', '90'],
    ['an end', 'd0'],
  ])('is not told by %s, whatever is in it', (_, octet) => {
    expect(told(`aabbcc ${octet} 0021 ${LENGTHS} ${IDENTIFICATION}`)).toBeUndefined();
  });

  it('is not told by a header of which any octet is missing', () => {
    const whole = hex(`aabbcc 50 0021 ${LENGTHS} ${IDENTIFICATION}`);
    for (let length = 0; length < whole.length; length++) {
      expect(announcedClockRate(view(whole.subarray(0, length), 0, 0))).toBeUndefined();
    }
  });

  it('is looked for between payload offset and payload end, not in what lies beyond', () => {
    const bytes = hex(`aabbcc 50 0021 ${LENGTHS} ${IDENTIFICATION}`);
    const shifted = concatenate([hex('0000'), bytes, hex('ff')]);
    const payload = { ...view(shifted, 0, 0), payloadOffset: 2, payloadEnd: 2 + bytes.length };
    expect(announcedClockRate(payload)).toBe(48_000);
    expect(announcedClockRate({ ...payload, payloadEnd: payload.payloadEnd - 1 })).toBeUndefined();
  });

  it.each([
    ['lengths that do not end', `80808080 ${IDENTIFICATION}`],
    ['two headers', `01 1e 10 ${IDENTIFICATION}`],
    ['a header of 29 octets', `02 1d 10 ${IDENTIFICATION}`],
    ['a comment header first', `${LENGTHS} ${IDENTIFICATION.replace('01', '03')}`],
    ['a sample rate of 0', `${LENGTHS} ${IDENTIFICATION.replace('80bb0000', '00000000')}`],
    ['no framing bit', `${LENGTHS} ${IDENTIFICATION.replace('b8 01', 'b8 00')}`],
  ])('is not told by %s', (_, packed) => {
    expect(told(`aabbcc 10 0021 ${packed}`)).toBeUndefined();
  });
});
