import { describe, expect, it } from 'vitest';
import { ffmpeg } from '../../../src/node/backends/ffmpeg/ffmpeg.js';
import { gstreamer } from '../../../src/node/backends/gstreamer/gstreamer.js';

describe('S4: Y4M to a Video4Linux output; the command lines, for no such device can exist without a kernel module', () => {
  it('goes through v4l2sink of GStreamer', () => {
    const { program, args } = gstreamer.writeV4l2('/dev/video2');
    expect([program, ...args].join(' ')).toBe(
      'gst-launch-1.0 -q fdsrc fd=0 ! y4mdec ! videoconvert ! v4l2sink device="/dev/video2" sync=false',
    );
  });

  it('goes through the muxer v4l2 of FFmpeg', () => {
    const { program, args } = ffmpeg.writeV4l2('/dev/video2');
    expect([program, ...args].join(' ')).toBe(
      'ffmpeg -hide_banner -nostdin -loglevel error -f yuv4mpegpipe -i pipe:0 -pix_fmt yuv420p -f v4l2 /dev/video2',
    );
  });

  it('takes a name with anything in it for a name', () => {
    const device = '/dev/v4l/by-id/a b"c!d;e $f';
    expect(gstreamer.writeV4l2(device).args).toContain('device="/dev/v4l/by-id/a b\\"c!d;e $f"');
    expect(ffmpeg.writeV4l2(device).args.at(-1)).toBe(device);
    expect(ffmpeg.writeV4l2('-y').args.at(-1)).toMatch(/^\/.*\/-y$/);
  });
});
