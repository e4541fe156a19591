/** What is said of a source that gives nothing. */

/** How long that is nothing to speak of. */
export const SOURCE_PATIENCE_MS = 5000;

export const SOURCE_SILENT_WORDS: string = `nothing comes from the source for ${SOURCE_PATIENCE_MS / 1000} s: does another program hold it, is it switched on?`;
