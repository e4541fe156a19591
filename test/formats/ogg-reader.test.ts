import { describe, expect, it } from 'vitest';
import { concatenate } from '../../src/bytes/octets.js';
import { writeOggPage } from '../../src/formats/ogg-page.js';
import { OggReader } from '../../src/formats/ogg-reader.js';
import { OggWriter } from '../../src/formats/ogg-writer.js';
import { processorMs } from '../peers/processor-time.js';

function stream(serialNumber: number, count: number): Uint8Array[] {
  const writer = new OggWriter(serialNumber);
  const pages: Uint8Array[] = [];
  for (let index = 0; index < count; index++) {
    pages.push(...writer.push(new Uint8Array(50).fill(index), index), ...writer.flush());
  }
  return [...pages, ...writer.end()];
}

function firstOctets(reader: OggReader, pages: readonly Uint8Array[]): (number | undefined)[] {
  return reader.push(concatenate(pages)).map((packet) => packet.bytes[0]);
}

describe('RFC 3533 §3 finding pages again', () => {
  const pages = stream(1, 5);

  it('skips octets in front of and between pages', () => {
    const reader = new OggReader();
    const noise = new Uint8Array(1000).fill(0x4f);
    expect(firstOctets(reader, [noise, ...pages.slice(0, 2), noise, ...pages.slice(2)])).toEqual([0, 1, 2, 3, 4]);
    expect(reader.skippedOctets).toBe(2000);
  });

  it('drops a damaged page and says that packets are missing', () => {
    const damaged = pages.map((page, index) => (index === 2 ? page.with(60, 99) : page));
    const reader = new OggReader();
    const packets = reader.push(concatenate(damaged));
    expect(packets.map((packet) => [packet.bytes[0], packet.afterLoss])).toEqual([
      [0, false],
      [1, false],
      [3, true],
      [4, false],
    ]);
    expect(reader.damagedPages).toBe(1);
  });

  it('finds the next page inside the body of one that lost octets', () => {
    const short = [pages[0]!, pages[1]!.subarray(0, 60), ...pages.slice(2)];
    expect(firstOctets(new OggReader(), short)).toEqual([0, 2, 3, 4]);
  });

  it('takes linear time over headers that promise 64 KiB each', () => {
    const header = new Uint8Array(27 + 255).fill(255);
    header.set([0x4f, 0x67, 0x67, 0x53, 0, 0]);
    const hostile = new Uint8Array(1 << 20);
    for (let offset = 0; offset + header.length < hostile.length; offset += header.length) hostile.set(header, offset);
    expect(processorMs(() => expect(new OggReader().push(hostile)).toEqual([]))).toBeLessThan(10_000);
  });
});

describe('RFC 3533 §4 several streams', () => {
  it('keeps multiplexed streams apart and reads chained ones one after another', () => {
    const [a, b] = [stream(1, 3), stream(2, 3)];
    const mixed = a.flatMap((page, index) => [page, b[index]!]);
    const packets = new OggReader().push(concatenate([...mixed, ...stream(1, 2)]));
    expect(packets.map((packet) => packet.serialNumber)).toEqual([1, 2, 1, 2, 1, 2, 1, 1]);
    expect(packets.some((packet) => packet.afterLoss)).toBe(false);
  });

  it('follows a bounded number of streams', () => {
    const begun = Array.from({ length: 5000 }, (_, serialNumber) => stream(serialNumber, 1)[0]!);
    expect(new OggReader().push(concatenate(begun)).length).toBe(5000);
  });
});

describe('RFC 3533 §5 long packets', () => {
  it('drops a packet longer than the bound and goes on with the next', () => {
    const writer = new OggWriter(1);
    const pages = [...writer.push(new Uint8Array(300_000), 1), ...writer.push(new Uint8Array(9), 2), ...writer.end()];
    const packets = new OggReader({ maxPacketLength: 100_000 }).push(concatenate(pages));
    expect(packets).toMatchObject([{ bytes: new Uint8Array(9), afterLoss: true }]);
  });

  it('skips the rest of a packet whose beginning is missing', () => {
    const page = writeOggPage({
      continued: true,
      beginsStream: false,
      endsStream: false,
      granulePosition: 5,
      serialNumber: 1,
      sequenceNumber: 9,
      lacing: Uint8Array.of(4, 2),
      body: Uint8Array.of(1, 1, 1, 1, 2, 2),
    });
    expect(new OggReader().push(page)).toMatchObject([{ bytes: Uint8Array.of(2, 2), afterLoss: true }]);
  });

  it('throws a RangeError for options outside their range', () => {
    expect(() => new OggReader({ maxPacketLength: 0 })).toThrow(RangeError);
    expect(() => new OggWriter(-1)).toThrow(RangeError);
  });
});
