/** `a=rtcp-xr`: which extended reports are asked for (RFC 3611 §5.1). */

import type { SdpAttribute } from './sdp-attribute.js';

/** A dozen kinds are registered, and a report has no room for many more. */
const MAX_KINDS = 64;
const SYNTAX = `kinds of reports, such as rcvr-rtt=all stat-summary=loss,jitt (at most ${MAX_KINDS})`;

export const rtcpExtendedReports: SdpAttribute = {
  name: 'rtcp-xr',
  section: 'RFC 3611 §5.1',
  atSessionLevel: true,
  read(value, draft) {
    const kinds = value.split(' ').filter((kind) => kind !== '');
    if (kinds.length > MAX_KINDS) return SYNTAX;
    draft.rtcpExtendedReports = kinds;
    return undefined;
  },
  write: ({ rtcpExtendedReports: kinds }) => (kinds.length === 0 ? [] : [kinds.join(' ')]),
};
