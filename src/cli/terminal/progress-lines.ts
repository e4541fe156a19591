/** One line for each stream, drawn again and again on a terminal; on anything else, a plain line from time to time. */

/** What is written to, such as `process.stderr`. */
export interface TextOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const CURSOR_UP = '\u001B[A';
const CLEAR_TO_END_OF_SCREEN = '\u001B[J';

export class ProgressLines {
  readonly #output: TextOutput;
  readonly #plainIntervalMs: number;
  readonly #lines = new Map<string, string>();
  /** When each stream is due for its next line where lines are not redrawn. */
  readonly #plainDueMs = new Map<string, number>();
  /** Lines on the screen, the cursor at the end of the last. */
  #drawn = 0;

  /** @param plainIntervalMs from one line of a stream to its next where the output is no terminal */
  constructor(output: TextOutput, plainIntervalMs: number) {
    this.#output = output;
    this.#plainIntervalMs = plainIntervalMs;
  }

  /**
   * Shows the line of a stream; `undefined` takes it away.
   * @param now milliseconds from any origin
   */
  set(now: number, stream: string, text: string | undefined): void {
    if (text === undefined) this.#lines.delete(stream);
    else this.#lines.set(stream, text);
    if (this.#output.isTTY === true) this.#redraw('');
    else if (text === undefined) this.#plainDueMs.delete(stream);
    else this.#writePlain(now, stream, text);
  }

  /** Writes lines above those of the streams. */
  above(text: string): void {
    this.#redraw(text);
  }

  /** Takes all lines away. */
  clear(): void {
    this.#lines.clear();
    this.#redraw('');
  }

  #redraw(above: string): void {
    const lines = this.#output.isTTY === true ? [...this.#lines.values()].map((line) => this.#cut(line)) : [];
    const text = `${this.#erasure()}${above}${lines.join('\n')}`;
    this.#drawn = lines.length;
    if (text !== '') this.#output.write(text);
  }

  #erasure(): string {
    if (this.#drawn === 0) return '';
    return `\r${CURSOR_UP.repeat(this.#drawn - 1)}${CLEAR_TO_END_OF_SCREEN}`;
  }

  /** A line that reached the last column would wrap, and the cursor would not find back. */
  #cut(line: string): string {
    return line.slice(0, (this.#output.columns ?? 80) - 1);
  }

  #writePlain(now: number, stream: string, text: string): void {
    if (now < (this.#plainDueMs.get(stream) ?? -Infinity)) return;
    this.#plainDueMs.set(stream, now + this.#plainIntervalMs);
    this.#output.write(`${text}\n`);
  }
}
