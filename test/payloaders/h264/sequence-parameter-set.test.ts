import { describe, expect, it } from 'vitest';
import { Reject } from '../../../src/errors.js';
import { defaultReorderFrames } from '../../../src/payloaders/h264/decoded-picture-buffer.js';
import { parseSequenceParameterSet, profileLevelId } from '../../../src/payloaders/h264/sequence-parameter-set.js';
import { hex } from '../../hex.js';
import { BitText } from './bit-text.js';

/**
 * From x264 core 164: `videotestsrc ! x264enc` of GStreamer 1.22 (A to E) and `ffmpeg -c:v libx264` 5.1 (F, G); what they
 * say was read with ffprobe. A zerolatency; C cropped 322x242 with B-frames; D 4:2:2; E interlaced, samples of 16:15;
 * F 10 bits 4:4:4; G with HRD parameters.
 */
const A = hex('6742c015d90141fb016a0c0c0d4a000003000200000300791e2c5c90');
const B = hex('67640028acd940780227e5c05a808080a000007d20001d4c11e30632c0');
const C = hex('674d4015eca0a843c444602d418181a940000003004000000ca3c58b6580');
const D = hex('677a001ebcd940b4126c0528303032000003000200000300651e2c5b2c');
const E = hex('6764001eacd940b424dff80080007a5060606a5000000300100000030329f1429960');
const F = hex('67f4000a90d9b28589d80880000003008000000f078912cb');
const G = hex('6764001eacd940a02ff9701100000300010000030030604000f424001e84a4c30078b16cb0');

function parse(nalUnit: Uint8Array) {
  const parsed = parseSequenceParameterSet(nalUnit);
  if (parsed instanceof Reject) throw new Error(parsed.toString());
  return parsed;
}

/** Baseline at level 3, with one element replaced. */
function baseline(changed: {
  id?: number;
  frameNum?: number;
  poc?: number;
  width?: number;
  crop?: number;
}): Uint8Array {
  const bits = new BitText().u(8, 66).u(8, 0).u(8, 30);
  bits
    .ue(changed.id ?? 0)
    .ue(changed.frameNum ?? 0)
    .ue(changed.poc ?? 2)
    .ue(1)
    .u(1, 0);
  bits
    .ue(changed.width ?? 19)
    .ue(14)
    .u(1, 1)
    .u(1, 1);
  bits
    .u(1, 1)
    .ue(0)
    .ue(changed.crop ?? 0)
    .ue(0)
    .ue(0)
    .u(1, 0);
  return bits.nalUnit(0x67);
}

