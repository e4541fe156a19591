import { describe, expect, it } from 'vitest';
import { i420Length, yuv4Mpeg2Frame, yuv4Mpeg2Header } from '../../src/formats/index.js';

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

describe('yuv4mpeg(5) stream header', () => {
  it('names the colour space C420jpeg, the only one for 4:2:0 that mjpegtools 2.1 and FFmpeg both read as 8 bits', () => {
    // By hand from yuv4mpeg(5), "STREAM HEADER"; checked against both programs in yuv4mpeg2.interop.test.ts.
    expect(ascii(yuv4Mpeg2Header({ width: 320, height: 240, frameRate: [30, 1] }))).toBe(
      'YUV4MPEG2 W320 H240 F30:1 Ip A1:1 C420jpeg\n',
    );
  });

  it('writes the rate as the fraction it is given', () => {
    expect(ascii(yuv4Mpeg2Header({ width: 720, height: 480, frameRate: [30_000, 1001] }))).toContain(' F30000:1001 ');
  });

  it.each([
    [{ width: 321, height: 240, frameRate: [30, 1] as const }, 'width / 2'],
    [{ width: 320, height: 0, frameRate: [30, 1] as const }, 'height / 2'],
    [{ width: 20_000, height: 240, frameRate: [30, 1] as const }, 'width / 2'],
    [{ width: 320, height: 240, frameRate: [29.97, 1] as const }, 'frameRate[0]'],
    [{ width: 320, height: 240, frameRate: [30, 0] as const }, 'frameRate[1]'],
  ])('refuses %j', (format, argument) => {
    expect(() => yuv4Mpeg2Header(format)).toThrow(RangeError);
    expect(() => yuv4Mpeg2Header(format)).toThrow(argument);
  });
});

describe('yuv4mpeg(5) frames', () => {
  it('puts FRAME and a line feed in front of the planes', () => {
    const picture = Uint8Array.of(16, 16, 16, 16, 128, 128);
    expect(yuv4Mpeg2Frame(picture)).toEqual(Uint8Array.of(0x46, 0x52, 0x41, 0x4d, 0x45, 0x0a, ...picture));
  });

  it('counts a quarter of the luma for each chroma plane', () => {
    expect(i420Length({ width: 320, height: 240 })).toBe(115_200);
    expect(i420Length({ width: 2, height: 2 })).toBe(6);
  });
});
