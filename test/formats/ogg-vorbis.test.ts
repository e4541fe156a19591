import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { concatenate } from '../../src/bytes/octets.js';
import { type OggPage, writeOggPage } from '../../src/formats/ogg-page.js';
import { OggPageReader } from '../../src/formats/ogg-page-reader.js';
import { OggReader } from '../../src/formats/ogg-reader.js';
import { type OggVorbisPacket, OggVorbisReader } from '../../src/formats/ogg-vorbis-reader.js';
import { OggVorbisWriter, type TimedVorbisPacket } from '../../src/formats/ogg-vorbis-writer.js';

// One packet per page, 10 s of stereo at 44 100 Hz, so that each granule position is the end of one packet.
const clip = new Uint8Array(readFileSync(new URL('../../assets/clip.ogg', import.meta.url)));
const clipPages = new OggPageReader().push(clip);

function audio(packets: readonly OggVorbisPacket[]): OggVorbisPacket[] {
  return packets.filter((packet) => packet.kind === 'audio');
}

/** What a comparison of hundreds of packets needs; comparing their configurations each time takes seconds. */
function summary(packets: readonly OggVorbisPacket[]): unknown[] {
  return packets.map((packet) => [packet.kind, packet.timestampTicks, packet.durationSamples, packet.bytes.join()]);
}

function read(bytes: Uint8Array): OggVorbisPacket[] {
  return new OggVorbisReader().push(bytes);
}

function rewrite(change: (page: OggPage, index: number) => Partial<OggPage>): Uint8Array {
  return concatenate(clipPages.map((page, index) => writeOggPage({ ...page, ...change(page, index) })));
}

function timed(packets: readonly OggVorbisPacket[], offset = 0): TimedVorbisPacket[] {
  return audio(packets).map(({ bytes, timestampTicks, durationSamples, configuration }) => {
    return { bytes, timestamp: (timestampTicks + offset) >>> 0, durationSamples, configuration };
  });
}

function write(packets: readonly TimedVorbisPacket[], onePacketPerPage: boolean): Uint8Array {
  const writer = new OggVorbisWriter({ onePacketPerPage, serialNumber: 5 });
  return concatenate([...packets.flatMap((packet) => writer.push(packet)), ...writer.end()]);
}

describe('Vorbis I §A.2 granule positions read', () => {
  it('gives three headers and then packets whose ends are the granule positions of libvorbis', () => {
    const packets = read(clip);
    expect(packets.map((packet) => packet.kind).slice(0, 4)).toEqual(['header', 'header', 'header', 'audio']);
    const granules = new OggReader()
      .push(clip)
      .slice(3)
      .map((packet) => packet.granulePosition);
    const ends = audio(packets).map((packet) => packet.timestampTicks + packet.durationSamples);
    expect(ends.length).toBe(granules.length);
    const paged = ends.filter((_, index) => granules[index] !== -1);
    expect(paged.slice(0, -1)).toEqual(granules.filter((granule) => granule !== -1).slice(0, -1));
    expect(paged.at(-1)).toBeGreaterThanOrEqual(granules.at(-1)!);
  });

  it('gives durations that add up from packet to packet, from block sizes alone', () => {
    const packets = audio(read(clip));
    for (const [index, packet] of packets.entries()) {
      const before = packets[index - 1];
      expect(packet.timestampTicks).toBe(before === undefined ? 0 : before.timestampTicks + before.durationSamples);
    }
  });

  it('gives the same from octets one by one', () => {
    const reader = new OggVorbisReader();
    const packets: OggVorbisPacket[] = [];
    for (let offset = 0; offset < clip.length; offset++)
      packets.push(...reader.push(clip.subarray(offset, offset + 1)));
    expect(summary(packets)).toEqual(summary(read(clip)));
  });

  it('places packets before 0 where the first page trims the beginning', () => {
    const trimmed = rewrite((page) =>
      page.granulePosition > 0 ? { granulePosition: page.granulePosition - 500 } : {},
    );
    const [first, second, third, fourth, fifth] = audio(read(trimmed));
    const plain = audio(read(clip));
    expect(fifth!.timestampTicks).toBe(plain[4]!.timestampTicks - 500);
    expect([first, second, third, fourth].every((packet) => packet !== undefined)).toBe(true);
    expect(audio(read(trimmed)).at(-1)!.timestampTicks).toBe(plain.at(-1)!.timestampTicks - 500);
  });

  it('does not move the last packets when the last page trims the end', () => {
    const granule = clipPages.at(-1)!.granulePosition - 700;
    const trimmed = rewrite((page) => (page.endsStream ? { granulePosition: granule } : {}));
    expect(summary(read(trimmed))).toEqual(summary(read(clip)));
  });

  it('goes by block sizes where a page claims a granule position that no recording reaches, or one below 0', () => {
    for (const granulePosition of [2 ** 62, 2 ** 53, -2, -(2 ** 63)]) {
      const hostile = rewrite((_, index) => (index === 50 ? { granulePosition } : {}));
      expect(summary(read(hostile))).toEqual(summary(read(clip)));
    }
  });

  it('finds its place again behind a lost page', () => {
    const missing = 10;
    const kept = clipPages.filter((_, index) => index !== missing).map((page) => writeOggPage(page));
    const plain = new Map(audio(read(clip)).map(({ bytes, timestampTicks }) => [bytes.join(), timestampTicks]));
    const packets = audio(read(concatenate(kept)));
    expect(packets.length).toBeLessThan(plain.size);
    for (const packet of packets) expect(packet.timestampTicks).toBe(plain.get(packet.bytes.join()));
    expect(packets.filter((packet) => packet.durationSamples === 0).length).toBe(2);
  });

  it('goes on with what is chained where the first stream ended', () => {
    const packets = read(concatenate([clip, clip]));
    const end = clipPages.at(-1)!.granulePosition;
    const half = packets.length / 2;
    expect(packets[half]).toMatchObject({ kind: 'header', timestampTicks: end });
    expect(packets[half + 10]!.timestampTicks).toBe(packets[10]!.timestampTicks + end);
  });

  it('B66: passes over a stream whose headers cannot be used and takes the next', () => {
    const bad = rewrite((page, index) => (index === 0 ? { body: page.body.with(11, 0) } : {}));
    const reader = new OggVorbisReader();
    expect(reader.push(bad)).toEqual([]);
    expect(reader.rejects).toBe(3);
    expect(summary(reader.push(clip))).toEqual(summary(read(clip)));
  });

  it('passes over other streams that begin beside it', () => {
    const other = writeOggPage({ ...clipPages[0]!, serialNumber: 99, body: new Uint8Array(30) });
    expect(summary(read(concatenate([other, clip])))).toEqual(summary(read(clip)));
  });
});

