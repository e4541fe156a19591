/** What the description knows about one `a=` line: how to read it and how to write it. */

import { parseDecimalInteger } from '../decimal-integer.js';
import type { FormatDraft, StreamDraft } from '../stream-draft.js';
import type { StreamDescription } from '../stream-description.js';

/** One attribute; the registry lists them all. */
export interface SdpAttribute {
  /** The word after `a=`. */
  readonly name: string;
  /** The clause that defines it. */
  readonly section: string;
  /** It may stand before the first `m=` line and is then meant for every stream. */
  readonly atSessionLevel?: true;
  /** Reads what follows `a=name:` ('' for a bare `a=name`); returns what was expected when it is something else. */
  read(value: string, draft: StreamDraft): string | undefined;
  /** The values to write, one a line; '' writes a bare `a=name`. */
  write(stream: StreamDescription): readonly string[];
}

/**
 * Reads `payload-type rest`. A payload type that the `m=` line does not list has nothing to describe: its line is kept
 * with the others.
 */
export function readForFormat(
  name: string,
  value: string,
  draft: StreamDraft,
  read: (rest: string, format: FormatDraft) => string | undefined,
): string | undefined {
  const separator = value.indexOf(' ');
  const payloadType = parseDecimalInteger(value.slice(0, Math.max(separator, 0)), 0, 127);
  if (payloadType === undefined) return 'payload-type value (payload type 0 to 127)';
  const format = draft.formats.get(payloadType);
  if (format !== undefined) return read(value.slice(separator + 1).trim(), format);
  draft.otherLines.push(`a=${name}:${value}`);
  return undefined;
}
