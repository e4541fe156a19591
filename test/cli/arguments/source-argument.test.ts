import { describe, expect, it } from 'vitest';
import { parseAudioSource, parseVideoSource } from '../../../src/cli/arguments/source-argument.js';
import { UsageError } from '../../../src/cli/usage-error.js';

describe('SOURCE of a picture', () => {
  it.each([
    ['dv', { kind: 'dv' }],
    ['dv:0x080046010200ab12', { kind: 'dv', guid: '0x080046010200ab12' }],
    ['v4l2', { kind: 'v4l2', device: '/dev/video0' }],
    ['v4l2:/dev/video3', { kind: 'v4l2', device: '/dev/video3' }],
    ['/dev/video12', { kind: 'v4l2', device: '/dev/video12' }],
    ['test', { kind: 'test' }],
    ['screen', { kind: 'screen' }],
    ['screen:1', { kind: 'screen', display: ':1' }],
    ['screen::1', { kind: 'screen', display: ':1' }],
    ['screen:desk:0', { kind: 'screen', display: 'desk:0' }],
    ['clip.h264', { kind: 'file', path: 'clip.h264' }],
    ['./test', { kind: 'file', path: './test' }],
    ['/media/a film: part 2.mkv', { kind: 'file', path: '/media/a film: part 2.mkv' }],
    ['-', { kind: 'stream', bytes: process.stdin }],
  ])('%s', (text, source) => {
    expect(parseVideoSource(text)).toEqual(source);
  });
});

describe('SOURCE of sound', () => {
  it.each([
    ['alsa', { kind: 'alsa', device: 'default' }],
    ['alsa:plughw:1,0', { kind: 'alsa', device: 'plughw:1,0' }],
    ['pulse', { kind: 'pulse' }],
    ['pulse:nul.monitor', { kind: 'pulse', device: 'nul.monitor' }],
    ['test', { kind: 'test' }],
    ['song.ogg', { kind: 'file', path: 'song.ogg' }],
    ['./dv', { kind: 'file', path: './dv' }],
    ['LICENSE', { kind: 'file', path: 'LICENSE' }],
    ['-', { kind: 'stream', bytes: process.stdin }],
  ])('%s', (text, source) => {
    expect(parseAudioSource(text)).toEqual(source);
  });
});

describe('a SOURCE that cannot be', () => {
  it('says how a file is named that looks like a kind with a detail', () => {
    expect(() => parseVideoSource('test:1')).toThrow(/there is no source test:1, expected .*; a file is \.\/test:1/);
    expect(() => parseAudioSource('test:1')).toThrow(UsageError);
  });

  it('is a word that stands for nothing', () => {
    expect(() => parseVideoSource('webcam')).toThrow(
      new UsageError(
        'there is no source webcam, nor a file of that name, expected v4l2[:/dev/videoN] for a webcam, dv[:GUID], ' +
          'screen[:DISPLAY], test, FILE or -',
      ),
    );
    expect(() => parseAudioSource('dv')).toThrow(/^there is no source dv, nor a file of that name/);
  });

  it('is not empty', () => {
    expect(() => parseVideoSource('')).toThrow(UsageError);
    expect(() => parseAudioSource('')).toThrow(UsageError);
  });
});
