import { describe, expect, it } from 'vitest';
import { causeWords } from '../../../src/cli/terminal/cause-words.js';

describe('what is behind an error', () => {
  it('is what its causes say, as far as it does not say it itself', () => {
    const program = new Error('gst-launch-1.0 ended with 1: no camera', {
      cause: 'ERROR: no camera\nin so many lines',
    });
    const camera = new Error('the camera cannot be used: gst-launch-1.0 ended with 1: no camera', { cause: program });
    expect(causeWords(camera)).toEqual(['ERROR: no camera\nin so many lines']);
  });

  it('is nothing where there is no cause', () => {
    expect(causeWords(new Error('no camera'))).toEqual([]);
  });
});
