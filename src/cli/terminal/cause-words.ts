/** What is behind an error: all that a child process complained of, and the system's own words. */

/** The words of its causes, the outermost first, without those that its message has already. */
export function causeWords(error: Error): readonly string[] {
  const words: string[] = [];
  for (let cause = error.cause; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined) {
    const text = cause instanceof Error ? cause.message : String(cause);
    if (!error.message.includes(text)) words.push(text);
  }
  return words;
}
