import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/compound-packet.js';
import type { TemporaryMaximumMediaBitRateNotification } from '../../../src/rtcp/feedback/temporary-maximum-media-bit-rate-notification.js';
import type { TemporaryMaximumMediaBitRateRequest } from '../../../src/rtcp/feedback/temporary-maximum-media-bit-rate-request.js';
import { hex } from '../../hex.js';
import { acceptReduced, refuse } from '../accept.js';

const reducedSize = true;
const REQUEST: TemporaryMaximumMediaBitRateRequest = {
  type: 'temporary-maximum-media-bit-rate-request',
  ssrc: 1,
  mediaSsrc: 0,
  entries: [
    { ssrc: 2, bitRate: 120_000, overhead: 40 },
    { ssrc: 3, bitRate: 35_000_000, overhead: 511 },
  ],
};
// By hand: 120 000 = 120 000 · 2⁰; 35 000 000 = 68 359 · 2⁹ + 192, which is cut off.
const ENTRIES = `00000002 ${((120_000 << 9) | 40).toString(16).padStart(8, '0')}
  00000003 ${(9 * 2 ** 26 + 68_359 * 2 ** 9 + 511).toString(16)}`;
const READ = [REQUEST.entries[0], { ssrc: 3, bitRate: 68_359 * 512, overhead: 511 }];

describe('RFC 5104 §4.2.1 temporary maximum media stream bit rate request', () => {
  it('writes several entries, rounding a limit down, and reads them', () => {
    expect(ENTRIES.replaceAll(/\s+/g, ' ')).toBe('00000002 03a98028 00000003 26160fff');
    const octets = `83cd0006 00000001 00000000 ${ENTRIES}`;
    expect(serializeCompoundPacket([REQUEST], { reducedSize })).toEqual(hex(octets));
    expect(acceptReduced(octets)).toEqual([{ ...REQUEST, entries: READ }]);
  });

  it('reads the largest rate that can be said, and writes it again', () => {
    const octets = '83cd0004 00000001 00000000 00000002 ffffffff';
    const packets = acceptReduced(octets);
    expect(packets).toMatchObject([{ entries: [{ ssrc: 2, bitRate: 131_071 * 2 ** 63, overhead: 511 }] }]);
    expect(serializeCompoundPacket(packets, { reducedSize })).toEqual(hex(octets));
  });

  it('reads a mantissa that is not the largest, and a rate of 0', () => {
    expect(acceptReduced('83cd0004 00000001 00000000 00000002 04000200')).toMatchObject([
      { entries: [{ bitRate: 2, overhead: 0 }] },
    ]);
    expect(acceptReduced('83cd0004 00000001 00000000 00000002 fc000000')).toMatchObject([
      { entries: [{ bitRate: 0 }] },
    ]);
  });

  it('cuts off parts of a bit', () => {
    const entries = [{ ssrc: 2, bitRate: 1000.75, overhead: 0 }];
    expect(acceptReduced('83cd0004 00000001 00000000 00000002 0007d000')).toMatchObject([
      { entries: [{ bitRate: 1000 }] },
    ]);
    expect(serializeCompoundPacket([{ ...REQUEST, entries }], { reducedSize })).toEqual(
      hex('83cd0004 00000001 00000000 00000002 0007d000'),
    );
  });

  it('B26: refuses one without entries and one with half an entry', () => {
    expect(refuse('83cd0002 00000001 00000000', { reducedSize })).toBe(
      'feedback-without-entries at 12 (RFC 5104 §4.2.1.1)',
    );
    expect(refuse('83cd0003 00000001 00000000 00000002', { reducedSize })).toBe(
      'feedback-entry-cut-short at 16 (RFC 5104 §4.2.1.1)',
    );
  });

  it.each<[string, Partial<TemporaryMaximumMediaBitRateRequest>]>([
    ['entries.length is 0', { entries: [] }],
    ['overhead is 512', { entries: [{ ssrc: 1, bitRate: 1, overhead: 512 }] }],
    ['bitRate is -1', { entries: [{ ssrc: 1, bitRate: -1, overhead: 0 }] }],
    ['bitRate is NaN', { entries: [{ ssrc: 1, bitRate: Number.NaN, overhead: 0 }] }],
    ['bitRate is Infinity', { entries: [{ ssrc: 1, bitRate: Number.POSITIVE_INFINITY, overhead: 0 }] }],
    ['bitRate is 1.2089', { entries: [{ ssrc: 1, bitRate: 131_072 * 2 ** 63, overhead: 0 }] }],
  ])('throws a RangeError: %s', (message, wrong) => {
    expect(() => serializeCompoundPacket([{ ...REQUEST, ...wrong }], { reducedSize })).toThrow(RangeError);
    expect(() => serializeCompoundPacket([{ ...REQUEST, ...wrong }], { reducedSize })).toThrow(message);
  });
});

describe('RFC 5104 §4.2.2 temporary maximum media stream bit rate notification', () => {
  const NOTIFICATION: TemporaryMaximumMediaBitRateNotification = {
    ...REQUEST,
    type: 'temporary-maximum-media-bit-rate-notification',
  };

  it('writes and reads several entries', () => {
    const octets = `84cd0006 00000001 00000000 ${ENTRIES}`;
    expect(serializeCompoundPacket([NOTIFICATION], { reducedSize })).toEqual(hex(octets));
    expect(acceptReduced(octets)).toEqual([{ ...NOTIFICATION, entries: READ }]);
  });

  it('may have no entry: no limit holds', () => {
    const none = { ...NOTIFICATION, entries: [] };
    expect(acceptReduced('84cd0002 00000001 00000000')).toEqual([none]);
    expect(serializeCompoundPacket([none], { reducedSize })).toEqual(hex('84cd0002 00000001 00000000'));
  });

  it('B26: refuses half an entry', () => {
    expect(refuse('84cd0003 00000001 00000000 00000002', { reducedSize })).toBe(
      'feedback-entry-cut-short at 16 (RFC 5104 §4.2.2.1)',
    );
  });
});
