import { describe, expect, it } from 'vitest';
import { concatenate } from '../../src/bytes/octets.js';
import { ebmlElement, ebmlLongLength } from '../../src/formats/ebml.js';
import { MatroskaWriter, type FileWrite, type MatroskaTrack } from '../../src/formats/index.js';
import { hex, hexOf } from '../hex.js';

const VIDEO: MatroskaTrack = { kind: 'video', number: 1, codecPrivate: hex('01 42'), width: 320, height: 240 };
const AUDIO: MatroskaTrack = { kind: 'audio', number: 2, codecPrivate: hex('02'), sampleRate: 44_100, channels: 2 };

/** The file that the writes make. */
function fileOf(writes: readonly FileWrite[]): Uint8Array {
  const length = Math.max(...writes.map(({ position, bytes }) => position + bytes.length));
  const file = new Uint8Array(length);
  for (const { position, bytes } of writes) file.set(bytes, position);
  return file;
}

describe('RFC 8794 §4.3 lengths of elements', () => {
  it.each([
    [0, '80'],
    [126, 'fe'],
    [127, '407f'],
    [16_382, '7ffe'],
    [16_383, '203fff'],
  ])('%i octets', (length, expected) => {
    expect(hexOf(ebmlElement(0xec, new Uint8Array(length))).slice(2, 2 + expected.length)).toBe(expected);
  });

  it('keeps eight octets for one that is filled in later', () => {
    expect(ebmlLongLength(0x0102_0304_05)).toEqual(hex('01 00 00 01 02 03 04 05'));
  });

  it('takes as few octets as a number needs', () => {
    expect(ebmlElement(0xe7, 0)).toEqual(hex('e7 81 00'));
    expect(ebmlElement(0x4286, 256)).toEqual(hex('42 86 82 01 00'));
    expect(ebmlElement(0x4d80, 'é')).toEqual(hex('4d 80 82 c3 a9'));
  });
});

describe('RFC 9559: a Matroska file while it is recorded', () => {
  it('puts a frame into a block with its track, time and key flag', () => {
    const writer = new MatroskaWriter();
    writer.addTrack(VIDEO);
    writer.push(1, { bytes: hex('aa'), timeMs: 1000.4, keyFrame: true });
    const [block] = writer.push(1, { bytes: hex('bb cc'), timeMs: 1033.3, keyFrame: false });
    expect(block!.bytes).toEqual(hex('a3 86 81 0021 00 bb cc'));
  });

  it('may put a frame before the one that began the cluster', () => {
    const writer = new MatroskaWriter();
    writer.addTrack(VIDEO, true);
    writer.addTrack(AUDIO);
    writer.push(1, { bytes: hex('aa'), timeMs: 1000, keyFrame: true });
    const [block] = writer.push(2, { bytes: hex('bb'), timeMs: 990, keyFrame: true });
    expect(block!.bytes).toEqual(hex('a3 85 82 fff6 80 bb'));
  });

  it('writes the header of a track that comes late over that of the others, and nothing else', () => {
    const writer = new MatroskaWriter();
    const writes = [...writer.addTrack(VIDEO, true)!];
    writes.push(...writer.push(1, { bytes: hex('aa'), timeMs: 0, keyFrame: true }));
    const late = writer.addTrack(AUDIO)!;
    expect(late).toHaveLength(1);
    expect(late[0]!.position).toBe(0);
    expect(late[0]!.bytes.length).toBe(writes[0]!.bytes.length);
  });

  it('has no room for a track that was not expected, or that is too large', () => {
    const alone = new MatroskaWriter();
    alone.addTrack(AUDIO);
    expect(alone.addTrack({ ...VIDEO, codecPrivate: new Uint8Array(300) })).toBeUndefined();
    const both = new MatroskaWriter();
    both.addTrack(VIDEO, true);
    expect(both.addTrack({ ...AUDIO, codecPrivate: new Uint8Array(100_000) })).toBeUndefined();
    expect(both.addTrack({ ...AUDIO, codecPrivate: new Uint8Array(65_535) })).toBeDefined();
  });

  it('begins a cluster with each key frame of the picture, and before times run out of their 16 bits', () => {
    const writer = new MatroskaWriter();
    writer.addTrack(VIDEO, true);
    writer.addTrack(AUDIO);
    const clusters = (track: number, timeMs: number, keyFrame: boolean): number =>
      writer
        .push(track, { bytes: hex('aa'), timeMs, keyFrame })
        .filter(({ bytes }) => hexOf(bytes).startsWith('1f43b675')).length;
    expect([0, 33, 66].map((timeMs) => clusters(1, timeMs, timeMs !== 33))).toEqual([1, 0, 1]);
    expect([100, 5066, 5067].map((timeMs) => clusters(2, timeMs, true))).toEqual([0, 0, 1]);
    expect(clusters(2, 0, true)).toBe(0);
    expect(clusters(2, 3_600_000, true)).toBe(1);
    expect(clusters(2, 0, true)).toBe(1);
  });

  it('knows all lengths at the end', () => {
    const writer = new MatroskaWriter();
    const writes = [...writer.addTrack(AUDIO)!];
    for (const timeMs of [0, 20, 6000]) writes.push(...writer.push(2, { bytes: hex('aa'), timeMs, keyFrame: true }));
    const open = hexOf(fileOf(writes));
    const ended = hexOf(fileOf([...writes, ...writer.end()]));
    expect(open.match(/01ffffffffffffff/g)).toHaveLength(2); // the segment and the last cluster
    expect(ended).not.toContain('01ffffffffffffff');
    expect(ended).toContain(hexOf(concatenate([hex('4489 88'), hex('40b7700000000000')]))); // 6000.0
  });

  it('is as long as its latest frame is late, which need not be the last one (B-frames)', () => {
    const writer = new MatroskaWriter();
    writer.addTrack(VIDEO);
    for (const timeMs of [0, 100, 66]) writer.push(1, { bytes: hex('aa'), timeMs, keyFrame: timeMs === 0 });
    expect(hexOf(fileOf(writer.end()))).toContain(hexOf(hex('4489 88 4059000000000000'))); // 100.0
  });

  it('is nothing when there was no track', () => {
    expect(new MatroskaWriter().end()).toEqual([]);
  });
});
