import { describe, expect, it } from 'vitest';
import { formatIpAddress, parseIpAddress } from '../../src/formats/ip-address.js';
import { hex } from '../hex.js';

describe('RFC 5952 text of IP addresses', () => {
  it.each([
    ['127.0.0.1', '7f000001'],
    ['255.255.255.255', 'ffffffff'],
    ['::', '00000000000000000000000000000000'],
    ['::1', '00000000000000000000000000000001'],
    ['2001:db8::1', '20010db8000000000000000000000001'],
    ['2001:db8:0:1:1:1:1:1', '20010db8000000010001000100010001'],
    // RFC 5952 §4.2.3: the longest run, and of two alike the first.
    ['2001:0:0:1::1', '20010000000000010000000000000001'],
    ['2001:db8::1:0:0:1', '20010db8000000000001000000000001'],
    ['fe80::', 'fe800000000000000000000000000000'],
  ])('reads and writes %s', (text, octets) => {
    expect(parseIpAddress(text)).toEqual(hex(octets));
    expect(formatIpAddress(hex(octets))).toBe(text);
  });

  it('reads other spellings, and leaves a zone out', () => {
    expect(parseIpAddress('0:0::0:FFFF:1.2.3.4')).toEqual(hex('00000000000000000000ffff01020304'));
    expect(parseIpAddress('fe80::1%eth0')).toEqual(hex('fe800000000000000000000000000001'));
  });

  it.each([
    '',
    'localhost',
    '1.2.3',
    '1.2.3.256',
    '1.2.3.4.5',
    ':',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7::8',
    '::12345',
    '::1.2.3',
  ])('refuses %j', (text) => expect(parseIpAddress(text)).toBeUndefined());
});
