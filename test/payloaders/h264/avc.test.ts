import { describe, expect, it } from 'vitest';
import {
  parseAvcConfiguration,
  writeAvcConfiguration,
  type AvcConfiguration,
} from '../../../src/payloaders/h264/index.js';
import { hex } from '../../hex.js';

// By hand from ISO 14496-15 §5.3.3.1: version 1, 42c015, lengths of 4, one SPS of 4 octets, one PPS of 4.
const CONFIGURATION = '01 42c015 ff e1 0004 6742c015 01 0004 68cb8cb2';

describe('ISO 14496-15 §5.3.3.1 AVC decoder configuration record', () => {
  it('gives the size of lengths and the parameter sets', () => {
    const parameterSets = [hex('6742c015'), hex('68cb8cb2')];
    expect(parseAvcConfiguration(hex(CONFIGURATION))).toEqual({ lengthSize: 4, parameterSets });
    expect(parseAvcConfiguration(hex(`${CONFIGURATION} fdf8f800`))).toEqual({ lengthSize: 4, parameterSets });
  });

  it('is rejected at every truncation', () => {
    const whole = hex(CONFIGURATION);
    for (let length = 0; length < whole.length; length++) {
      expect(parseAvcConfiguration(whole.subarray(0, length))).toMatchObject({ reason: 'configuration-truncated' });
    }
  });

  it('is rejected for another version and for lengths of three octets', () => {
    expect(parseAvcConfiguration(hex(`02${CONFIGURATION.slice(2)}`))).toMatchObject({ offset: 0 });
    expect(parseAvcConfiguration(hex(CONFIGURATION.replace('ff', 'fe')))).toMatchObject({ offset: 4 });
  });

  it('is written as it was read', () => {
    const { parameterSets } = parseAvcConfiguration(hex(CONFIGURATION)) as AvcConfiguration;
    expect(writeAvcConfiguration(parameterSets)).toEqual(hex(CONFIGURATION));
  });

  // Captured from FFmpeg 5.1 writing MP4: High profile, 160x120, with chroma format and bit depths at the end.
  it('tells the sample format of the High profiles', () => {
    const high = '0164000bffe100196764000bacd942847e5c04400000030040 00000f03c50a6580 01 0006 68ebe3cb22c0 fdf8f800';
    const { parameterSets } = parseAvcConfiguration(hex(high)) as AvcConfiguration;
    expect(writeAvcConfiguration(parameterSets)).toEqual(hex(high));
  });

  it('leaves out what it has no room for', () => {
    const sets = Array.from({ length: 40 }, () => hex('68cb'));
    const written = parseAvcConfiguration(
      writeAvcConfiguration([hex('6742c015'), ...sets, new Uint8Array(70_000).fill(0x68)]),
    );
    expect((written as AvcConfiguration).parameterSets).toHaveLength(32);
  });
});
