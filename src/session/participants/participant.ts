/** Who takes part in a session besides ourselves, for those who want to show it (RFC 3550 §6.2.1, §6.5). */

import type { IncomingStream } from '../incoming/incoming-stream.js';

/** As it is now: its fields follow what is heard. */
export interface Participant {
  readonly ssrc: number;
  /** What it says of itself: text by SDES item, `CNAME`, `TOOL`, …; `PRIV:` and the prefix for private ones. At most 16. */
  readonly items: ReadonlyMap<string, string>;
  /** Its media; `undefined` where it only reports, or contributes to a mix. */
  readonly stream: IncomingStream | undefined;
  /** When RTP or RTCP of it last came, in ms of the session's clock, told within a second. */
  readonly lastHeardMs: number;
  /** When a mixer last named it in the CSRC list of a packet, in ms of the session's clock; −Infinity: never. */
  readonly lastContributedMs: number;
}
