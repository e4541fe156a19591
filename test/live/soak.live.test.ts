import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const SOAK = fileURLToPath(new URL('../../scripts/soak.mjs', import.meta.url));

describe('the ceremony of the original, live, over a network that loses 2 %', () => {
  it('goes on for a minute without a frame missing, picture and sound apart, or memory growing', async () => {
    const soak = promisify(execFile)(process.execPath, [SOAK, '--minutes', '1']);
    const { stdout } = await soak.catch((failure: { stdout: string }) => failure);
    expect(stdout.split('\n').filter((line) => line.startsWith('FAIL'))).toEqual([]);
    expect(stdout.match(/^ok /gm)).toHaveLength(10);
  }, 90_000);
});
