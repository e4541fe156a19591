import { describe, expect, it } from 'vitest';
import { nearestName } from '../../../src/cli/grammar/nearest-name.js';

const names = ['send-video', 'send-audio', 'recv-video', 'send', 'talk', 'timeout', 'to'];

describe('the name that was meant', () => {
  it.each([
    ['send-vidoe', 'send-video'],
    ['sendvideo', 'send-video'],
    ['recv_video', 'recv-video'],
    ['sned', 'send'],
    ['tlak', 'talk'],
    ['tiemot', 'timeout'],
    ['t', 'to'],
    ['send', 'send'],
  ])('%j is %j', (typed, meant) => expect(nearestName(typed, names)).toBe(meant));

  it.each(['', 'x', 'receive-picture', 'zzzz', 'x'.repeat(100_000)])('none is near %.20j', (typed) => {
    expect(nearestName(typed, names)).toBeUndefined();
  });
});
