/** RTP (RFC 3550 §5): packets in and out, header extensions (RFC 8285), RTP and RTCP on one port (RFC 5761). */

export { isRtcp } from './demultiplex.js';
export {
  HeaderExtensionView,
  readHeaderExtensions,
  type ExtensionBlock,
  type HeaderExtension,
} from './header-extension.js';
export { writeRtpHeader } from './rtp-header.js';
export { parseRtpPacket, RTP_HEADER_LENGTH, RtpPacket } from './rtp-packet.js';
export { measureRtpPacket, serializeRtpPacket, writeRtpPacket, type RtpPacketFields } from './serialize-rtp-packet.js';
