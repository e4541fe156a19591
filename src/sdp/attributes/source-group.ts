/** `a=ssrc-group`: synchronization sources that belong together (RFC 5576 §4.2). */

import { MAX_UINT32, parseDecimalInteger } from '../decimal-integer.js';
import type { SdpAttribute } from './sdp-attribute.js';

const SYNTAX = 'semantics ssrc ... (such as FID 1111 2222, each ssrc 0 to 4294967295)';

export const sourceGroup: SdpAttribute = {
  name: 'ssrc-group',
  section: 'RFC 5576 §4.2',
  read(value, draft) {
    const [semantics = '', ...texts] = value.trim().split(/\s+/);
    const ssrcs = texts.map((text) => parseDecimalInteger(text, 0, MAX_UINT32));
    if (!/^[^\s/]+$/.test(semantics) || !ssrcs.every((ssrc) => ssrc !== undefined)) return SYNTAX;
    draft.sourceGroups.push({ semantics, ssrcs });
    return undefined;
  },
  write: ({ sourceGroups }) => sourceGroups.map(({ semantics, ssrcs }) => [semantics, ...ssrcs].join(' ')),
};
