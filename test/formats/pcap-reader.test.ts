import { describe, expect, it } from 'vitest';
import { concatenate } from '../../src/bytes/octets.js';
import type { CapturedDatagram } from '../../src/formats/captured-datagram.js';
import { pcapFileHeader, pcapRecord } from '../../src/formats/pcap.js';
import { PcapReader } from '../../src/formats/pcap-reader.js';
import { hex } from '../hex.js';

const DATAGRAM: CapturedDatagram = {
  unixMs: 1_790_000_000_123.456,
  sourceHost: '10.0.0.1',
  sourcePort: 40_000,
  destinationHost: '10.0.0.2',
  destinationPort: 5004,
  payload: hex('80600001 00000002 00000003 aa'),
};
const OVER_IPV6 = { ...DATAGRAM, sourceHost: 'fe80::1', destinationHost: '2001:db8::2' };

// IPv4, UDP from 10.0.0.1:40000 to 10.0.0.2:5004, "abc"; by hand, as all frames below.
const IP = '4500001f 00004000 40110000 0a000001 0a000002 9c40138c 000b0000 616263';

function read(bytes: Uint8Array, chunkLength = bytes.length): { reader: PcapReader; datagrams: CapturedDatagram[] } {
  const reader = new PcapReader();
  const datagrams: CapturedDatagram[] = [];
  for (let at = 0; at < bytes.length; at += chunkLength)
    datagrams.push(...reader.push(bytes.slice(at, at + chunkLength)));
  return { reader, datagrams };
}

/** A little-endian file with one frame of a link type. */
function littleEndianFile(linkType: number, frame: string, magic = 'd4c3b2a1'): Uint8Array {
  const octets = hex(frame);
  const length = octets.length.toString(16).padStart(2, '0');
  const type = (linkType & 0xff).toString(16).padStart(2, '0') + (linkType >> 8).toString(16).padStart(2, '0');
  return concatenate([
    hex(`${magic} 0200 0400 00000000 00000000 00000400 ${type}0000`),
    hex(`0a000000 01000000 ${length}000000 ${length}000000`),
    octets,
  ]);
}

describe('draft-ietf-opsawg-pcap reading', () => {
  it('reads back what the writer writes, IPv4 and IPv6, in chunks of any size', () => {
    const file = concatenate([pcapFileHeader(), pcapRecord(DATAGRAM), pcapRecord(OVER_IPV6), pcapRecord(DATAGRAM)]);
    for (const chunkLength of [1, 7, 64, file.length]) {
      const { reader, datagrams } = read(file, chunkLength);
      expect(datagrams).toEqual([DATAGRAM, OVER_IPV6, DATAGRAM]);
      expect(reader).toMatchObject({ reject: undefined, incomplete: false });
    }
  });

  it.each<[string, number, string]>([
    ['Ethernet', 1, `000000000000 000000000000 0800 ${IP}`],
    ['Ethernet with two VLAN tags', 1, `000000000000 000000000000 88a80001 81000002 0800 ${IP}`],
    ['Ethernet with padding', 1, `000000000000 000000000000 0800 ${IP} 0000000000`],
    ['BSD loopback', 0, `02000000 ${IP}`],
    ['raw IP', 101, IP],
    ['raw IPv4', 228, IP],
    ['Linux cooked', 113, `0000 0304 0006 0000000000000000 0800 ${IP}`],
    ['Linux cooked 2', 276, `0800 0000 00000001 0304 00 06 0000000000000000 ${IP}`],
  ])('finds the datagram in %s', (_, linkType, frame) => {
    const { datagrams, reader } = read(littleEndianFile(linkType, frame));
    expect(reader.reject).toBeUndefined();
    expect(datagrams).toEqual([{ ...DATAGRAM, unixMs: 10_000.001, payload: hex('616263') }]);
  });

  it('reads nanoseconds', () => {
    const [datagram] = read(littleEndianFile(101, IP, '4d3cb2a1')).datagrams;
    expect(datagram!.unixMs).toBe(10_000 + 1e-6);
  });

  it('walks over the extension headers of IPv6', () => {
    const addresses = '0000000000000000 0000000000000001 0000000000000000 0000000000000002';
    const { datagrams } = read(
      littleEndianFile(
        229,
        `60000000 0013 00 40 ${addresses} 3c00000000000000 1100000000000000 9c40138c 000b0000 616263`,
      ),
    );
    expect(datagrams).toMatchObject([{ sourceHost: '::1', destinationHost: '::2', payload: hex('616263') }]);
  });

  it.each<[string, number, string]>([
    ['not-ip', 1, '000000000000 000000000000 0806 0001'],
    ['not-ip', 1, '000000'],
    ['not-ip', 101, ''],
    ['not-ip', 101, '50000000'],
    ['not-udp', 101, IP.replace('4011', '4006')],
    ['fragment', 101, IP.replace('4000 4011', '2000 4011').replace('00004000', '00002000')],
    ['fragment', 101, IP.replace('00004000', '00000001')],
    ['truncated', 101, IP.slice(0, -2)],
    ['truncated', 101, '45000014'],
    ['header-length', 101, IP.replace('45', '44')],
    ['udp-length', 101, IP.replace('000b0000', '00070000')],
  ])('counts a frame that holds no whole datagram as %s', (reason, linkType, frame) => {
    const { reader, datagrams } = read(littleEndianFile(linkType, frame));
    expect(datagrams).toEqual([]);
    expect([...reader.skipped]).toEqual([[reason, 1]]);
  });

  it.each([
    ['magic-number', new Uint8Array(24)],
    ['pcapng', hex('0a0d0d0a 1c000000 4d3c2b1a 01000000 ffffffff ffffffff')],
    ['link-type', littleEndianFile(147, IP)],
    ['record-length', concatenate([littleEndianFile(101, IP), hex('00000000 00000000 ffffffff ffffffff')])],
  ])('says %s when it cannot go on, and takes no more', (reason, file) => {
    const { reader } = read(file);
    expect(reader.reject?.reason).toBe(reason);
    expect(reader.push(pcapFileHeader())).toEqual([]);
  });

  it('knows that a file was cut off', () => {
    const file = littleEndianFile(101, IP);
    expect(read(file.subarray(0, -1)).reader.incomplete).toBe(true);
  });

  it('is not led into depth by 60 000 VLAN tags', () => {
    const frame = new Uint8Array(0x3_ffff);
    for (let at = 12; at + 1 < frame.length; at += 4) frame[at] = 0x81;
    const header = hex('00000000 00000000 0003ffff 0003ffff');
    const { reader } = read(concatenate([pcapFileHeader(), header, frame]));
    expect([...reader.skipped]).toEqual([['not-ip', 1]]);
  });
});
