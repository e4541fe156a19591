import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePortPair } from './peers/free-port.js';
import { PATIENCE } from './peers/patience.js';

const root = new URL('..', import.meta.url).pathname;
const readme = readFileSync(`${root}README.md`, 'utf8');
const shell = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]!);
const children: ChildProcess[] = [];
const PICTURE_OCTETS = 320 * 240 * 1.5;

let shown = '';
beforeEach(() => (shown = join(mkdtempSync(join(tmpdir(), 'rtpkit-readme-')), 'shown.yuv')));
afterEach(() => {
  for (const { pid, exitCode } of children.splice(0)) if (exitCode === null) process.kill(-pid!, 'SIGKILL');
  rmSync(dirname(shown), { recursive: true });
});

/** Starts the one command of the README that holds `words`, on free ports; pictures go to a file instead of a display. */
function start(words: string, port: number): void {
  const [command, ...others] = shell.filter((block) => words.split(' … ').every((word) => block.includes(word)));
  expect(others).toEqual([]);
  const line = command!
    .replace(/\b1000([012])\b/g, (_, digit: string) => String(port + Number(digit)))
    .replace('autovideosink sync=false', `filesink buffer-mode=unbuffered location=${shown}`)
    .replace(/node (examples\/send-h264\.mjs)/, `node $1 127.0.0.1:${port}`)
    .replace(/node (examples\/receive-h264\.mjs)/, `node $1 ${port}`);
  const child = spawn('bash', ['-c', line], { cwd: root, detached: true, stdio: ['ignore', 'ignore', 'inherit'] });
  children.push(child);
}

/** Waits for so many pictures. */
async function seePictures(count: number): Promise<void> {
  const octets = (): number => statSync(shown, { throwIfNoEntry: false })?.size ?? 0;
  await vi.waitUntil(() => octets() >= count * PICTURE_OCTETS, PATIENCE);
}

describe('README.md', () => {
  it('prints the examples as they are', () => {
    const printed = [...readme.matchAll(/`examples\/([a-z0-9-]+\.mjs)`\n\n```js\n([\s\S]*?)```/g)];
    expect(printed.length).toBe(readme.match(/```js/g)!.length);
    for (const [, name, code] of printed) expect(code).toBe(readFileSync(`${root}examples/${name}`, 'utf8'));
  });

  it('names only examples that there are, and all of them', () => {
    const named = new Set([...readme.matchAll(/examples\/([a-z0-9-]+\.mjs)/g)].map((match) => match[1]!));
    expect([...named].toSorted()).toEqual(readdirSync(`${root}examples`).toSorted());
  });

  it('shows with GStreamer what its sender sends', async () => {
    const port = await freePortPair();
    start('rtpbin name=rtpbin', port);
    start('x264enc … send-h264.mjs', port);
    await seePictures(30);
  });

  it('shows what its receiver receives from its sender', async () => {
    const port = await freePortPair();
    start('receive-h264.mjs |', port);
    start('x264enc … send-h264.mjs', port);
    await seePictures(30);
  });
});
