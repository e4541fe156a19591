/** The `key=value` pairs of `a=fmtp` (RFC 8866 §6.15), as every payload format reads and writes them. */

/** Values as written; keys in lower case. */
export type FormatParameters = Readonly<Record<string, string>>;
