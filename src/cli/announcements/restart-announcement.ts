/** What a person is told when a child process has failed and is started again. */

import type { Restart } from '../../node/index.js';
import type { Medium } from '../arguments/medium.js';
import type { Console } from '../console.js';
import { causeWords } from '../terminal/cause-words.js';

/** For `onRestart` of a source or sink: says why, and that the stream goes on. */
export function announceRestarts(medium: Medium, console: Console): (restart: Restart) => void {
  return ({ run, failure, delayMs }) => {
    console.warn(`${medium}: ${failure.message}; starting it again in ${delayMs} ms`);
    for (const words of causeWords(failure)) console.detail(words);
    console.tell({ event: 'child-restart', stream: medium, run, reason: failure.message, delayMs });
  };
}
