import { expect, it } from 'vitest';
import { ChildPlayer } from '../../../src/node/sinks/child-player.js';

it('tells what to do about a player that never worked, behind what it complained of', async () => {
  const reasons: string[] = [];
  const player = new ChildPlayer({
    command: { program: 'sh', args: ['-c', 'echo no such device >&2; exit 1'] },
    createFeed: () => ({ octetsOf: () => new Uint8Array(1), end: () => new Uint8Array(0) }),
    adviceOn: (reason) => {
      reasons.push(reason);
      return Promise.resolve('plug it in');
    },
  });
  const failure = await player.ended;
  expect(reasons).toEqual(['sh ended with 1: no such device']);
  expect(failure.message).toBe('sh ended with 1: no such device\nplug it in');
  expect(failure.cause).toMatchObject({ message: reasons[0], cause: 'no such device' });
  await player.close();
});
