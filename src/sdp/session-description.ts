/** A session of any number of RTP streams, as one description tells it (RFC 8866 §5). */

import type { Bandwidth } from './bandwidth.js';
import { DEFAULT_ORIGIN, type Origin } from './origin.js';
import type { StreamDescription } from './stream-description.js';
import { createStreamDescription, type StreamDescriptionParts } from './stream-description-parts.js';

export interface SessionDescription {
  /** The `s=` line; `-` where there is nothing to call it. */
  readonly name: string;
  readonly origin: Origin;
  /** Of the session as a whole; each stream has its own besides. */
  readonly bandwidth: Bandwidth;
  /** What the session says for all streams (address, direction, extensions) stands in each of them. */
  readonly streams: readonly StreamDescription[];
  /** Session lines that are none of the above, such as `a=tool:x` or a `t=` line other than `t=0 0`. */
  readonly otherLines: readonly string[];
  /** Media sections that are not RTP, or are switched off without a format: their lines, the `m=` line first. */
  readonly otherMedia: readonly (readonly string[])[];
}

/** A session as a caller puts it together. */
export interface SessionDescriptionParts extends Partial<Omit<SessionDescription, 'streams'>> {
  readonly streams: readonly StreamDescriptionParts[];
}

/**
 * Completes a session description: no name, and an origin without a user on the loopback address.
 * @throws RangeError as {@link createStreamDescription}
 */
export function createSessionDescription(parts: SessionDescriptionParts): SessionDescription {
  const streams = parts.streams.map(createStreamDescription);
  return { name: '-', origin: DEFAULT_ORIGIN, bandwidth: {}, otherLines: [], otherMedia: [], ...parts, streams };
}
