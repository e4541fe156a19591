/** `a=ssrc`: synchronization sources and their attributes (RFC 5576 §4.1). */

import { MAX_UINT32, parseDecimalInteger } from '../decimal-integer.js';
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
    sources.flatMap(({ ssrc, cname, attributes }) => {
      const all = cname === undefined ? attributes : [`${CNAME}${cname}`, ...attributes];
      return all.length === 0 ? [`${ssrc}`] : all.map((attribute) => `${ssrc} ${attribute}`);
    }),
};
