import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAccessUnits } from '../../../src/node/files/annex-b-input.js';
import { openOggVorbis } from '../../../src/node/files/ogg-vorbis-input.js';
import { hexOf } from '../../hex.js';
import { CLIP_H264, CLIP_OGG, clipUnits } from '../../peers/clip.js';

let directory = '';
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'rtpkit-inputs-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function* chunksOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

describe('access units of a file or a pipe', () => {
  it('reads a file by path or URL', async () => {
    const units: string[] = [];
    for await (const { bytes } of readAccessUnits(CLIP_H264)) units.push(hexOf(bytes));
    expect(units).toEqual(clipUnits().map(hexOf));
  });

  it('hands out a unit when the next one begins, or at the end of its write on request', async () => {
    const writes = clipUnits(4);
    for (const [unitPerWrite, before] of [
      [false, 0],
      [true, 1],
    ] as const) {
      let written = 0;
      const pipe = async function* (): AsyncGenerator<Uint8Array> {
        for (const write of writes) {
          written++;
          yield write;
        }
      };
      const units = readAccessUnits(pipe(), { unitPerWrite });
      expect(hexOf((await units.next()).value!.bytes)).toBe(hexOf(writes[0]!));
      expect(written).toBe(2 - before);
    }
  });

  it('says which file cannot be read', async () => {
    await expect(readAccessUnits('/no/such/file.h264').next()).rejects.toMatchObject({
      code: 'ERR_RTPKIT_FILE',
      message: expect.stringMatching(/^\/no\/such\/file\.h264 cannot be read: there is no such file$/),
    });
  });
});

describe('Vorbis packets of an Ogg file or pipe', () => {
  it('tells the configuration first and loses no packet by it', async () => {
    const { configuration, packets } = await openOggVorbis(CLIP_OGG);
    expect(configuration).toMatchObject({ sampleRate: 44_100, channels: 2 });
    const kinds: string[] = [];
    let samples = 0;
    for await (const { kind, timestampTicks, durationSamples } of packets) {
      kinds.push(kind);
      samples = timestampTicks + durationSamples;
    }
    expect(kinds.slice(0, 4)).toEqual(['header', 'header', 'header', 'audio']);
    // Ten seconds and what of the last block is trimmed.
    expect(samples).toBeGreaterThanOrEqual(441_000);
    expect(samples).toBeLessThan(441_000 + 2048);
  });

  it('says that there is no Vorbis', async () => {
    const path = join(directory, 'not.ogg');
    writeFileSync(path, 'hello');
    await expect(openOggVorbis(path)).rejects.toMatchObject({
      code: 'ERR_RTPKIT_FILE',
      message: `${path} holds no Ogg Vorbis stream`,
    });
    await expect(openOggVorbis(chunksOf([]))).rejects.toThrow('The input holds no Ogg Vorbis stream');
  });
});
