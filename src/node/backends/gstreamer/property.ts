/** A property of a GStreamer element as one word of `gst-launch-1.0`, which joins its words to a text and parses that again. */

import { outOfRange } from '../../../errors.js';

/**
 * `name="value"`, of which every character stays in the value: spaces, quotes, `!` and all.
 * @throws RangeError for a value that begins with a quote or ends with a backslash: the parser has no way to say these
 */
export function property(name: string, value: string): string {
  if (value.startsWith('"') || value.endsWith('\\')) {
    throw outOfRange(
      name,
      value,
      'a name that GStreamer can be told: no quote at its beginning, no backslash at its end',
    );
  }
  return `${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`;
}
