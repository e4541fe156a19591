/** All RTCP packets that are read and written by their fields; a new one is a line in each list. */

import { applicationDefinedFormat, type ApplicationDefined } from './application-defined.js';
import { goodbyeFormat, type Goodbye } from './goodbye.js';
import { receiverReportFormat, type ReceiverReport } from './receiver-report.js';
import type { RtcpPacketFormat } from './rtcp-packet-format.js';
import { senderReportFormat, type SenderReport } from './sender-report.js';
import { sourceDescriptionFormat, type SourceDescription } from './source-description.js';
import { unknownPacketFormat, type UnknownPacket } from './unknown-packet.js';

/** One packet of a compound; `type` tells which. */
export type RtcpPacket =
  SenderReport | ReceiverReport | SourceDescription | Goodbye | ApplicationDefined | UnknownPacket;

export const rtcpPacketFormats: readonly RtcpPacketFormat<RtcpPacket>[] = [
  senderReportFormat,
  receiverReportFormat,
  sourceDescriptionFormat,
  goodbyeFormat,
  applicationDefinedFormat,
];

const byPayloadType = new Map(rtcpPacketFormats.map((format) => [format.payloadType, format]));
const byType = new Map<string, RtcpPacketFormat<RtcpPacket>>(rtcpPacketFormats.map((format) => [format.type, format]));

/** The format that reads packets with this number in their header. */
export function formatOfPayloadType(payloadType: number): RtcpPacketFormat<RtcpPacket> {
  return byPayloadType.get(payloadType) ?? unknownPacketFormat;
}

/** The format that writes packets of this `type`; `undefined` when there is none. */
export function formatOfType(type: string): RtcpPacketFormat<RtcpPacket> | undefined {
  return type === unknownPacketFormat.type ? unknownPacketFormat : byType.get(type);
}
