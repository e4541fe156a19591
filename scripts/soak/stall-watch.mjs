// Whether the machine lets this process run. Media that is a second late by then begins a new timeline, as it is meant to
// (src/jitter/slave-clock.ts), and picture and sound do so one after the other.

const LOOK_MS = 20;
const STALL_MS = 500;
/** After a second at the most they were together again, when the process was stopped for 1 s every 6 s. */
const EXCUSED_MS = 2000;

export class StallWatch {
  stalls = 0;
  #lastMs = performance.now();
  #excusedUntilMs = -Infinity;

  constructor() {
    setInterval(() => this.isExcused(performance.now()), LOOK_MS).unref();
  }

  /** Whether the process stood still a moment ago. */
  isExcused(nowMs) {
    if (nowMs - this.#lastMs > STALL_MS) {
      this.stalls++;
      this.#excusedUntilMs = nowMs + EXCUSED_MS;
    }
    this.#lastMs = nowMs;
    return nowMs < this.#excusedUntilMs;
  }
}
