/** What a person reads of a command, and what a program reads: data alone goes to stdout. */

import type { JsonEvent } from './json-event.js';

export interface Console {
  /** Messages on stderr, one or more lines; none with `-q`. */
  say(text: string): void;
  /** More of them, with `-v` alone. */
  detail(text: string): void;
  /** What is wrong, `-q` or not; with `--json` the event instead, or one called `warning` that has the text. */
  warn(text: string, event?: JsonEvent): void;
  /** One line for each stream: redrawn on a terminal, every 10 s elsewhere; `undefined` takes it away. */
  progress(stream: string, text: string | undefined): void;
  /** With `--json`, one line of NDJSON on stderr, or stdout where no media goes there; `say` and `progress` are silent then. */
  tell(event: JsonEvent): void;
  /** Takes the progress lines away. */
  end(): void;
}
