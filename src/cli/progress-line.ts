/** One line that is drawn again and again on a terminal; on anything else, a plain line from time to time. */

/** What a progress line writes to, such as `process.stderr`. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** A log is not read live: a line at each second would bury it. */
const PLAIN_INTERVAL_MS = 2000;

const CLEAR_TO_END = '\u001B[K';

export class ProgressLine {
  readonly #output: ProgressOutput;
  #drawn = false;
  #nextPlainMs = 0;

  constructor(output: ProgressOutput) {
    this.#output = output;
  }

  /** @param now milliseconds from any origin */
  update(now: number, text: string): void {
    if (this.#output.isTTY === true) {
      this.#output.write(`\r${text.slice(0, (this.#output.columns ?? 80) - 1)}${CLEAR_TO_END}`);
      this.#drawn = true;
    } else if (now >= this.#nextPlainMs) {
      this.#output.write(`${text}\n`);
      this.#nextPlainMs = now + PLAIN_INTERVAL_MS;
    }
  }

  /** Leaves the line as it is; what is written next begins a new one. */
  end(): void {
    if (this.#drawn) this.#output.write('\n');
    this.#drawn = false;
  }
}