describe('ISO 14496-10 §7.3.2.1.1 sequence parameter set', () => {
  it.each([
    ['A', A, 320, 240, 320, 240, 30, 0, 1],
    ['B', B, 1920, 1080, 1920, 1088, 30000 / 1001, 2, 1],
    ['C', C, 322, 242, 336, 256, 25, 2, 1],
    ['D', D, 720, 576, 720, 576, 25, 2, 2],
    ['E', E, 720, 576, 720, 576, 25, 2, 1],
    ['F', F, 176, 144, 176, 144, 15, 2, 3],
    ['G', G, 640, 360, 640, 368, 24, 2, 1],
  ])(
    'reads size, frame rate, reordering and chroma of %s',
    (_, nalUnit, width, height, cw, ch, rate, reorder, chroma) => {
      const sps = parse(nalUnit);
      expect([sps.width, sps.height, sps.codedWidth, sps.codedHeight]).toEqual([width, height, cw, ch]);
      expect(sps.frameRate).toBeCloseTo(rate, 6);
      expect([sps.reorderFrames, sps.chromaFormatIdc]).toEqual([reorder, chroma]);
    },
  );

  it('reads profile, constraints and level, and gives them verbatim', () => {
    const sps = parse(A);
    expect([sps.profileIdc, sps.constraintFlags, sps.levelIdc]).toEqual([66, 0xc0, 21]);
    expect(sps.profileLevelId).toBe('42c015');
    expect(profileLevelId(F)).toBe('f4000a');
  });

  it('reads interlaced coding and the sample aspect ratio', () => {
    expect(parse(E)).toMatchObject({ frameMacroblocksOnly: false, sampleAspectRatio: [16, 15] });
    expect(parse(A)).toMatchObject({ frameMacroblocksOnly: true, sampleAspectRatio: [1, 1] });
  });

  it('reads bit depths', () => {
    expect(parse(F)).toMatchObject({ bitDepthLuma: 10, bitDepthChroma: 10 });
    expect(parse(G)).toMatchObject({ bitDepthLuma: 8, bitDepthChroma: 8 });
  });

  it('passes over scaling lists and a picture order count cycle', () => {
    const bits = new BitText().u(8, 100).u(8, 0).u(8, 40).ue(3).ue(1).ue(0).ue(0).u(1, 0);
    bits.u(1, 1).u(1, 1).se(0);
    for (let index = 1; index < 16; index++) bits.se(index % 2 === 0 ? 1 : -1);
    bits.u(1, 1).se(-8).u(6, 0); // list 1 falls back at once, the others are absent
    bits
      .ue(4)
      .ue(1)
      .u(1, 0)
      .se(-1)
      .se(1)
      .ue(2)
      .se(3)
      .se(-3)
      .ue(4)
      .u(1, 0)
      .ue(39)
      .ue(29)
      .u(1, 1)
      .u(1, 1)
      .u(1, 0)
      .u(1, 0);
    expect(parse(bits.nalUnit(0x67))).toMatchObject({
      id: 3,
      frameNumBits: 8,
      pictureOrderCountType: 1,
      maxReferenceFrames: 4,
      width: 640,
      height: 480,
      frameRate: undefined,
      sampleAspectRatio: undefined,
    });
  });

  it('rejects every truncation of what it needs, and never throws', () => {
    for (const whole of [A, B, C, D, E, F, G]) {
      for (let length = 0; length < whole.length - 3; length++) {
        expect(parseSequenceParameterSet(whole.subarray(0, length))).toBeInstanceOf(Reject);
      }
    }
  });

  it.each([
    ['sps-id-out-of-range', { id: 32 }],
    ['counter-out-of-range', { frameNum: 13 }],
    ['counter-out-of-range', { poc: 3 }],
    ['picture-too-large', { width: 1055 }],
    ['cropped-to-nothing', { crop: 160 }],
  ])('rejects with %s for %o', (reason, changed) => {
    expect(parseSequenceParameterSet(baseline(changed))).toMatchObject({ reason });
  });

  it('rejects what is not an SPS', () => {
    expect(parseSequenceParameterSet(hex('68cb8cb2'))).toMatchObject({ reason: 'not-an-sps' });
  });
});

describe('ISO 14496-10 §E.2.1 reordering depth without usability information', () => {
  const level = { profileIdc: 77, constraintFlags: 0, levelIdc: 30, pictureOrderCountType: 0 };
  const size = { codedWidth: 720, codedHeight: 576 };

  it('is what the buffer of the level holds', () => {
    expect(defaultReorderFrames({ ...level, ...size })).toBe(5);
    expect(defaultReorderFrames({ ...level, levelIdc: 51, ...size })).toBe(16);
    expect(defaultReorderFrames({ ...level, levelIdc: 99, ...size })).toBe(16);
  });

  it('is 0 when output order is decoding order', () => {
    expect(defaultReorderFrames({ ...level, pictureOrderCountType: 2, ...size })).toBe(0);
    expect(parse(baseline({})).reorderFrames).toBe(0);
  });

  it('takes the place of a max_num_reorder_frames that no buffer can hold', () => {
    const usability = (reorderFrames: number) =>
      new BitText()
        .u(8, 66)
        .u(8, 0)
        .u(8, 30)
        .ue(0)
        .ue(0)
        .ue(0)
        .ue(0)
        .ue(1)
        .u(1, 0)
        .ue(44)
        .ue(35)
        .u(1, 1)
        .u(1, 1)
        .u(1, 0)
        .u(1, 1)
        .u(8, 0)
        .u(1, 1)
        .u(1, 1)
        .ue(0)
        .ue(0)
        .ue(0)
        .ue(0)
        .ue(reorderFrames)
        .ue(16)
        .nalUnit(0x67);
    expect([3, 16, 17, 2 ** 31].map((frames) => parse(usability(frames)).reorderFrames)).toEqual([3, 16, 5, 5]);
  });

  it('is 0 in intra profiles', () => {
    expect(defaultReorderFrames({ ...level, profileIdc: 110, constraintFlags: 0x10, ...size })).toBe(0);
    expect(defaultReorderFrames({ ...level, profileIdc: 77, constraintFlags: 0x10, ...size })).toBe(5);
  });

  it('takes level 1b for level 11 with constraint_set3_flag', () => {
    const qcif = { codedWidth: 176, codedHeight: 144 };
    expect(defaultReorderFrames({ ...level, levelIdc: 11, ...qcif })).toBe(9);
    expect(defaultReorderFrames({ ...level, levelIdc: 11, constraintFlags: 0x10, ...qcif })).toBe(4);
  });
});