describe('Vorbis I §A.2 granule positions written', () => {
  it('writes one packet per page with the granule positions of the encoder', () => {
    const written = new OggPageReader().push(write(timed(read(clip), 4_294_900_000), true));
    const ends = audio(read(clip)).map((packet) => packet.timestampTicks + packet.durationSamples);
    expect(written.slice(2, -1).map((page) => page.granulePosition)).toEqual(ends);
    expect(written.map((page) => page.sequenceNumber)).toEqual(written.map((_, index) => index));
    expect(written[0]).toMatchObject({ beginsStream: true, lacing: Uint8Array.of(30) });
    expect(written.at(-1)).toMatchObject({ endsStream: true, granulePosition: ends.at(-1) });
  });

  it('gives back the packets and times it was given, with pages of any length', () => {
    for (const onePacketPerPage of [true, false]) {
      expect(summary(read(write(timed(read(clip)), onePacketPerPage)))).toEqual(summary(read(clip)));
    }
  });

  it('leaves a hole as long as what was lost', () => {
    const packets = timed(read(clip));
    const lossy = [...packets.slice(0, 40), { ...packets[50]!, durationSamples: 0 }, ...packets.slice(51)];
    const times = audio(read(write(lossy, true))).map((packet) => packet.timestampTicks);
    expect(times.slice(41)).toEqual(packets.slice(51).map((packet) => packet.timestamp));
  });

  it('leaves no hole where the source began anew, and none for a step back', () => {
    const source = read(clip).slice(0, 23);
    const packets = timed(source);
    for (const offset of [0, 1_000_000_000, 3_000_000_000, 4_294_967_000]) {
      const twice = [...packets, ...timed(source, offset)];
      const written = new OggPageReader().push(write(twice, true)).map((page) => page.granulePosition);
      const end = packets.at(-1)!.timestamp + packets.at(-1)!.durationSamples;
      expect(written.at(-1)).toBe(2 * end);
    }
  });

  it('chains another stream on when the configuration changes', () => {
    const packets = timed(read(clip)).slice(0, 5);
    const again = timed(read(clip)).slice(0, 5);
    const pages = new OggPageReader().push(write([...packets, ...again], false));
    expect(pages.filter((page) => page.beginsStream).map((page) => page.serialNumber)).toEqual([5, 6]);
    expect(pages.filter((page) => page.endsStream).length).toBe(2);
    expect(audio(read(write([...packets, ...again], false))).length).toBe(10);
  });

  it('has nothing to end before the first packet', () => {
    expect(new OggVorbisWriter().end()).toEqual([]);
  });
});
