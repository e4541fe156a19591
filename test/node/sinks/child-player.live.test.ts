import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { MediaFrame } from '../../../src/node/index.js';
import { ChildPlayer, type Performance } from '../../../src/node/sinks/child-player.js';
import { PATIENCE } from '../../peers/patience.js';
import { TemporaryDirectory } from '../../peers/temporary-directory.js';

interface NumberedFrame extends MediaFrame {
  readonly number: number;
}

const FRAME_LENGTH = 1 << 16;
const FRAMES_PER_KEY_FRAME = 10;
/** A run of this length counts as one that worked. */
const GOOD_RUN_MS = 1600;

const picture = (number: number): NumberedFrame => ({
  number,
  timestamp: number,
  complete: true,
  keyFrame: number % FRAMES_PER_KEY_FRAME === 0,
});
const sound = (number: number): NumberedFrame => ({ number, timestamp: number, complete: true });

/** A child of Node, whose stdin begins each frame with its number, and the numbers of the frames that it has read. */
function playing(script: string): { performance: Performance<NumberedFrame>; numbers: () => number[] } {
  const chunks: Uint8Array[] = [];
  return {
    performance: {
      command: { program: process.execPath, args: ['-e', script] },
      createFeed: () => ({
        octetsOf: ({ number }) => new Uint8Array(FRAME_LENGTH).fill(number),
        end: () => new Uint8Array(0),
      }),
      createOutput: () => (chunk) => chunks.push(chunk),
    },
    numbers: () => {
      const bytes = Buffer.concat(chunks);
      return Array.from(
        { length: Math.floor(bytes.length / FRAME_LENGTH) },
        (_, index) => bytes[index * FRAME_LENGTH]!,
      );
    },
  };
}

const ECHO = 'process.stdin.pipe(process.stdout)';

async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, PATIENCE);
}

describe('a child that shows or plays frames', () => {
  it('gets all of them, in order, and ends when all has been played', async () => {
    const { performance, numbers } = playing(ECHO);
    const player = new ChildPlayer(performance);
    for (let number = 0; number < 12; number++) player.play(picture(number), number);
    await player.close();
    expect(numbers()).toEqual(Array.from({ length: 12 }, (_, index) => index));
    expect(player.framesDropped).toBe(0);
  });

  it('stands still: what it is too slow for is left out up to the next key frame, counted, and a key frame is asked for', async () => {
    const { performance, numbers } = playing(`process.on('SIGUSR2', () => ${ECHO}); console.error('up')`);
    let keyFramesWanted = 0;
    const player = new ChildPlayer(performance, { onKeyFrameWanted: () => keyFramesWanted++ });
    for (let number = 0; number < 45; number++) player.play(picture(number), number);
    const taken = 45 - player.framesDropped;
    expect(taken).toBeLessThan(25);
    expect(keyFramesWanted).toBeGreaterThan(0);
    await player.close();
    expect(player.framesDropped).toBe(45 - taken);
    expect(numbers()).toEqual([]);
  });

  it('stood still for a time: it goes on with a key frame, and nothing old waits behind it', async () => {
    const { performance, numbers } = playing(`setTimeout(() => ${ECHO}, 1000)`);
    const player = new ChildPlayer(performance);
    let number = 0;
    for (; number < 45; number++) player.play(picture(number), number);
    await until(() => numbers().length === 45 - player.framesDropped);
    for (; number < 60; number++) player.play(picture(number), number);
    await player.close();
    const heard = numbers();
    const hole = heard.findIndex((value, index) => index > 0 && value !== heard[index - 1]! + 1);
    expect(heard.slice(0, hole)).toEqual(Array.from({ length: hole }, (_, index) => index));
    expect(heard.slice(hole)).toEqual([50, 51, 52, 53, 54, 55, 56, 57, 58, 59]);
    expect(player.framesDropped).toBe(60 - heard.length);
  });

  it('is killed: it is started again, and goes on with the next key frame', async () => {
    const { performance, numbers } = playing(ECHO);
    const failures: string[] = [];
    let keyFramesWanted = 0;
    const player = new ChildPlayer(performance, {
      restart: { firstDelayMs: 1 },
      onRestart: ({ failure }) => failures.push(failure.message),
      onKeyFrameWanted: () => keyFramesWanted++,
    });
    player.play(picture(0), 0);
    await until(() => numbers().length === 1);
    await delay(GOOD_RUN_MS);
    killChildrenOf(process.pid);
    await until(() => failures.length === 1);
    await until(() => keyFramesWanted === 1);
    for (let number = 7; number < 13; number++) player.play(picture(number), number);
    await player.close();
    expect(failures).toEqual([expect.stringMatching(/ended with SIGKILL/)]);
    expect(numbers()).toEqual([0, 10, 11, 12]);
    expect(player.framesDropped).toBe(3);
  });

  it('never worked: it is not started again, and what it complained of is told', async () => {
    const { performance } = playing('console.error("no such device"); process.exitCode = 1');
    const player = new ChildPlayer(performance, { onRestart: () => expect.unreachable() });
    expect(await player.ended).toBe(player.failure);
    expect(player.failure).toMatchObject({
      code: 'ERR_RTPKIT_CHILD_PROCESS',
      message: expect.stringMatching(/ended with 1: no such device/),
    });
    player.play(picture(0), 0);
    expect(player.framesDropped).toBe(1);
    await player.close();
  });

  it('has had its window closed: that is the end, and no failure of it', async () => {
    const { performance } = playing('console.error("ERROR: Output window was closed"); process.exitCode = 1');
    const player = new ChildPlayer({ ...performance, closedByUser: /window was closed/ });
    expect(await player.ended).toMatchObject({ code: 'ERR_RTPKIT_CLOSED' });
    expect(await player.ended).toBe(player.failure);
    await player.close();
  });

  it('has fallen behind with sound, which would stay delay for ever: it begins anew', async () => {
    using directory = new TemporaryDirectory('player');
    const flag = JSON.stringify(directory.file('second'));
    // Reads nothing in its first life.
    const script = `if (fs.existsSync(${flag})) ${ECHO}; else { fs.writeFileSync(${flag}, ''); setInterval(() => {}, 1000); }`;
    const { performance, numbers } = playing(script);
    const failures: string[] = [];
    const player = new ChildPlayer(
      { ...performance, mostWaitingOctets: 4096, beginsAnew: true },
      { restart: { firstDelayMs: 1 }, onRestart: ({ failure }) => failures.push(failure.message) },
    );
    await delay(GOOD_RUN_MS);
    for (let number = 0; number < 40; number++) player.play(sound(number), number);
    await until(() => failures.length === 1);
    await delay(50);
    player.play(sound(99), 99);
    await until(() => numbers().length === 1);
    expect(numbers()).toEqual([99]);
    expect(failures).toEqual([expect.stringMatching(/too far behind/)]);
    await player.close();
  });

  it('gets frames without a key frame when none has come for long', async () => {
    const { performance, numbers } = playing(ECHO);
    const player = new ChildPlayer(performance);
    for (let count = 0; count < 302; count++) player.play(picture(1), 1);
    await player.close();
    expect(numbers()).toEqual([1, 1]);
    expect(player.framesDropped).toBe(300);
  });
});

function killChildrenOf(pid: number): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  for (const child of children) process.kill(Number(child), 'SIGKILL');
}
