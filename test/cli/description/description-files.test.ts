import { symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sendVideo } from '../../../src/cli/commands/send-video.js';
import { descriptionFilesOf } from '../../../src/cli/description/description-files.js';
import { parseArguments } from '../../../src/cli/grammar/parse-arguments.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

const filesOf = (...words: readonly string[]) =>
  descriptionFilesOf(parseArguments(sendVideo, [...words, '--to', '127.0.0.1']));

describe('the files that a description is written to', () => {
  it('are those that were typed', () => {
    expect(filesOf('test', '--sdp', 'a.sdp', '--caps', 'a.caps')).toEqual({ sdp: 'a.sdp', caps: 'a.caps' });
    expect(filesOf('test')).toEqual({ sdp: undefined, caps: undefined });
  });

  it('are not the source, by whatever name', () => {
    using directory = new TemporaryDirectory('description-files');
    const [film, link] = [directory.file('film.h264'), directory.file('link')];
    writeFileSync(film, 'film');
    symlinkSync(film, link);
    expect(() => filesOf(film, '--sdp', link)).toThrow(`--sdp would write over ${film}`);
    expect(() => filesOf('film.mkv', '--caps', './film.mkv')).toThrow('--caps would write over film.mkv');
  });

  it('are two, where both are asked for', () => {
    expect(() => filesOf('test', '--sdp', 'a', '--caps', './a')).toThrow('--caps would write over a');
  });

  it('are not stdout', () => {
    expect(() => filesOf('test', '--sdp', '-')).toThrow('--sdp is "-", expected a file');
    expect(() => filesOf('test', '--caps', '')).toThrow('--caps is "", expected a file');
  });
});
