/** `a=mid`: the name of a stream within its session (RFC 5888 §4). */

import type { SdpAttribute } from './sdp-attribute.js';

export const mediaIdentification: SdpAttribute = {
  name: 'mid',
  section: 'RFC 5888 §4',
  read(value, draft) {
    draft.mid = value.trim();
    return draft.mid === '' ? 'identification-tag' : undefined;
  },
  write: ({ mid }) => (mid === undefined ? [] : [mid]),
};
