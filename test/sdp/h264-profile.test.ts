import { describe, expect, it } from 'vitest';
import { compatibleH264Formats, h264ProfileName } from '../../src/sdp/index.js';

describe('RFC 6184 §8.1 profile-level-id', () => {
  it.each([
    ['42c015', 'Constrained Baseline, level 2.1'],
    ['42E01F', 'Constrained Baseline, level 3.1'],
    ['42001e', 'Baseline, level 3'],
    ['4d401f', 'Main, level 3.1'],
    ['640014', 'High, level 2'],
    ['640c1f', 'Constrained High, level 3.1'],
    ['42f00b', 'Constrained Baseline, level 1b'],
    ['6e0028', 'High 10, level 4'],
    ['7a0015', 'High 4:2:2, level 2.1'],
    ['f4001f', 'High 4:4:4 Predictive, level 3.1'],
  ])('names %s: %s', (profileLevelId, name) => {
    expect(h264ProfileName(profileLevelId)).toBe(name);
  });

  it.each(['', '42c0', 'zzzzzz', '42c01500', '000000'])('has no name for "%s"', (profileLevelId) => {
    expect(h264ProfileName(profileLevelId)).toBeUndefined();
  });
});

describe('RFC 6184 §8.2.2 formats that can be one stream', () => {
  it('compares the profile, not the level', () => {
    expect(compatibleH264Formats({ 'profile-level-id': '42e01f' }, { 'profile-level-id': '42c015' })).toBe(true);
    expect(compatibleH264Formats({ 'profile-level-id': '42e01f' }, { 'profile-level-id': '640014' })).toBe(false);
    expect(compatibleH264Formats({ 'profile-level-id': '7a0015' }, { 'profile-level-id': '7A001f' })).toBe(true);
    expect(compatibleH264Formats({ 'profile-level-id': '7a0015' }, { 'profile-level-id': 'zz' })).toBe(false);
  });

  it('compares the packetization mode, 0 when it is missing', () => {
    expect(compatibleH264Formats({ 'packetization-mode': '1' }, {})).toBe(false);
    expect(compatibleH264Formats({ 'packetization-mode': '0' }, {})).toBe(true);
  });
});
