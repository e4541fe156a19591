/** Standard output as the one reader of YUV4MPEG2: a program behind a pipe, or a file. */

import { openStandardOutput } from './standard-output.js';
import type { Y4mOutlet } from './y4m-outlet.js';

/** Ends with its reader. */
export function y4mStandardOutput(): Y4mOutlet {
  let opened = false;
  return {
    name: 'standard output',
    open: async () => {
      if (opened) return undefined;
      opened = true;
      return openStandardOutput();
    },
    close: async () => undefined,
  };
}
