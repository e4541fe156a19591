import { describe, expect, it } from 'vitest';
import {
  nalRefIdc,
  nalUnitType,
  nalUnitTypeName,
  rawByteSequencePayload,
  seiPayloadTypes,
} from '../../../src/payloaders/h264/index.js';
import { hex } from '../../hex.js';

describe('ISO 14496-10 §7.4.1 NAL units', () => {
  it('have importance and type in their header', () => {
    expect([nalRefIdc(0x65), nalUnitType(0x65), nalUnitTypeName(5)]).toEqual([3, 5, 'IDR slice']);
    expect(nalUnitTypeName(28)).toBe('unspecified 28');
  });

  it.each([
    ['67 000003 00', '0000 00'],
    ['67 000003 000003 01', '0000 0000 01'],
    ['67 00000301 0003', '0000 01 0003'],
    ['67 000003', '0000'],
    ['67', ''],
    ['', ''],
  ])('lose emulation prevention: %s', (nalUnit, payload) => {
    expect(rawByteSequencePayload(hex(nalUnit))).toEqual(hex(payload));
  });
});

describe('ISO 14496-10 §7.3.2.3 SEI messages', () => {
  it.each([
    ['06 05 01 aa 06 01 c4 80', [5, 6]],
    ['06 ff05 02 aabb 80', [260]],
    ['06 05 ff00', [5]],
    ['06 ffffff', [765]],
    ['06 80', []],
    ['06', []],
  ])('are named by payload type: %s', (nalUnit, types) => expect(seiPayloadTypes(hex(nalUnit))).toEqual(types));
});
