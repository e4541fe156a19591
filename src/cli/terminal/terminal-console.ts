/** The {@link Console} of a process: messages and progress on stderr, NDJSON on stdout or stderr. */

import type { Console } from '../console.js';
import type { JsonEvent } from '../json-event.js';
import { printable, printableLine } from './printable.js';
import { ProgressLines, type TextOutput } from './progress-lines.js';

/** A log is not read live: a line for each second would bury it. */
const PLAIN_INTERVAL_MS = 10_000;

const YELLOW = '\u001B[33m';
const PLAIN = '\u001B[39m';

export interface TerminalConsoleOptions {
  /** Where messages and progress go. */
  readonly messages: TextOutput;
  /** Where NDJSON goes; left out, nobody wants any. */
  readonly events?: TextOutput;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Whether a terminal may be written to in colour (NO_COLOR). */
  readonly colour: boolean;
}

export class TerminalConsole implements Console {
  readonly #options: TerminalConsoleOptions;
  readonly #lines: ProgressLines;

  constructor(options: TerminalConsoleOptions) {
    this.#options = options;
    this.#lines = new ProgressLines(options.messages, PLAIN_INTERVAL_MS);
  }

  say(text: string): void {
    if (!this.#options.quiet && this.#options.events === undefined) this.#write(printable(text));
  }

  detail(text: string): void {
    if (this.#options.verbose) this.say(text);
  }

  warn(text: string, event: JsonEvent = { event: 'warning', text }): void {
    if (this.#options.events !== undefined) this.tell(event);
    else this.#write(this.#inColour(printable(text)));
  }

  progress(stream: string, text: string | undefined): void {
    if (this.#options.quiet || this.#options.events !== undefined) return;
    this.#lines.set(performance.now(), stream, text === undefined ? undefined : printableLine(text));
  }

  tell(event: JsonEvent): void {
    this.#options.events?.write(`${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`);
  }

  end(): void {
    this.#lines.clear();
  }

  #write(text: string): void {
    this.#lines.above(`${text}\n`);
  }

  #inColour(text: string): string {
    return this.#options.colour && this.#options.messages.isTTY === true ? `${YELLOW}${text}${PLAIN}` : text;
  }
}
