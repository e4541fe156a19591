/** Every attribute that is understood, in the order in which they are written; all others are kept as lines. */

import { directions } from './direction.js';
import { formatParameters } from './format-parameters.js';
import { headerExtension } from './header-extension.js';
import { mediaIdentification } from './media-identification.js';
import { rtcp, rtcpMux, rtcpReducedSize } from './rtcp.js';
import { rtcpExtendedReports } from './rtcp-extended-reports.js';
import { rtcpFeedback } from './rtcp-feedback.js';
import { rtpMap } from './rtp-map.js';
import type { SdpAttribute } from './sdp-attribute.js';
import { source } from './source.js';
import { sourceGroup } from './source-group.js';
import { sourceFilter } from './source-filter.js';

export const SDP_ATTRIBUTES: ReadonlyMap<string, SdpAttribute> = new Map(
  [
    mediaIdentification,
    ...directions,
    rtpMap,
    formatParameters,
    rtcpFeedback,
    rtcp,
    rtcpMux,
    rtcpReducedSize,
    rtcpExtendedReports,
    sourceFilter,
    headerExtension,
    sourceGroup,
    source,
  ].map((attribute) => [attribute.name, attribute]),
);
