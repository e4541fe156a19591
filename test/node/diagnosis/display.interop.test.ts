import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { diagnoseDisplay } from '../../../src/node/diagnosis/device-diagnosis.js';
import { Program } from '../../peers/program.js';

/** Others have the lowest ones. */
const NUMBER = 60_000 + (process.pid % 5000);

it('finds an X server that has no socket in the file system, as a container finds that of its host', async () => {
  expect(await diagnoseDisplay(`:${NUMBER}`)).toMatchObject({ state: 'missing' });
  const server = new Program('Xvfb', [`:${NUMBER}`, '-displayfd', '2', '-nolisten', 'unix', '-nolisten', 'tcp']);
  try {
    await server.waitForLine(/^\d+$/);
    expect(existsSync(`/tmp/.X11-unix/X${NUMBER}`)).toBe(false);
    expect(await diagnoseDisplay(`:${NUMBER}`)).toMatchObject({ state: 'ok', detail: `X server :${NUMBER}` });
    expect(await diagnoseDisplay(`:${NUMBER}0`)).toMatchObject({ state: 'missing' });
  } finally {
    await server.terminate();
  }
});
