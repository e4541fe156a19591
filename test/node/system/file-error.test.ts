import { describe, expect, it } from 'vitest';
import { unreadable, unwritable } from '../../../src/node/system/file-error.js';

/** As `node:fs` throws it. */
const systemError = (code: string): Error => Object.assign(new Error(`${code}: in words, open 'clip.mp4'`), { code });

describe('an error about a file', () => {
  it.each([
    ['ENOENT', 'there is no such file', 'there is no such directory'],
    ['EACCES', 'permission is denied', 'permission is denied'],
    ['EISDIR', 'it is a directory', 'it is a directory'],
    ['ENOSPC', 'the disk is full', 'the disk is full'],
    ['EIO', "EIO: in words, open 'clip.mp4'", "EIO: in words, open 'clip.mp4'"],
  ])('says %s in plain words where there are any', (code, read, written) => {
    const cause = systemError(code);
    expect(unreadable('clip.mp4', cause)).toMatchObject({ message: `clip.mp4 cannot be read: ${read}`, cause });
    expect(unwritable('clip.mp4', cause)).toMatchObject({ message: `clip.mp4 cannot be written: ${written}`, cause });
  });

  it('says what anything else has thrown', () => {
    expect(unreadable('clip.mp4', new Error('no frames')).message).toBe('clip.mp4 cannot be read: no frames');
    expect(unreadable('clip.mp4', undefined).message).toBe('clip.mp4 cannot be read: undefined');
  });
});
