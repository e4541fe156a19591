/** Places media time on the receiver's clock. */

export interface PlayoutClock {
  /** How late a packet may at least be, in milliseconds, before the clock takes its lateness for a new timeline. */
  setPatience(patienceMs: number): void;

  /**
   * When the packet is due, the latency not counted.
   * @param mediaMs NaN while the clock rate is unknown: the packet is due as it arrives
   * @param ahead steps from the highest sequence number so far: 1 in sequence, more after a loss, less than 0 when overtaken
   */
  due(arrivalMs: number, mediaMs: number, ahead: number): number;

  /** When media is due as things stand; NaN before the first packet. */
  dueOf(mediaMs: number): number;

  /** Begins a new timeline with the next packet. */
  restart(): void;
}

/** What a clock says when media time has left the arrival clock: by how many milliseconds the timeline moves, + for later. */
export type OnJump = (jumpMs: number) => void;
