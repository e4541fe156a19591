import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ffmpeg } from '../../../../src/node/backends/ffmpeg/ffmpeg.js';

const words = (text: string): string[] => text.split(' ');

const QUIET = '-hide_banner -nostdin -loglevel error';
const AT_ONCE = '-flags low_delay -threads 1 -probesize 32 -analyzeduration 0';
const VORBIS = `${QUIET} ${AT_ONCE} -f ogg -i pipe:0`;

describe('FFmpeg for what was received', () => {
  it('shows pictures as they come', () => {
    expect(ffmpeg.showVideo().args).toEqual(
      words(`${QUIET} ${AT_ONCE} -f h264 -i pipe:0 -fps_mode passthrough -f sdl2 rtpkit`),
    );
  });

  it('decodes to pictures of one size, with borders', () => {
    const filter =
      'scale=min(iw*sar\\,16384):ih,setsar=1,scale=322:240:force_original_aspect_ratio=decrease,pad=322:240:-1:-1';
    expect(ffmpeg.decodeVideo({ width: 322, height: 240 }).args).toEqual(
      words(
        `${QUIET} ${AT_ONCE} -f h264 -i pipe:0 -fps_mode passthrough -vf ${filter} -pix_fmt yuv420p -f rawvideo pipe:1`,
      ),
    );
  });

  it.each([
    { width: 321, height: 240 },
    { width: 320, height: -2 },
  ])('refuses the size %o', (size) => {
    expect(() => ffmpeg.decodeVideo(size)).toThrow(RangeError);
  });

  it('plays sound', () => {
    expect(ffmpeg.playAudio({ kind: 'pulse' }).args).toEqual(words(`${VORBIS} -f pulse -buffer_duration 100 rtpkit`));
    expect(ffmpeg.playAudio({ kind: 'pulse', device: 'loudspeaker' }).args).toEqual(
      words(`${VORBIS} -f pulse -device loudspeaker -buffer_duration 100 rtpkit`),
    );
    expect(() => ffmpeg.playAudio({ kind: 'alsa', device: '-y' })).toThrow(RangeError);
    expect(ffmpeg.playAudio({ kind: 'alsa', device: 'plughw:1,0' }).args).toEqual(
      words(`${VORBIS} -f alsa plughw:1,0`),
    );
  });

  it('takes no name of a file for a protocol or an option', () => {
    expect(ffmpeg.writeAvi('-i').args.at(-1)).toBe(`file:${resolve('-i')}`);
    expect(ffmpeg.writeWav('http://a/b.wav').args.at(-1)).toBe(`file:${resolve('http://a/b.wav')}`);
  });
});
