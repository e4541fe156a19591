/** Standard output as a stream that nobody is held up by. */

import { createWriteStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';

const STANDARD_OUTPUT = 1;

/** `process.stdout` would wait for a slow reader within each write, and hold up all that we receive. */
export function openStandardOutput(): Writable {
  const found = fstatSync(STANDARD_OUTPUT);
  if (found.isFIFO() || found.isSocket()) return new Socket({ fd: STANDARD_OUTPUT, readable: false, writable: true });
  return createWriteStream('', { fd: STANDARD_OUTPUT });
}
