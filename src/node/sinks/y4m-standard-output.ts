/** Standard output as the one reader of YUV4MPEG2: a program behind a pipe, or a file. */

import { createWriteStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import type { Y4mOutlet } from './y4m-outlet.js';

const STANDARD_OUTPUT = 1;

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

/** `process.stdout` would wait for a slow reader within each write, and hold up all that we receive. */
function openStandardOutput(): Writable {
  const found = fstatSync(STANDARD_OUTPUT);
  if (found.isFIFO() || found.isSocket()) return new Socket({ fd: STANDARD_OUTPUT, readable: false, writable: true });
  return createWriteStream('', { fd: STANDARD_OUTPUT });
}
