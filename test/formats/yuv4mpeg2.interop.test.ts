import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { concatenate } from '../../src/bytes/octets.js';
import { i420Length, yuv4Mpeg2Frame, yuv4Mpeg2Header } from '../../src/formats/index.js';

const FORMAT = { width: 64, height: 48, frameRate: [30, 1] } as const;

/** Ten pictures, no two octets in a row alike. */
const pictures = Array.from({ length: 10 }, (_, index) =>
  new Uint8Array(i420Length(FORMAT)).map((_zero, at) => (at * 7 + index * 31) & 0xff),
);
const stream = concatenate([yuv4Mpeg2Header(FORMAT), ...pictures.map(yuv4Mpeg2Frame)]);

function run(program: string, args: readonly string[], input: Uint8Array): { stdout: Uint8Array; stderr: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, maxBuffer: 1 << 28 });
  if (error) throw error;
  expect(status, String(stderr)).toBe(0);
  return { stdout: new Uint8Array(stdout), stderr: String(stderr) };
}

/** The pictures of a YUV4MPEG2 stream of that size that another program wrote. */
function picturesOf(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  const length = i420Length(FORMAT);
  for (let at = bytes.indexOf(0x0a) + 1; at < bytes.length; at += 6 + length)
    found.push(bytes.subarray(at + 6, at + 6 + length));
  return found;
}

describe('YUV4MPEG2 for mjpegtools 2.1', () => {
  it('is read by yuvfps, which passes every picture on as it was', () => {
    const { stdout, stderr } = run('yuvfps', ['-r', '30:1'], stream);
    expect(stderr).not.toContain('ERROR');
    expect(picturesOf(stdout)).toEqual(pictures);
  });

  it('would not be with the header of GStreamer 1.22', () => {
    const theirs = new TextEncoder().encode('YUV4MPEG2 C420 W64 H48 Ip F30:1 A1:1\n');
    const { status, stderr } = spawnSync('yuvfps', ['-r', '30:1'], { input: theirs });
    expect(status).not.toBe(0);
    expect(String(stderr)).toContain('read YUV4MPEG header!');
  });
});

describe('YUV4MPEG2 for FFmpeg', () => {
  it('is read as 4:2:0 of 8 bits, every picture as it was', () => {
    const { stdout } = run('ffmpeg', ['-v', 'error', '-f', 'yuv4mpegpipe', '-i', '-', '-f', 'rawvideo', '-'], stream);
    expect(stdout).toEqual(concatenate(pictures));
  });

  it('is read with its rate', () => {
    const args = '-v error -show_entries stream=r_frame_rate,pix_fmt,sample_aspect_ratio -of csv=p=0 -f yuv4mpegpipe -';
    expect(String.fromCharCode(...run('ffprobe', args.split(' '), stream).stdout).trim()).toBe('1:1,yuv420p,30/1');
  });
});
