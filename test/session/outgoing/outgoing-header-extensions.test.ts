import { describe, expect, it } from 'vitest';
import { NTP_64_URI } from '../../../src/rtp/ntp-64.js';
import { TRANSPORT_WIDE_SEQUENCE_NUMBER_URI } from '../../../src/rtp/transport-wide-sequence-number.js';
import { headerExtensionIds, type NamedHeaderExtension } from '../../../src/session/header-extension-ids.js';
import { OutgoingHeaderExtensions } from '../../../src/session/outgoing/outgoing-header-extensions.js';
import { hexOf } from '../../hex.js';

const NTP_64 = { id: 5, uri: NTP_64_URI };
const TRANSPORT_WIDE = { id: 3, uri: TRANSPORT_WIDE_SEQUENCE_NUMBER_URI };

/** The blocks of packets with these timestamps. */
function blocks(named: readonly NamedHeaderExtension[], ...timestamps: number[]): string[] {
  const ntpAt = (ticks: number): { seconds: number; fraction: number } => ({ seconds: ticks, fraction: 0x8000_0000 });
  const extensions = new OutgoingHeaderExtensions(headerExtensionIds(named), ntpAt);
  return timestamps.map((timestamp) => {
    const bytes = new Uint8Array(extensions.measure(timestamp)).fill(0xff);
    extensions.write(bytes, 0, timestamp);
    expect(bytes.length).toBeLessThanOrEqual(extensions.maxLength);
    return hexOf(bytes);
  });
}

describe('RFC 8285 §4.2 the header extensions of outgoing packets', () => {
  it('leave room for the transport-wide number in all, and tell the wall clock in the first of each timestamp', () => {
    expect(blocks([NTP_64, TRANSPORT_WIDE], 1, 1, 2, 1)).toEqual([
      'bede0003310000570000000180000000',
      'bede000131000000',
      'bede0003310000570000000280000000',
      'bede0003310000570000000180000000',
    ]);
  });

  it('are as many as are named', () => {
    expect(blocks([NTP_64], 1, 1)).toEqual(['bede0003570000000180000000000000', '']);
    expect(blocks([TRANSPORT_WIDE], 1, 1)).toEqual(['bede000131000000', 'bede000131000000']);
    expect(blocks([{ id: 1, uri: 'urn:x' }], 1)).toEqual(['']);
    expect(blocks([], 1)).toEqual(['']);
  });

  it('are not written with ids that need the two-byte form', () => {
    expect(
      blocks(
        [
          { ...NTP_64, id: 15 },
          { ...TRANSPORT_WIDE, id: 14 },
        ],
        1,
      ),
    ).toEqual(['bede0001e1000000']);
    expect(blocks([{ ...TRANSPORT_WIDE, id: 4096 }], 1)).toEqual(['']);
  });
});

describe('RFC 8285 §5 what ids stand for', () => {
  it('is known of two, the first where one is named twice', () => {
    expect(headerExtensionIds([NTP_64, TRANSPORT_WIDE, { ...NTP_64, id: 6 }])).toEqual({
      ntp64: 5,
      transportWideSequenceNumber: 3,
    });
  });

  it('throws where an id is out of range, or a URI no text', () => {
    expect(() => headerExtensionIds([{ ...NTP_64, id: 0 }])).toThrow('headerExtensions.id is 0');
    expect(() => headerExtensionIds([{ ...NTP_64, id: 4352 }])).toThrow(RangeError);
    expect(() => headerExtensionIds([{ id: 1, uri: 5 as unknown as string }])).toThrow(TypeError);
  });
});
