/** The compound packets that a session sends: report, description, perhaps a goodbye (RFC 3550 §6.1). */

import { utf8Length } from '../../bytes/utf-8.js';
import type { ReceiverReport, ReportBlock, RtcpPacket, SenderReport } from '../../rtcp/index.js';
import { MAX_REPORT_BLOCKS, REPORT_BLOCK_LENGTH } from '../../rtcp/report-block.js';
import type { OutgoingStream } from '../outgoing/outgoing-stream.js';
import type { Source } from '../participants/source.js';
import type { WallClock } from './wall-clock.js';

/** A sender report without blocks, a description and a goodbye without their texts. */
const FIXED_LENGTH = 28 + 16 + 12;

export interface ReportInputs {
  readonly mtu: number;
  readonly cname: string;
  /** The SSRC that reports while there is no outgoing stream. */
  readonly receiverSsrc: number;
  readonly outgoing: ReadonlyMap<number, OutgoingStream>;
  readonly sources: Iterable<Source>;
  readonly wallClock: WallClock;
  /** Sources heard since then are reported on (RFC 3550 §6.4). */
  readonly heardSinceMs: number;
  /** Streams that sent since then give sender reports (RFC 3550 §6.4). */
  readonly sentSinceMs: number;
  /** Ends each compound with a goodbye (RFC 3550 §6.6). */
  readonly goodbye?: { readonly reason: string | undefined };
}

/**
 * One compound for each of our SSRCs, as GStreamer does: a sender report where it has sent lately, else a receiver report,
 * with the blocks of all sources heard (RFC 8108 §5.3).
 */
export function composeReports(now: number, inputs: ReportInputs): RtcpPacket[][] {
  const blocks = composeReportBlocks(now, inputs);
  const compounds: RtcpPacket[][] = [];
  for (const stream of inputs.outgoing.values()) {
    const sent = stream.lastSentMs > inputs.sentSinceMs;
    const report = sent ? stream.report(now, inputs.wallClock, blocks) : receiverReport(stream.ssrc, blocks);
    compounds.push(compound(report, inputs));
  }
  if (compounds.length === 0) compounds.push(compound(receiverReport(inputs.receiverSsrc, blocks), inputs));
  return compounds;
}

/** The least that stands before feedback: a report without blocks and the CNAME (RFC 4585 §3.1). */
export function composeMinimalReport(now: number, ssrc: number, inputs: ReportInputs): RtcpPacket[] {
  const stream = inputs.outgoing.get(ssrc);
  const sent = stream !== undefined && stream.lastSentMs > inputs.sentSinceMs;
  return compound(sent ? stream.report(now, inputs.wallClock, []) : receiverReport(ssrc, []), inputs);
}

function compound(report: SenderReport | ReceiverReport, { cname, goodbye }: ReportInputs): RtcpPacket[] {
  const { ssrc } = report;
  const packets: RtcpPacket[] = [
    report,
    { type: 'source-description', chunks: [{ ssrc, items: [{ type: 'CNAME', value: cname }] }] },
  ];
  if (goodbye !== undefined) packets.push({ type: 'goodbye', ssrcs: [ssrc], reason: goodbye.reason });
  return packets;
}

function receiverReport(ssrc: number, reportBlocks: readonly ReportBlock[]): ReceiverReport {
  return { type: 'receiver-report', ssrc, reportBlocks };
}

/** As many blocks as one report may have and the MTU allows. */
function composeReportBlocks(now: number, inputs: ReportInputs): ReportBlock[] {
  const texts = utf8Length(inputs.cname) + utf8Length(inputs.goodbye?.reason ?? '');
  const fitting = Math.floor((inputs.mtu - FIXED_LENGTH - texts) / REPORT_BLOCK_LENGTH);
  const blocks: ReportBlock[] = [];
  for (const source of inputs.sources) {
    if (blocks.length >= Math.min(fitting, MAX_REPORT_BLOCKS)) break;
    const { stream } = source;
    if (stream !== undefined && source.lastRtpMs > inputs.heardSinceMs) blocks.push(source.reportBlock(now, stream));
  }
  return blocks;
}
