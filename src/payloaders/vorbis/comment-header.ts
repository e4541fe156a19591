/** The comment header, as far as RTP needs it: an empty one to stand in for one that was left out (Vorbis I §5.2.1). */

import { concatenate } from '../../bytes/octets.js';
import { COMMENT_HEADER, headerPrefix } from './header-packet.js';

/** An empty vendor string, no comments, the framing bit; what RFC 5215 §3.1.1 calls a dummy. */
export function emptyCommentHeader(): Uint8Array {
  return concatenate([headerPrefix(COMMENT_HEADER), Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 1])]);
}
