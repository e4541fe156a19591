import { describe, expect, it } from 'vitest';
import { childError, notStarted } from '../../../src/node/children/child-end.js';
import { RtpkitError } from '../../../src/errors.js';

const COMPLAINT = 'ERROR: no camera\nand what follows from that';

describe('an error about a program', () => {
  it('has the gist of what it complained of, and all of that behind it', () => {
    const gistOf = (complaint: string): string => complaint.split('\n')[0]!;
    const error = childError({ program: 'grab', args: [], gistOf }, 'ended with 1', COMPLAINT);
    expect(error).toMatchObject({ message: 'grab ended with 1: ERROR: no camera', cause: COMPLAINT });
  });

  it('has all of it where the gist is not known, and nothing where it said nothing', () => {
    const command = { program: 'grab', args: [] };
    expect(childError(command, 'ended with 1', COMPLAINT).message).toBe(`grab ended with 1: ${COMPLAINT}`);
    expect(childError(command, 'ended with 1')).toEqual(
      new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', 'grab ended with 1'),
    );
  });

  it('says what to install where the program is missing', () => {
    const cause = Object.assign(new Error('spawn grab ENOENT'), { code: 'ENOENT' });
    const { failure } = notStarted({ program: 'grab', args: [], installHint: 'apt-get install grab' }, cause);
    expect(failure).toMatchObject({ message: 'grab is not installed; type: apt-get install grab', cause });
  });
});
