import { existsSync, readFileSync, rmdirSync, mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createByteFile } from '../../../src/node/sinks/byte-output.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

describe('a file that is made with its first octets', () => {
  it('has all of them in their order, and none from before', async () => {
    using directory = new TemporaryDirectory('file-output');
    const path = directory.file('octets');
    for (const begin of [0, 100]) {
      const output = await createByteFile(path);
      const chunks = Array.from({ length: 50 }, (_, index) => Uint8Array.of(begin + index, 0xff));
      await Promise.all(chunks.map((chunk) => output.write(chunk)));
      await output.close();
      expect(readFileSync(path)).toEqual(Buffer.concat(chunks));
    }
  });

  it('says so where it cannot be made any more, or has no room', async () => {
    using directory = new TemporaryDirectory('file-output');
    const inner = directory.file('inner');
    mkdirSync(inner);
    const output = await createByteFile(`${inner}/octets`);
    rmdirSync(inner);
    const gone = { code: 'ERR_RTPKIT_FILE', message: `${inner}/octets cannot be written: there is no such directory` };
    await expect(output.write(Uint8Array.of(1))).rejects.toMatchObject(gone);
    expect(await output.ended).toMatchObject(gone);
    await output.close();
    expect(existsSync(inner)).toBe(false);
    const full = await createByteFile('/dev/full');
    await expect(full.write(Uint8Array.of(1))).rejects.toThrow('/dev/full cannot be written: the disk is full');
    await full.close();
  });
});
