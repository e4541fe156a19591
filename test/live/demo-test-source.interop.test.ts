import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rtpkit } from '../peers/cli-process.js';

it('rtpkit demo --source test streams what GStreamer encodes live, and what is received is what was sent', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'rtpkit-test-source-'));
  await using demo = rtpkit(['demo', '--source', 'test', '--output', directory]);
  expect(await demo.exitCode).toBe(0);
  rmSync(directory, { recursive: true });
  const stdout = Buffer.from(demo.output).toString();
  expect(stdout).toMatch(/video {2}300 access units sent, 300 received, 300 equal/);
  expect(stdout).toMatch(/audio {2}(\d{3}) Vorbis packets sent, \1 received, \1 equal/);
  expect(stdout).toMatch(/PASSED/);
});
