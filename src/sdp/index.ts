/** Session descriptions: SDP (RFC 8866) and GStreamer caps. */

export { formatFormatParameters, parseFormatParameters } from './attributes/index.js';
export type { Bandwidth } from './bandwidth.js';
export type { Connection } from './connection.js';
export { formatGstreamerCaps, type GstreamerCapsOptions } from './gstreamer-caps-writer.js';
export { parseGstreamerCaps } from './gstreamer-caps-parser.js';
export { compatibleH264Formats, h264ProfileName } from './h264-profile.js';
export type { Origin } from './origin.js';
export { parseSdp } from './sdp-parser.js';
export { formatSdp } from './sdp-writer.js';
export {
  createSessionDescription,
  type SessionDescription,
  type SessionDescriptionParts,
} from './session-description.js';
export { STATIC_PAYLOAD_TYPES, type StaticPayloadType } from './static-payload-types.js';
export {
  createStreamDescription,
  type FormatDescriptionParts,
  type StreamDescriptionParts,
} from './stream-description-parts.js';
export type {
  DescribedSource,
  Direction,
  FormatDescription,
  HeaderExtensionMapping,
  RtcpAddress,
  RtpProfile,
  SourceFilter,
  SourceGroup,
  StreamDescription,
} from './stream-description.js';
