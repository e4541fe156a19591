import { chmodSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { concatenate } from '../../../src/bytes/octets.js';
import { COMMAND, rtpkit } from '../../peers/cli-process.js';
import { clipUnits } from '../../peers/clip.js';
import { freePortPair } from '../../peers/free-port.js';
import { PATIENCE } from '../../peers/patience.js';
import { untilPrepared } from '../../peers/process-signals.js';
import { Program } from '../../peers/program.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

/** Stands in for a window or loudspeakers, whose program complains and ends when it gets SIGUSR1. */
function standIn(complaint: string): string {
  return `#!/bin/sh\ntrap 'echo "${complaint}" >&2; exit 1' USR1\nwhile :; do sleep 0.05; done\n`;
}

/** The command with the stand-in in place of GStreamer; nobody sends anything to it. */
async function receivingInto(
  args: readonly string[],
  complaint: string,
  directory: TemporaryDirectory,
): Promise<Program> {
  const program = directory.file('gst-launch-1.0');
  writeFileSync(program, standIn(complaint));
  chmodSync(program, 0o755);
  const path = `${program.slice(0, -'/gst-launch-1.0'.length)}:${process.env['PATH']}`;
  const receiver = rtpkit([...args, `:${await freePortPair()}`, '--backend', 'gstreamer'], {
    env: { PATH: path, WAYLAND_DISPLAY: 'wayland-1' },
  });
  await receiver.waitForLine(/^send to it/);
  return receiver;
}

async function tellChildOf(receiver: Program): Promise<void> {
  const [child] = await vi.waitUntil(() => receiver.children.length === 1 && receiver.children, PATIENCE);
  await untilPrepared(child!, 'SIGUSR1');
  process.kill(child!, 'SIGUSR1');
}

describe('what goes away while nothing is received', () => {
  it('is a window: its person has ended the command', async () => {
    using directory = new TemporaryDirectory('gone');
    await using receiver = await receivingInto(['recv-video'], 'ERROR: Output window was closed', directory);
    await tellChildOf(receiver);
    expect(await receiver.exitCode).toBe(0);
    expect(receiver.errorLines.at(-1)).toBe('the window of gst-launch-1.0 was closed');
  });

  it('is the reader of a pipe, which Linux tells of at a write alone', async () => {
    const port = await freePortPair();
    const piped = `{ node '${COMMAND}' recv-video :${port} --out -; echo "exit code $?" >&2; } | sleep 2`;
    await using pipeline = new Program('sh', ['-c', piped]);
    await pipeline.waitForLine(/^send to it/);
    await using sender = rtpkit(['send-video', '-', '--fps', '60', '--to', `127.0.0.1:${port}`], {
      input: concatenate(clipUnits(5)),
    });
    expect(await sender.exitCode).toBe(0);
    await pipeline.waitForLine(/^nobody reads standard output any more$/);
    await pipeline.waitForLine(/^exit code 0$/);
  });

  it('is a sound card that never worked: that is said at once', async () => {
    using directory = new TemporaryDirectory('gone');
    await using receiver = await receivingInto(['recv-audio', '--out', 'alsa'], 'no such card', directory);
    await tellChildOf(receiver);
    expect(await receiver.exitCode).toBe(1);
    expect(receiver.errorLines.join('\n')).toContain('no such card');
  });
});
