import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OggVorbisReader } from '../../../src/formats/ogg-vorbis-reader.js';
import { blockSize, packetDuration, previousBlockSize } from '../../../src/payloaders/vorbis/block-size.js';
import { hex } from '../../hex.js';
import { syntheticConfiguration } from './synthetic-headers.js';

const clip = new Uint8Array(readFileSync(new URL('../../../assets/clip.ogg', import.meta.url)));

describe('Vorbis I §4.3.1 block sizes in audio packets', () => {
  it('takes the mode number from the bits behind the packet type', () => {
    const configuration = syntheticConfiguration({ exponents: [6, 13], blockFlags: [false, true, false, true, true] });
    const sizes = [0, 1, 2, 3, 4, 5, 6, 7].map((mode) => blockSize(configuration, Uint8Array.of(mode << 1)));
    expect(sizes).toEqual([64, 8192, 64, 8192, 8192, 0, 0, 0]);
  });

  it('reads no mode number where there is one mode, and six bits where there are 64', () => {
    expect(blockSize(syntheticConfiguration({ blockFlags: [true] }), hex('fe'))).toBe(2048);
    const many = syntheticConfiguration({ blockFlags: Array.from({ length: 64 }, (_, mode) => mode === 63) });
    expect(blockSize(many, hex('7e'))).toBe(2048);
    expect(blockSize(many, hex('7c'))).toBe(256);
    expect(previousBlockSize(many, hex('fe'))).toBe(2048);
    expect(previousBlockSize(many, hex('7e'))).toBe(256);
  });

  it('is 0 for header packets and for no octets at all', () => {
    const configuration = syntheticConfiguration();
    expect(blockSize(configuration, hex('01'))).toBe(0);
    expect(blockSize(configuration, new Uint8Array(0))).toBe(0);
  });

  it('gives the quarter of two neighbours as what a packet yields', () => {
    expect([packetDuration(256, 256), packetDuration(256, 2048), packetDuration(2048, 2048)]).toEqual([128, 576, 1024]);
  });

  it('finds in each long block of libvorbis the size of the block before', () => {
    const packets = new OggVorbisReader().push(clip).filter((packet) => packet.kind === 'audio');
    let longBlocks = 0;
    for (const [index, { bytes, configuration }] of packets.entries()) {
      const previous = index === 0 ? undefined : previousBlockSize(configuration, bytes);
      if (previous === undefined) continue;
      longBlocks++;
      expect(previous).toBe(blockSize(configuration, packets[index - 1]!.bytes));
    }
    expect(longBlocks).toBeGreaterThan(100);
  });
});
