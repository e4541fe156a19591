/** RTP (RFC 3550 §5): packets in and out, header extensions (RFC 8285), RTP and RTCP on one port (RFC 5761). */

export { isRtcp } from './demultiplex.js';
export {
  findHeaderExtension,
  HeaderExtensionView,
  readHeaderExtensions,
  type ExtensionBlock,
  type HeaderExtension,
} from './header-extension.js';
export { NTP_64_LENGTH, NTP_64_URI, readNtp64, writeNtp64 } from './ntp-64.js';
export { writeRtpHeader } from './rtp-header.js';
export { parseRtpPacket, RTP_HEADER_LENGTH, RtpPacket } from './rtp-packet.js';
export { measureRtpPacket, serializeRtpPacket, writeRtpPacket, type RtpPacketFields } from './serialize-rtp-packet.js';
export {
  readTransportWideSequenceNumber,
  TRANSPORT_WIDE_SEQUENCE_NUMBER_LENGTH,
  TRANSPORT_WIDE_SEQUENCE_NUMBER_URI,
  writeTransportWideSequenceNumber,
} from './transport-wide-sequence-number.js';
