import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concatenate } from '../../../src/bytes/octets.js';
import { replaceFile } from '../../../src/cli/description/replace-file.js';
import { createContainer, isCaptureFile, loadDescription, openVideoSource } from '../../../src/node/index.js';
import { createByteFile } from '../../../src/node/sinks/byte-output.js';
import { rtpkit } from '../../peers/cli-process.js';
import { CLIP_H264, clipUnits } from '../../peers/clip.js';
import { freePortPair } from '../../peers/free-port.js';
import { untilPrepared } from '../../peers/process-signals.js';
import { Program } from '../../peers/program.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

let directory: TemporaryDirectory;
beforeAll(() => {
  directory = new TemporaryDirectory('fifo');
});
afterAll(() => directory[Symbol.dispose]());

function fifo(name: string): string {
  const path = directory.file(name);
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
  return path;
}

describe('a FIFO in the place of a file', () => {
  it('is a live source, which waits for its writer', async () => {
    const path = fifo('live.h264');
    const source = await openVideoSource({ kind: 'file', path });
    await using writer = new Program('cp', [CLIP_H264.pathname, path]);
    let frames = 0;
    for await (const _ of source.frames) frames++;
    expect(await writer.exitCode).toBe(0);
    expect(frames).toBe(clipUnits().length);
  });

  it('takes what is received once somebody reads', async () => {
    const path = fifo('received.h264');
    const output = await createByteFile(path);
    const bytes = concatenate(clipUnits(3));
    const written = output.write(bytes);
    await using reader = new Program('cat', [path]);
    await written;
    await output.close();
    expect(await reader.exitCode).toBe(0);
    expect(reader.output).toEqual(bytes);
  });

  it('is closed although nobody has read, or reads on', async () => {
    const unread = await createByteFile(fifo('unread.h264'));
    const stalled = fifo('stalled.h264');
    const reader = openSync(stalled, constants.O_RDONLY | constants.O_NONBLOCK);
    const full = await createByteFile(stalled);
    const writes = [unread, full].map((output) => output.write(new Uint8Array(1_000_000)));
    const outcomes = Promise.allSettled(writes);
    await Promise.all([unread.close(), full.close()]);
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'ERR_RTPKIT_CLOSED' } });
    }
    closeSync(reader);
  });

  it('is no place for formats that are written here and there', async () => {
    await expect(createContainer(fifo('a.mkv'), { video: true })).rejects.toMatchObject({ code: 'ERR_RTPKIT_FILE' });
  });

  it('holds up nobody who writes a description, or waits for one', async () => {
    const path = fifo('session.sdp');
    expect(() => replaceFile(path, 'v=0')).toThrow(/session\.sdp cannot be written/);
    expect(await isCaptureFile(path)).toBe(false);
    const signal = AbortSignal.timeout(50);
    await expect(loadDescription(path, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('Ctrl-C', () => {
  it('ends commands whose FIFO has nobody at its other end', async () => {
    const to = ['--to', `127.0.0.1:${await freePortPair()}`];
    const commands = [
      ['describe', fifo('described.sdp')],
      ['recv-video', fifo('recv.sdp'), '--out', directory.file('x.h264')],
      ['send-video', fifo('sent.h264'), ...to],
      ['send-audio', fifo('sent.ogg'), ...to],
    ];
    const exitCodes = commands.map(async (words) => {
      await using command = rtpkit(words);
      await untilPrepared(command.pid, 'SIGHUP'); // SIGINT is one that Node catches from the beginning.
      await delay(300);
      return await command.pressCtrlC();
    });
    expect(await Promise.all(exitCodes)).toEqual([0, 0, 0, 0]);
  });
});
