import * as fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContainer, RtpkitError } from '../../../src/node/index.js';
import { ffmpeg, makeReordered, wrapClip } from './media-files.js';

let directory = '';
let samples: readonly (readonly [string, Uint8Array])[] = [];
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'rtpkit-hostile-'));
  const file = (name: string): string => join(directory, name);
  makeReordered(file('good.mp4'));
  wrapClip(file('good.mkv'), '-t', '1');
  ffmpeg('-i', file('good.mp4'), '-c', 'copy', file('good.ts'));
  ffmpeg('-i', file('good.mkv'), '-c', 'copy', '-strict', '-2', '-movflags', 'frag_keyframe', file('good.mov'));
  samples = ['mp4', 'mkv', 'ts', 'mov'].map((ending) => [ending, readFileSync(file(`good.${ending}`))] as const);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Reads all there is; the outcome may be frames or an error of ours, and nothing else. */
async function readThrough(ending: string, bytes: Uint8Array): Promise<number> {
  const path = join(directory, `hostile.${ending}`);
  writeFileSync(path, bytes);
  let frames = 0;
  try {
    using container = await openContainer(path);
    for (const track of container.tracks)
      for await (const frame of track.frames) frames += frame.bytes.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof RtpkitError && error.code === 'ERR_RTPKIT_FILE')) throw error;
    expect(error.message).toContain(path);
  }
  return frames;
}

describe('a container that is damaged', () => {
  it('is read as far as it goes, or refused, wherever it is cut off', async () => {
    for (const [ending, whole] of samples) {
      for (let part = 0; part < 16; part++) await readThrough(ending, whole.subarray(0, (whole.length * part) / 16));
      expect(await readThrough(ending, whole)).toBeGreaterThan(20);
    }
  });

  it('is read as far as it goes, or refused, whatever octets are wrong', async () => {
    const damage = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.uint8Array({ minLength: 1 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(fc.nat(3), damage, async (sample, damages) => {
        const [ending, whole] = samples[sample]!;
        const bytes = whole.slice();
        for (const [place, octets] of damages) bytes.set(octets, Math.floor(place * (bytes.length - octets.length)));
        await readThrough(ending, bytes);
      }),
      { numRuns: 100 },
    );
  });

  it('is refused when it is random, empty or text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4096 }), async (octets) => {
        expect(await readThrough('mp4', octets)).toBe(0);
      }),
      { numRuns: 50 },
    );
    expect(await readThrough('mkv', new TextEncoder().encode('Dear reader,\n'.repeat(1000)))).toBe(0);
  });

  it('is told by its name when it is missing, or no file', async () => {
    await expect(openContainer('/nowhere/at.mp4')).rejects.toThrow(
      /^\/nowhere\/at\.mp4 cannot be read: there is no such file$/,
    );
    await expect(openContainer(directory)).rejects.toThrow('is no file, only a file can be searched for its tracks');
  });
});
