import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openFileWriter } from '../../../src/node/containers/file-writer.js';
import { createByteFile } from '../../../src/node/sinks/byte-output.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

/** How many descriptors of this process are of that file. */
function descriptorsOf(path: string): number {
  const targets = readdirSync('/proc/self/fd').map((name) => {
    const link = `/proc/self/fd/${name}`;
    return existsSync(link) ? readlinkSync(link) : '';
  });
  return targets.filter((target) => target === path).length;
}

describe('a file that is written here and there', () => {
  it('is refused before there is anything to write', async () => {
    await expect(openFileWriter('/nowhere/film.mkv')).rejects.toThrow('there is no such directory');
    await expect(openFileWriter('/proc')).rejects.toThrow('it is a directory');
  });

  it('holds what was written last at each place, and nothing from before', async () => {
    using directory = new TemporaryDirectory('file-writer');
    const path = directory.file('film');
    writeFileSync(path, 'worth nothing');
    const writer = await openFileWriter(path);
    const at = (position: number, text: string): { position: number; bytes: Uint8Array } => ({
      position,
      bytes: Buffer.from(text),
    });
    await Promise.all([writer.write([at(0, '....'), at(4, 'film')]), writer.write([at(0, 'size')])]);
    await writer.close();
    expect(readFileSync(path, 'utf8')).toBe('sizefilm');
  });
});

describe('descriptors of files', () => {
  it('are closed with them, on a full disk too', async () => {
    using directory = new TemporaryDirectory('file-writer');
    for (const path of [directory.file('octets'), '/dev/full']) {
      const before = descriptorsOf(path);
      const output = await createByteFile(path);
      const writer = await openFileWriter(path);
      const bytes = Uint8Array.of(1);
      await Promise.allSettled([output.write(bytes), writer.write([{ position: 0, bytes }])]);
      await Promise.allSettled([output.close(), writer.close()]);
      await expect.poll(() => descriptorsOf(path)).toBe(before);
    }
  });
});
