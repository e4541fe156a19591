/** The clock of each of GStreamer's modes. */

import { ArrivalClock } from './arrival-clock.js';
import type { OnJump, PlayoutClock } from './playout-clock.js';
import type { PlayoutMode } from './playout-options.js';
import { SlaveClock } from './slave-clock.js';
import { SyncedClock } from './synced-clock.js';

const CLOCKS: Readonly<Record<PlayoutMode, (onJump: OnJump) => PlayoutClock>> = {
  slave: (onJump) => new SlaveClock(onJump),
  synced: (onJump) => new SyncedClock(onJump),
  buffer: (onJump) => new SyncedClock(onJump),
  none: () => new ArrivalClock(),
};

export function createPlayoutClock(mode: PlayoutMode, onJump: OnJump): PlayoutClock {
  return CLOCKS[mode](onJump);
}
