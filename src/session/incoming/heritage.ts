/** How a stream was played when it ended: its successor goes on so, that a restart moves picture and sound not apart. */

import type { PlayoutOptions } from '../../jitter/playout-options.js';

export interface Heritage {
  readonly ssrc: number;
  /** How streams were to be played when it began; where that has been changed since, the latency is not to be taken over. */
  readonly playout: PlayoutOptions;
  readonly latencyMs: number;
  /** How much longer than that it waited for the others of its CNAME. */
  readonly waitMs: number;
}
