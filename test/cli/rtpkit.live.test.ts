import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOggVorbis } from '../../src/node/index.js';
import { hexOf } from '../hex.js';
import { clipPackets, clipUnits, nalUnitsOf } from '../peers/clip.js';

const COMMAND = fileURLToPath(new URL('../../dist/rtpkit.js', import.meta.url));

let directory = '';
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'rtpkit-command-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function rtpkit(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [COMMAND, ...args], { env: environment });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (said.stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (said.stderr += String(chunk)));
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

describe('rtpkit demo, the main job', () => {
  it('streams the clip live between two processes, and what is received is what was sent', async () => {
    const startMs = performance.now();
    const { code, stdout, stderr } = await rtpkit(['demo', '--output', directory]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/PASSED/);
    expect(code).toBe(0);
    expect(stdout).toMatch(/video {2}300 access units sent, 300 received, 300 equal/);
    expect(stdout).toMatch(/audio {2}(\d+) Vorbis packets sent, \1 received, \1 equal/);
    expect(stdout.match(/round trip [\d.]+ ms/g)).toHaveLength(2);
    expect(stdout).toMatch(
      /^ {2}2\.\d s {2}video +\d+ +\d+ +0; +[\d.]+ +\d+ +[\d.]+ {2}audio +\d+ +\d+ +0; +[\d.]+ +\d+ +[\d.]+$/m,
    );
    // Live: ten seconds of media take ten seconds.
    expect(performance.now() - startMs).toBeGreaterThan(9900);

    const received = nalUnitsOf(new Uint8Array(readFileSync(join(directory, 'video.h264'))));
    expect(received).toEqual(clipUnits().flatMap(nalUnitsOf));
    const packets: string[] = [];
    for await (const { bytes } of (await openOggVorbis(join(directory, 'audio.ogg'))).packets)
      packets.push(hexOf(bytes));
    expect(packets).toEqual((await clipPackets(Infinity)).map(({ bytes }) => hexOf(bytes)));
  });

  it('says how to get GStreamer when its test source is asked for and missing, and ends at once', async () => {
    const run = await rtpkit(['demo', '--source', 'test', '--output', directory], { ...process.env, PATH: directory });
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(
      /^rtpkit: gst-launch-1\.0 is not installed; type: sudo apt-get install gstreamer1\.0-tools/,
    );
    expect(run.stderr).not.toMatch(/^ +at /m);
  });

  it('says which file cannot be written', async () => {
    const file = join(directory, 'a-file');
    writeFileSync(file, '');
    const { code, stderr } = await rtpkit(['demo', '--output', file]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^rtpkit: .*a-file\/video\.h264 cannot be written: /);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

describe('the command', () => {
  it.each([[['demo', '--sauce']], [['demo', '--source', 'camera']], [['serve']]])(
    'answers %j with a line and exit code 2',
    async (args) => {
      const { code, stdout, stderr } = await rtpkit(args);
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^rtpkit: .+\nrtpkit --help tells more\n$/);
    },
  );

  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await rtpkit(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it('helps', async () => {
    expect(await rtpkit(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('demo') });
    expect(await rtpkit(['demo', '--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('--source') });
  });
});
