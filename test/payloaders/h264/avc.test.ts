import { describe, expect, it } from 'vitest';
import { parseAvcConfiguration } from '../../../src/payloaders/h264/index.js';
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
});
