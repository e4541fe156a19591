import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { freePortPairs } from './peers/free-port.js';

function run(name: string, ...args: readonly string[]): string {
  const path = new URL(`../examples/${name}`, import.meta.url).pathname;
  return execFileSync(process.execPath, [path, ...args], { encoding: 'utf8' });
}

describe('the examples without sockets', () => {
  it('packetize.mjs cuts an access unit into payloads and puts it together again', () => {
    const lines = run('packetize.mjs').trim().split('\n');
    expect(lines.filter((line) => line.endsWith('marker true')).length).toBe(1);
    expect(lines.at(-1)).toBe('NAL unit types 9,7,8,6,5, key frame true, complete true');
  });

  it('virtual-session.mjs gives the same counts each time, and none of 1800 frames is unaccounted for', () => {
    const first = run('virtual-session.mjs');
    expect(run('virtual-session.mjs')).toBe(first);
    const [complete, damaged] = ['complete', 'damaged'].map((name) =>
      Number(new RegExp(`${name}: (\\d+)`).exec(first)![1]),
    );
    const lost = Number(/lostAccessUnits: (\d+)/.exec(first)![1]);
    expect(complete! + damaged! + lost).toBe(1800);
    expect(complete).toBeGreaterThan(1600);
  });
});

describe('the example with a link that loses packets', () => {
  it('repair.mjs has all that is lost sent again, but for what nothing follows', async () => {
    const [port] = await freePortPairs(1);
    const [, whole, sent] = /^(\d+) of (\d+) access units/.exec(run('repair.mjs', String(port)))!;
    expect(Number(sent)).toBe(300);
    // One packet in twenty is lost: without repair 36 are damaged.
    expect(Number(whole)).toBeGreaterThanOrEqual(295);
  });
});
