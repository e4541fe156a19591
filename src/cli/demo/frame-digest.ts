/** Fingerprints of what is sent and received, so that two processes can compare without a file between them. */

import { createHash } from 'node:crypto';

/** 128 bits of SHA-256, in base64. */
export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64').slice(0, 22);
}
