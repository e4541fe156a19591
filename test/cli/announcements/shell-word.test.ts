import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellLine, shellWord } from '../../../src/cli/announcements/shell-word.js';

describe('words for a shell', () => {
  it('leaves plain words as they are', () => {
    expect(shellLine(['gst-launch-1.0', 'udpsrc', 'port=10000', '!', 'a/b-c.sdp'])).toBe(
      'gst-launch-1.0 udpsrc port=10000 ! a/b-c.sdp',
    );
  });

  it.each(['', 'a b', "it's", '$(reboot)', '`x`', 'a;b', 'a!b', '~', '*', '"', '\\', '#', 'a\nb', 'a&b', '-n'])(
    'comes out of a shell as it went in: %j',
    (word) => {
      expect(execFileSync('sh', ['-c', `printf '[%s]' ${shellWord(word)}`], { encoding: 'utf8' })).toBe(`[${word}]`);
    },
  );
});
