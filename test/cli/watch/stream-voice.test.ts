import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StreamVoice } from '../../../src/cli/watch/stream-voice.js';
import { RecordedConsole } from './watched-link.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what is said of a stream', () => {
  it('is bounded in a flood of new sources, and told in full to programs', () => {
    const console = new RecordedConsole();
    const voice = new StreamVoice(console, 'video');
    for (let source = 0; source < 3000; source++) {
      voice.say('stream', `source ${source} sends`, { ssrc: source });
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(5000);
    const news = console.news();
    expect(news.slice(0, 5)).toEqual([0, 1, 2, 3, 4].map((source) => `video: source ${source} sends`));
    expect(news.slice(5)).toEqual([
      'video: and 1000 more like it (stream)',
      'video: and 1000 more like it (stream)',
      'video: and 995 more like it (stream)',
    ]);
    expect(console.events).toHaveLength(3000);
  });

  it('is said in full again when the flood is over', () => {
    const console = new RecordedConsole();
    const voice = new StreamVoice(console, 'video');
    for (let source = 0; source < 100; source++) voice.say('restart', 'the sender began anew');
    vi.advanceTimersByTime(10_000);
    console.news();
    for (let source = 0; source < 6; source++) voice.say('restart', 'the sender began anew');
    expect(console.news()).toEqual(Array(5).fill('video: the sender began anew'));
  });

  it('is all said where one comes now and then', () => {
    const console = new RecordedConsole();
    const voice = new StreamVoice(console, 'video');
    for (let source = 0; source < 60; source++) {
      voice.say('restart', 'the sender began anew');
      vi.advanceTimersByTime(1000);
    }
    expect(console.news()).toEqual(Array(60).fill('video: the sender began anew'));
  });

  it('is bounded for each kind of message, warnings too', () => {
    const console = new RecordedConsole();
    const voice = new StreamVoice(console, 'video');
    for (let source = 0; source < 9; source++) voice.warn('codec-mismatch', 'another codec');
    voice.warn('no-key-frame', 'no key frame');
    vi.advanceTimersByTime(1000);
    expect(console.news()).toEqual([
      ...Array<string>(5).fill('! video: another codec'),
      '! video: no key frame',
      'video: and 4 more like it (codec-mismatch)',
    ]);
    expect(console.events).toHaveLength(10);
  });
});
