/** Text that a terminal shows and does not obey: names and reasons come from the network. */

const DISOBEYED = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** Control characters, and those that turn the direction of writing, become spaces, but for the end of a line. */
export function printable(text: string): string {
  return text.replace(DISOBEYED, ' ');
}
