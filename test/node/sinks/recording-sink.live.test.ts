import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ParameterSets } from '../../../src/node/index.js';
import { AnnexBFeed } from '../../../src/node/sinks/annex-b-feed.js';
import { RecordingSink } from '../../../src/node/sinks/recording-sink.js';
import { clipUnits, nalUnitsOf } from '../../peers/clip.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';
import { accessUnit, received } from './received.js';

/** In the place of a program that writes files. */
const copierTo = (path: string) => ({ program: 'sh', args: ['-c', 'cat > "$0"', path] });

describe('a file that a child process writes', () => {
  it('begins with a key frame, and what came before is counted', async () => {
    using directory = new TemporaryDirectory('recording');
    const path = directory.file('film.h264');
    const units = clipUnits(140);
    const frames = units.map((bytes, index) => accessUnit(bytes, index * 3000));
    const keyFrame = frames.findIndex((frame, index) => index > 0 && frame.keyFrame);
    const sink = new RecordingSink('a film', copierTo(path), new AnnexBFeed(new ParameterSets()));
    for (const frame of frames.slice(1)) await sink.write(received(frame, 0));
    await sink.close();
    expect(sink.framesDropped).toBe(keyFrame - 1);
    const recorded = nalUnitsOf(new Uint8Array(readFileSync(path)));
    expect(recorded).toEqual(units.slice(keyFrame).flatMap(nalUnitsOf));
  });
});
