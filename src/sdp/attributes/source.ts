/** `a=ssrc`: synchronization sources and their attributes (RFC 5576 §4.1). */

import { MAX_UINT32, parseDecimalInteger } from '../decimal-integer.js';
import type { DescribedSource } from '../stream-description.js';
import { addSource } from '../stream-draft.js';
import type { SdpAttribute } from './sdp-attribute.js';

const CNAME = 'cname:';

export const source: SdpAttribute = {
  name: 'ssrc',
  section: 'RFC 5576 §4.1',
  read(value, draft) {
    const separator = value.indexOf(' ');
    const ssrc = parseDecimalInteger(separator < 0 ? value : value.slice(0, separator), 0, MAX_UINT32);
    if (ssrc === undefined) return 'ssrc attribute[:value] (ssrc 0 to 4294967295)';
    const entry = addSource(draft, ssrc);
    const attribute = separator < 0 ? '' : value.slice(separator + 1).trim();
    if (attribute.startsWith(CNAME)) entry.cname = attribute.slice(CNAME.length);
    else if (attribute !== '') entry.attributes.push(attribute);
    return undefined;
  },
  write: ({ sources }) =>
    sources.flatMap((described) => {
      const attributes = sourceAttributes(described);
      return attributes.length === 0 ? [`${described.ssrc}`] : attributes.map((each) => `${described.ssrc} ${each}`);
    }),
};

/** What is said of a source, its CNAME first; each `name` or `name:value`. */
export function sourceAttributes({ cname, attributes }: DescribedSource): readonly string[] {
  return cname === undefined ? attributes : [`${CNAME}${cname}`, ...attributes];
}
