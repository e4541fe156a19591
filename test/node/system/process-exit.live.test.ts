import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PATIENCE } from '../../peers/patience.js';

const NODE_INDEX = fileURLToPath(new URL('../../../dist/node.js', import.meta.url));

/** Runs a program and resolves with what it printed, once it has ended by itself. */
async function run(program: string): Promise<string> {
  const script = `import { openReceiver, openSender } from ${JSON.stringify(NODE_INDEX)};\n${program}`;
  const args = ['--input-type=module', '-e', script];
  return (await promisify(execFile)(process.execPath, args, { timeout: PATIENCE.timeout })).stdout;
}

const UNIT = 'Uint8Array.of(0, 0, 0, 1, 0x65, 0x88, 1)';

describe('B89: a process ends by itself when there is nothing left to do', () => {
  it('with a sender that was never closed', async () => {
    const program = `const sender = await openSender({ to: '127.0.0.1:9', codec: 'H264' });
      await sender.send(${UNIT}); console.log('sent');`;
    expect(await run(program)).toBe('sent\n');
  });

  it('with a receiver that was closed while its timers ran', async () => {
    const program = `const receiver = await openReceiver({ host: '127.0.0.1', codec: 'H264', latencyMs: 5000 });
      const sender = await openSender({ to: '127.0.0.1:' + receiver.endpoint.ports.rtp, codec: 'H264' });
      for (let index = 0; index < 5; index++) await sender.send(${UNIT}, index * 3000);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await sender.close(); await receiver.close();
      let frames = 0; for await (const { frame } of receiver) frames++;
      console.log(frames);`;
    expect(await run(program)).toBe('5\n');
  });

  it('but not while a receiver waits', async () => {
    const program = `const receiver = await openReceiver({ host: '127.0.0.1', codec: 'H264' });
      setTimeout(() => { console.log('still here'); void receiver.close(); }, 300).unref();
      for await (const _ of receiver);`;
    expect(await run(program)).toBe('still here\n');
  });
});
