/** The end of what a child process says on stderr, to be part of the error about it. */

/** Enough for the last lines of a program that fails; memory of a flood stays at this. */
const LONGEST_TAIL = 2048;

/** Octets in, whatever they are; the last whole lines out, as text that can be shown. */
export class StderrTail {
  #octets: Uint8Array = new Uint8Array(0);
  #cut = false;

  push(chunk: Uint8Array): void {
    this.#cut ||= this.#octets.length + chunk.length > LONGEST_TAIL;
    // A copy, so that no chunk of 64 KiB is kept for its last line.
    this.#octets = Buffer.concat([this.#octets, chunk.subarray(-LONGEST_TAIL)]).subarray(-LONGEST_TAIL);
  }

  /** Without control characters: a terminal is to show what a program says, not to obey it. */
  toString(): string {
    const text = new TextDecoder()
      .decode(this.#octets)
      .replaceAll('\r', '\n')
      .replace(/[^\P{Cc}\n\t]/gu, '');
    return (this.#cut ? withoutFirstLine(text) : text).trim();
  }
}

/** What was cut may begin within a line, or within a character. */
function withoutFirstLine(text: string): string {
  const end = text.trimEnd().indexOf('\n');
  return end === -1 ? text.replace(/^\uFFFD+/, '') : text.slice(end + 1);
}
