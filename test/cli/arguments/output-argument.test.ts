import { describe, expect, it } from 'vitest';
import { parseAudioOutput, parseOutputOfBoth, parseVideoOutput } from '../../../src/cli/arguments/output-argument.js';
import { UsageError } from '../../../src/cli/usage-error.js';

describe('--out OUT', () => {
  it.each([
    ['window', { kind: 'window' }],
    ['-', { kind: 'stdout' }],
    ['go.avi', { kind: 'file', path: 'go.avi' }],
    ['/tmp/a film.H264', { kind: 'file', path: '/tmp/a film.H264' }],
  ])('of a picture: %s', (text, target) => {
    expect(parseVideoOutput(text)).toEqual(target);
  });

  it.each([
    ['pulse', { kind: 'pulse' }],
    ['pulse:nul', { kind: 'pulse', device: 'nul' }],
    ['alsa:plughw:1,0', { kind: 'alsa', device: 'plughw:1,0' }],
    ['-', { kind: 'stdout' }],
    ['song.ogg', { kind: 'file', path: 'song.ogg' }],
  ])('of sound: %s', (text, target) => {
    expect(parseAudioOutput(text)).toEqual(target);
  });

  it('of both: a window, or a file that holds both', () => {
    expect(parseOutputOfBoth('window')).toEqual({ kind: 'window' });
    expect(parseOutputOfBoth('both.mkv')).toEqual({ kind: 'file', path: 'both.mkv' });
    expect(() => parseOutputOfBoth('-')).toThrow(UsageError);
  });

  it('says which endings there are', () => {
    expect(() => parseVideoOutput('film.ogg')).toThrow('expected window, - or FILE with one of .h264 .mkv .mp4 .avi');
    expect(() => parseAudioOutput('film')).toThrow('expected pulse[:DEVICE], alsa[:DEVICE], - or FILE');
  });
});
