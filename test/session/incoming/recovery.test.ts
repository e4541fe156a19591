import { describe, expect, it } from 'vitest';
import { Recovery, type RecoveryOptions } from '../../../src/session/incoming/recovery.js';

/** I: key frame, P: needs those before it, A: of a codec without key frames; lower case: damaged. '-' is a loss, '|' a new beginning. */
function play(options: RecoveryOptions, story: string): { shown: string; asked: string[]; dropped: number } {
  const asked: string[] = [];
  let now = 0;
  const recovery = new Recovery(options, (reason) => asked.push(`${reason} at ${now}`));
  let shown = '';
  for (const letter of story) {
    if (letter === '-') recovery.interrupt('loss');
    else if (letter === '|') recovery.interrupt('restart');
    else if (recovery.admit(now, frame(letter))) shown += letter;
    now += 100;
  }
  return { shown, asked, dropped: recovery.framesDropped };
}

function frame(letter: string): { timestamp: number; complete: boolean; keyFrame?: boolean } {
  const kind = letter.toUpperCase();
  const plain = { timestamp: 0, complete: letter === kind };
  return kind === 'A' ? plain : { ...plain, keyFrame: kind === 'I' };
}

describe('RFC 4585 §6.3.1 recovery after a loss', () => {
  it('hands on whatever can be decoded, marked, unless told otherwise', () => {
    expect(play({}, 'IPP-pPPIP').shown).toBe('IPPpPPIP');
  });

  it('hands on complete frames only, on request', () => {
    expect(play({ frames: 'complete' }, 'IPP-pPPiPIP')).toMatchObject({ shown: 'IPPPPPIP', dropped: 2 });
  });

  it('waits for a key frame that is complete, on request, at the start as well', () => {
    expect(play({ waitForKeyFrame: true }, 'PPIPP-pPiPPIP').shown).toBe('IPPIP');
    expect(play({ waitForKeyFrame: true }, 'IPP-PPIP').shown).toBe('IPPIP');
  });

  it('waits for a key frame after a new beginning', () => {
    expect(play({ waitForKeyFrame: true }, 'IPP|PPIP').shown).toBe('IPPIP');
  });

  it('wants a key frame, once, while it cannot follow, and says why', () => {
    expect(play({}, 'PPP').asked).toEqual(['start at 0']);
    expect(play({}, 'IPPPP').asked).toEqual([]);
    expect(play({}, 'IP-PPPIPP').asked).toEqual(['loss at 300']);
    expect(play({}, 'IPpPPIPp').asked).toEqual(['loss at 200', 'loss at 700']);
    expect(play({}, 'IP|PIP').asked).toEqual(['restart at 300']);
  });

  it('wants none when the loss was followed by a key frame anyway', () => {
    expect(play({}, 'IP-IP|IP').asked).toEqual([]);
  });

  it('asks again each second while none comes', () => {
    expect(play({ waitForKeyFrame: true }, `I-${'P'.repeat(25)}I`).asked).toEqual([
      'loss at 200',
      'loss at 1200',
      'loss at 2200',
    ]);
  });

  it('neither waits nor asks where every frame can be decoded by itself', () => {
    expect(play({ waitForKeyFrame: true }, 'AA-aA|A')).toEqual({ shown: 'AAaAA', asked: [], dropped: 0 });
    expect(play({ frames: 'complete' }, 'AA-aA')).toMatchObject({ shown: 'AAA', dropped: 1 });
  });
});
