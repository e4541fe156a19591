import { describe, expect, it } from 'vitest';
import { concatenate } from '../../src/bytes/octets.js';
import { CaptureReader } from '../../src/formats/capture-reader.js';
import { rtpdumpFileHeader, rtpdumpRecord } from '../../src/formats/rtpdump.js';
import { RtpdumpReader } from '../../src/formats/rtpdump-reader.js';
import { hex } from '../hex.js';

const ORIGIN = {
  startUnixMs: 1_790_000_000_123.456,
  sourceHost: '10.0.0.1',
  sourcePort: 40_000,
  destinationHost: '10.0.0.2',
  destinationPort: 5004,
};
const RTP = hex('80600001 00000002 00000003 aa');
const RTCP = hex('80c90001 00000003');
const LINE = Uint8Array.from('#!rtpplay1.0 10.0.0.2/5004\n', (letter) => letter.charCodeAt(0));
// By hand: 1790000000 = 0x6ab13b80 seconds, 123456 = 0x1e240 microseconds.
const FILE = concatenate([
  LINE,
  hex('6ab13b80 0001e240 0a000001 9c40 0000'),
  hex('0015 000d 00000000'),
  RTP,
  hex('0010 0000 000003e8'),
  RTCP,
]);

describe('rtpdump files', () => {
  it('are written as rtptools have them: a plain line, the start, and RTCP with a packet length of 0', () => {
    const parts = [rtpdumpFileHeader(ORIGIN), rtpdumpRecord(0, RTP), rtpdumpRecord(1000.2, RTCP)];
    expect(concatenate(parts)).toEqual(FILE);
  });

  it.each([1, 5, 1000])('are read in chunks of %i octets, each packet with its ends and its time', (chunkLength) => {
    const reader = new CaptureReader();
    const read = [];
    for (let at = 0; at < FILE.length; at += chunkLength) read.push(...reader.push(FILE.slice(at, at + chunkLength)));
    const { startUnixMs, ...ends } = ORIGIN;
    expect(read).toEqual([
      { ...ends, unixMs: startUnixMs, payload: RTP },
      { ...ends, unixMs: startUnixMs + 1000, payload: RTCP },
    ]);
    expect(reader).toMatchObject({ reject: undefined, incomplete: false });
  });

  it('skips packets of which only the header was recorded', () => {
    const reader = new RtpdumpReader();
    expect(
      reader.push(concatenate([rtpdumpFileHeader(ORIGIN), hex('0014 0400 00000000 80600001 00000002 00000003')])),
    ).toEqual([]);
    expect([...reader.skipped]).toEqual([['truncated', 1]]);
  });

  it.each([
    ['first-line', Uint8Array.from('#!rtpplay2.0 1.2.3.4/5\n', (letter) => letter.charCodeAt(0))],
    ['first-line', new Uint8Array(200).fill(0x23)],
    ['record-length', concatenate([rtpdumpFileHeader(ORIGIN), hex('0007 0000 00000000')])],
  ])('that are none are refused: %s', (reason, file) => {
    const reader = new RtpdumpReader();
    expect(reader.push(file)).toEqual([]);
    expect(reader.reject?.reason).toBe(reason);
    expect(reader.push(FILE)).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ['sourceHost is "::1"', () => rtpdumpFileHeader({ ...ORIGIN, sourceHost: '::1' })],
    ['destinationPort is 70000', () => rtpdumpFileHeader({ ...ORIGIN, destinationPort: 70_000 })],
    ['startUnixMs is NaN', () => rtpdumpFileHeader({ ...ORIGIN, startUnixMs: Number.NaN })],
    ['offsetMs is -1', () => rtpdumpRecord(-1, RTP)],
    ['packet.length is 65528', () => rtpdumpRecord(0, new Uint8Array(65_528))],
  ])('throw a RangeError: %s', (message, write) => {
    expect(write).toThrow(RangeError);
    expect(write).toThrow(message);
  });
});
