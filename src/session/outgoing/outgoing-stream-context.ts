/** What a stream that is sent takes from its session. */

import type { HeaderExtensionIds } from '../header-extension-ids.js';
import type { WallClock } from '../reports/wall-clock.js';

export interface OutgoingStreamContext {
  readonly mtu: number;
  readonly randomUint32: () => number;
  readonly transmit: (packet: Uint8Array, now: number) => void;
  /** Packets have been transmitted; `first` where they are the stream's first. */
  readonly departed: (now: number, first: boolean) => void;
  readonly wallClock: WallClock;
  readonly extensions: HeaderExtensionIds;
}
