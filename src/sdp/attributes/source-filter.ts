/** `a=source-filter`: whose packets to take (RFC 4570 §3). */

import type { SdpAttribute } from './sdp-attribute.js';

const SYNTAX = 'incl|excl IN IP4|IP6|* destination source ...';

export const sourceFilter: SdpAttribute = {
  name: 'source-filter',
  section: 'RFC 4570 §3',
  atSessionLevel: true,
  read(value, draft) {
    const [mode, network, addressType, destination, ...sources] = value.trim().split(/ +/);
    if (mode !== 'incl' && mode !== 'excl') return SYNTAX;
    if (addressType !== 'IP4' && addressType !== 'IP6' && addressType !== '*') return SYNTAX;
    if (network !== 'IN' || destination === undefined || sources.length === 0) return SYNTAX;
    draft.sourceFilters.push({ mode, addressType, destination, sources });
    return undefined;
  },
  write: ({ sourceFilters }) =>
    sourceFilters.map(
      ({ mode, addressType, destination, sources }) => ` ${mode} IN ${addressType} ${destination} ${sources.join(' ')}`,
    ),
};
