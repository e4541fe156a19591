import { describe, expect, it } from 'vitest';
import { DEMO_HELP, parseDemoArguments } from '../../src/cli/demo-arguments.js';
import { UsageError } from '../../src/cli/usage-error.js';

describe('the arguments of rtpkit demo', () => {
  it('has defaults for all', () => {
    expect(parseDemoArguments([])).toEqual({ source: 'clip', output: 'received', help: false });
  });

  it('takes each of them', () => {
    const args = ['--source', 'test', '--output=/tmp/x', '-h'];
    expect(parseDemoArguments(args)).toEqual({ source: 'test', output: '/tmp/x', help: true });
  });

  it.each([[['--source', 'camera']], [['--sauce', 'test']], [['clip']], [['--output']]])('refuses %j', (args) => {
    expect(() => parseDemoArguments(args)).toThrow(UsageError);
  });

  it('names every option in a help that fits a screen', () => {
    for (const option of ['--source', '--output']) expect(DEMO_HELP).toContain(option);
    expect(DEMO_HELP.split('\n').length).toBeLessThan(24);
    expect(Math.max(...DEMO_HELP.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});
