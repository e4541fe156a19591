/** Text that a terminal shows and does not obey: names and reasons come from the network. */

const DISOBEYED = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** Control characters, and those that turn the direction of writing, become spaces; ends of lines, too. */
export function printableLine(text: string): string {
  return text.replace(DISOBEYED, ' ');
}

/** The same of several lines, which stay apart. */
export function printable(text: string): string {
  return text.split('\n').map(printableLine).join('\n');
}
