import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('../../dist/rtpkit.js', import.meta.url));

it('rtpkit demo --source test streams what GStreamer encodes live, and what is received is what was sent', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'rtpkit-test-source-'));
  const args = [COMMAND, 'demo', '--source', 'test', '--output', directory];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  rmSync(directory, { recursive: true });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/video {2}300 access units sent, 300 received, 300 equal/);
  expect(stdout).toMatch(/audio {2}(\d{3}) Vorbis packets sent, \1 received, \1 equal/);
  expect(stdout).toMatch(/PASSED/);
});
