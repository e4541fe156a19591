import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Reject } from '../../../src/errors.js';
import { OggReader } from '../../../src/formats/ogg-reader.js';
import { parseSetupHeader } from '../../../src/payloaders/vorbis/setup-header.js';
import {
  setupHeader,
  writeCoupledMapping,
  writeFloor0,
  writeOrderedCodebook,
  writePlainMapping,
  writeSparseCodebook,
  writeUnorderedCodebook,
} from './synthetic-headers.js';
import { processorMs } from '../../peers/processor-time.js';

const clip = new Uint8Array(readFileSync(new URL('../../../assets/clip.ogg', import.meta.url)));
const MODES = [true, false, true, true, false];

describe('Vorbis I §4.2.4 setup header', () => {
  it('reads the modes behind the codebooks of libvorbis', () => {
    const setup = new OggReader().push(clip)[2]!.bytes;
    expect(parseSetupHeader(setup, 2)).toEqual([false, true]);
  });

  it('passes over every kind of codebook', () => {
    const codebooks = [writeUnorderedCodebook, writeSparseCodebook, writeOrderedCodebook(1), writeOrderedCodebook(2)];
    for (const codebook of codebooks) expect(parseSetupHeader(setupHeader(MODES, codebook), 2)).toEqual(MODES);
  });

  it('passes over floors of type 0', () => {
    expect(parseSetupHeader(setupHeader(MODES, writeSparseCodebook, writeFloor0), 2)).toEqual(MODES);
  });

  it('passes over submaps and channel coupling, whose width follows the number of channels', () => {
    for (const channels of [2, 3, 5, 8, 64, 255]) {
      const header = setupHeader(MODES, writeSparseCodebook, writeFloor0, writeCoupledMapping(channels));
      expect(parseSetupHeader(header, channels)).toEqual(MODES);
    }
  });

  it('reads from 1 to 64 modes', () => {
    for (const count of [1, 2, 3, 63, 64]) {
      const modes = Array.from({ length: count }, (_, index) => index % 3 === 0);
      expect(parseSetupHeader(setupHeader(modes, writeUnorderedCodebook), 1)).toEqual(modes);
    }
  });

  it('B66: refuses every header that is cut short', () => {
    const whole = setupHeader([false, true], writeOrderedCodebook(1), writeFloor0, writePlainMapping);
    for (let length = 0; length < whole.length; length++) {
      expect(parseSetupHeader(whole.subarray(0, length), 2)).toBeInstanceOf(Reject);
    }
  });

  it('B66: refuses claims of 2^24 entries in the time of the octets that are there', () => {
    const header = setupHeader([false], (bits) => {
      for (let book = 0; book < 3; book++) bits.write(0x564342, 24).write(1, 16).write(0xff_ffff, 24).write(2, 2);
    });
    const claimed = new Uint8Array(60_000);
    claimed.set(header);
    claimed[7] = 255;
    expect(processorMs(() => expect(parseSetupHeader(claimed, 2)).toBeInstanceOf(Reject))).toBeLessThan(1000);
  });

  it('names the part that cannot be read', () => {
    const header = setupHeader([false], writeUnorderedCodebook, (bits) => bits.write(2, 16));
    expect(parseSetupHeader(header, 2)).toMatchObject({ reason: 'bad-floor', section: 'Vorbis I §4.2.4' });
  });
});
