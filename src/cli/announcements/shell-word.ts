/** One word of a command as a person types it in a POSIX shell. */

/** What no shell takes for anything else; `!` by itself stands between the elements of a pipeline. */
const PLAIN = /^(?:[\w@%+=:,./-]+|!)$/;

/** The word itself, in quotes where a shell would make something else of it. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A command line of words. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
