import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { constants } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { replaceFile } from '../../../src/cli/description/replace-file.js';
import { RtpkitError } from '../../../src/errors.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

describe('a file that others read at any time', () => {
  it('is another file with each text, so that who has the old one open reads it to its end', () => {
    using directory = new TemporaryDirectory('replace');
    const path = directory.file('video.caps');
    replaceFile(path, 'old');
    const { ino } = statSync(path);
    const reader = openSync(path, 'r');
    replaceFile(path, 'new and longer');
    const read = new Uint8Array(20);
    expect(readSync(reader, read)).toBe(3);
    closeSync(reader);
    expect(readFileSync(path, 'utf8')).toBe('new and longer');
    expect(statSync(path).ino).not.toBe(ino);
    expect(readdirSync(directory.path)).toEqual(['video.caps']);
  });

  it('stays the pipe it is', () => {
    using directory = new TemporaryDirectory('replace');
    const path = directory.file('pipe');
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    replaceFile(path, 'text');
    const read = new Uint8Array(20);
    expect(readSync(reader, read)).toBe(4);
    closeSync(reader);
    expect(statSync(path).isFIFO()).toBe(true);
  });

  it('says which file cannot be written, and leaves nothing behind', () => {
    using directory = new TemporaryDirectory('replace');
    const path = directory.file('missing/video.caps');
    expect(() => replaceFile(path, 'text')).toThrow(RtpkitError);
    expect(() => replaceFile(path, 'text')).toThrow(/missing\/video\.caps cannot be written: /);
    expect(readdirSync(directory.path)).toEqual([]);
  });
});
