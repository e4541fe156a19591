/** What everything in the lab runs on: a clock and appointments on it, virtual, skewed, or in `rtpkit/node` the real one. */

export interface Schedule {
  /** Milliseconds, as a session's `now`. */
  readonly now: number;
  /** Calls `action` at `atMs`, never before, or as soon as the clock goes on when that is past. */
  at(atMs: number, action: () => void): void;
}
