import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reportFailure } from '../../../src/cli/terminal/report-failure.js';
import { UsageError } from '../../../src/cli/usage-error.js';
import { RtpkitError } from '../../../src/errors.js';

let written = '';
beforeEach(() => {
  written = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

describe('what a person is told of a failure', () => {
  it('is a line that says what to do, for what the machine would not do', () => {
    expect(reportFailure(new RtpkitError('ERR_RTPKIT_PORT_IN_USE', 'Port 5 is in use: name another'))).toBe(1);
    expect(written).toBe('rtpkit: Port 5 is in use: name another\n');
  });

  it('is where help is, for what was typed', () => {
    expect(reportFailure(new UsageError('there is no option --x'), { command: 'send' })).toBe(2);
    expect(reportFailure(new UsageError('there is no command x'))).toBe(2);
    expect(written).toBe(
      'rtpkit: there is no option --x\nrtpkit send --help tells more\n' +
        'rtpkit: there is no command x\nrtpkit --help tells more\n',
    );
  });

  it('is a request to report a fault of the program, and where it happened with -v alone', () => {
    const fault = new TypeError('x is undefined');
    expect(reportFailure(fault)).toBe(1);
    expect(written).toBe(
      'rtpkit: TypeError: x is undefined\nThis should not happen: please report it, with what -v adds\n',
    );
    written = '';
    expect(reportFailure(fault, { verbose: true })).toBe(1);
    expect(written).toMatch(/^rtpkit: TypeError: x is undefined\n +at /);
    expect(reportFailure('a string')).toBe(1);
  });

  it('obeys nothing that comes from the network', () => {
    reportFailure(new RtpkitError('ERR_RTPKIT_DESCRIPTION', 'found \u001B[2Jx'));
    expect(written).toBe('rtpkit: found  [2Jx\n');
  });
});
