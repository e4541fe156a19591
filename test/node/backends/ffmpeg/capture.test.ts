import { describe, expect, it } from 'vitest';
import { captureAudio } from '../../../../src/node/backends/ffmpeg/capture-audio.js';
import { captureVideo } from '../../../../src/node/backends/ffmpeg/capture-video.js';
import type { AudioDevice, VideoDevice } from '../../../../src/node/backends/devices.js';
import type { AudioEncoding, VideoEncoding } from '../../../../src/node/backends/encoding.js';

const QUIET = ['-hide_banner', '-nostdin', '-loglevel', 'error'];
const AT_ONCE = ['-probesize', '32', '-analyzeduration', '0'];

/** The words up to and with the input's. */
function input(device: VideoDevice, encoding: VideoEncoding = {}): readonly string[] {
  const { args } = captureVideo(device, encoding);
  expect(args.slice(0, QUIET.length)).toEqual(QUIET);
  return args.slice(QUIET.length, args.indexOf('-an'));
}

function soundInput(device: AudioDevice, encoding: AudioEncoding = {}): readonly string[] {
  const { args } = captureAudio(device, encoding);
  return args.slice(QUIET.length, args.indexOf('-vn'));
}

/** The value behind an option. */
const valueOf = (args: readonly string[], option: string): string | undefined => args[args.indexOf(option) + 1];

describe('what FFmpeg is told to capture', () => {
  it('has each device, its name one word', () => {
    expect(input({ kind: 'dv' })).toEqual(['-f', 'iec61883', '-i', 'auto']);
    expect(input({ kind: 'dv', guid: '0x1' })).toEqual(['-f', 'iec61883', '-dvguid', '0x1', '-i', 'auto']);
    expect(input({ kind: 'v4l2', device: '/dev/video 0' })).toEqual([
      ...AT_ONCE,
      '-f',
      'v4l2',
      '-video_size',
      '320x240',
      '-i',
      '/dev/video 0',
    ]);
    expect(input({ kind: 'test' })).toEqual(['-re', '-f', 'lavfi', '-i', 'testsrc=size=320x240:rate=30/1']);
    expect(input({ kind: 'screen', display: ':7' })).toEqual([
      ...AT_ONCE,
      '-f',
      'x11grab',
      '-framerate',
      '30/1',
      '-i',
      ':7',
    ]);
    expect(input({ kind: 'screen' }).at(-1)).toBe('');
    expect(input({ kind: 'pipeline', text: '-f x  -i "a b"' })).toEqual(['-f', 'x', '-i', 'a b']);
  });

  it('takes no file for a protocol or an option', () => {
    for (const path of ['http://host/x.avi', 'concat:a|b', '-i', 'pipe:0', 'a "b" ! $c;.dv']) {
      expect(input({ kind: 'file', path })).toEqual([
        '-re',
        '-i',
        `file:${process.cwd()}/${path}`.replace('http://', 'http:/'),
      ]);
    }
  });

  it('encodes as the original did, with delimiters and parameter sets in the stream', () => {
    const { program, args, installHint } = captureVideo({ kind: 'dv' }, {});
    expect(program).toBe('ffmpeg');
    expect(installHint).toBe('sudo apt-get install ffmpeg');
    expect(valueOf(args, '-qmin')).toBe('18');
    expect(valueOf(args, '-tune')).toBe('zerolatency');
    expect(valueOf(args, '-x264-params')).toBe('aud=1:repeat-headers=1');
    expect(valueOf(args, '-fps_mode')).toBe('passthrough');
    expect(args.slice(-5)).toEqual(['-f', 'h264', '-flush_packets', '1', 'pipe:1']);
    expect(valueOf(args, '-vf')).toBe(
      'yadif=deint=interlaced,scale=trunc(iw*sar/2+.5)*2:ih,' +
        'scale=320:240:force_original_aspect_ratio=decrease:force_divisible_by=2,pad=320:240:-1:-1,setsar=1',
    );
  });

  it('takes size, rate, quantizer, key frames and more words for the encoder', () => {
    const encoding = {
      width: 64,
      height: 48,
      framesPerSecond: 15,
      qpMin: 2,
      keyFrameInterval: 9,
      encoderArgs: ['-x', 'y'],
    };
    const { args } = captureVideo({ kind: 'v4l2', device: 'v' }, encoding);
    expect(valueOf(args, '-framerate')).toBe('15/1');
    expect(valueOf(args, '-vf')).toMatch(/^fps=15\/1,scale=/);
    expect(valueOf(args, '-g')).toBe('9');
    expect(args.slice(-7, -5)).toEqual(['-x', 'y']);
    expect(input({ kind: 'test' }, encoding).at(-1)).toBe('testsrc=size=64x48:rate=15/1');
    expect(() => captureVideo({ kind: 'test' }, { width: 15 })).toThrow(RangeError);
  });
});

describe('what FFmpeg is told to record', () => {
  it('has each device, its name one word', () => {
    expect(soundInput({ kind: 'alsa', device: 'plughw:1,0' })).toEqual([
      ...AT_ONCE,
      '-f',
      'alsa',
      '-sample_rate',
      '44100',
      '-i',
      'plughw:1,0',
    ]);
    expect(soundInput({ kind: 'pulse' }).slice(-3)).toEqual(['44100', '-i', 'default']);
    expect(soundInput({ kind: 'pulse', device: '-x' }).slice(-2)).toEqual(['-i', '-x']);
    expect(soundInput({ kind: 'test' }, { sampleRate: 8000 }).at(-1)).toBe('sine=frequency=440:sample_rate=8000');
    expect(soundInput({ kind: 'file', path: '/a b.wav' })).toEqual(['-re', '-i', 'file:/a b.wav']);
    expect(soundInput({ kind: 'pipeline', text: "-i 'a b'" })).toEqual(['-i', 'a b']);
  });

  it('puts each packet of Vorbis in a page', () => {
    const { args } = captureAudio({ kind: 'test' }, { sampleRate: 48_000, channels: 1, encoderArgs: ['-q:a', '5'] });
    expect(args.slice(args.indexOf('-vn')).join(' ')).toBe(
      '-vn -c:a libvorbis -ar 48000 -ac 1 -q:a 5 -f ogg -page_duration 1 -flush_packets 1 pipe:1',
    );
  });
});
