import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireWritable } from '../../../src/node/files/require-writable.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

let directory: TemporaryDirectory;
beforeEach(() => void (directory = new TemporaryDirectory('require-writable')));
afterEach(() => directory[Symbol.dispose]());

describe('a file that is to be written later', () => {
  it('is not there yet, and what is there stays whole', async () => {
    writeFileSync(directory.file('old.mkv'), 'a film');
    await requireWritable(directory.file('old.mkv'));
    await requireWritable(directory.file('new.mkv'));
    expect(readFileSync(directory.file('old.mkv'), 'utf8')).toBe('a film');
    expect(readdirSync(directory.path)).toEqual(['old.mkv']);
  });

  it('is not made where a link points to', async () => {
    symlinkSync(directory.file('target'), directory.file('link'));
    writeFileSync(directory.file('target'), 'a film');
    await requireWritable(directory.file('link'));
    expect(lstatSync(directory.file('link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(directory.file('target'), 'utf8')).toBe('a film');
  });

  it('may be what links point to that is not there yet', async () => {
    mkdirSync(directory.file('films'));
    symlinkSync('films/new.mkv', directory.file('inner'));
    symlinkSync(directory.file('inner'), directory.file('link'));
    await requireWritable(directory.file('link'));
    expect(readdirSync(directory.path).toSorted()).toEqual(['films', 'inner', 'link']);
    expect(readdirSync(directory.file('films'))).toEqual([]);
  });

  it.each([
    ['nowhere/film.mkv', 'there is no such directory'],
    ['link', 'its symbolic links lead in a circle'],
  ])('is refused where a link leads to %s', async (target, reason) => {
    const link = directory.file('link');
    symlinkSync(target, link);
    await expect(requireWritable(link)).rejects.toThrow(`${link} cannot be written: ${reason}`);
  });

  it('may be looked at by two at one time', async () => {
    for (let attempt = 0; attempt < 100; attempt++) {
      const path = directory.file(`${attempt}`);
      await Promise.all([requireWritable(path), requireWritable(path)]);
    }
    expect(readdirSync(directory.path)).toEqual([]);
  });

  it('may be a FIFO that nobody reads', async () => {
    execFileSync('mkfifo', [directory.file('pipe')]);
    await requireWritable(directory.file('pipe'));
  });

  it.each([
    ['/nowhere/film.mkv', 'there is no such directory'],
    ['/proc/film.mkv', 'there is no such directory'],
    ['/proc/cpuinfo/film.mkv', 'a part of its path is not a directory'],
    ['/proc', 'it is a directory'],
  ])('is refused at %s', async (path, reason) => {
    await expect(requireWritable(path)).rejects.toThrow(`${path} cannot be written: ${reason}`);
    expect(existsSync('/proc/film.mkv')).toBe(false);
  });
});
