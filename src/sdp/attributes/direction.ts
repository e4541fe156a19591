/** `a=sendrecv`, `a=sendonly`, `a=recvonly` and `a=inactive` (RFC 8866 §6.7). */

import { DIRECTIONS } from '../stream-description.js';
import type { SdpAttribute } from './sdp-attribute.js';

/** `sendrecv` is what a stream without any of them has, and is not written. */
export const directions: readonly SdpAttribute[] = DIRECTIONS.map((name) => ({
  name,
  section: 'RFC 8866 §6.7',
  atSessionLevel: true,
  read(_value, draft) {
    draft.direction = name;
    return undefined;
  },
  write: ({ direction }) => (direction === name && name !== 'sendrecv' ? [''] : []),
}));
