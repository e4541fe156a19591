/** What a person typed as one text, word by word, because no shell sees it. */

const WORD = /(?:[^\s"']|"[^"]*"?|'[^']*'?)+/g;
const QUOTED = /"([^"]*)"?|'([^']*)'?/g;

/** Parts at white space; quotes of either kind keep it in a word and are taken away. Nothing else has a meaning. */
export function typedWords(text: string): string[] {
  const words = text.match(WORD) ?? [];
  return words.map((word) => word.replaceAll(QUOTED, (_, double?: string, single?: string) => double ?? single ?? ''));
}
