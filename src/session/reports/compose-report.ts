/** The compound packets that a session sends: report, description, perhaps a goodbye (RFC 3550 §6.1). */

import { utf8Length } from '../../bytes/utf-8.js';
import type { ReceiverReport, ReportBlock, RtcpPacket, SenderReport, SourceDescriptionItem } from '../../rtcp/index.js';
import { MAX_REPORT_BLOCKS, REPORT_BLOCK_LENGTH } from '../../rtcp/report-block.js';
import { measureItem } from '../../rtcp/source-description-item.js';
import type { OutgoingStream } from '../outgoing/outgoing-stream.js';
import { reportingStreams } from '../outgoing/reporting-streams.js';
import type { OwnDescription } from '../participants/own-description.js';
import type { Source } from '../participants/source.js';
import type { WallClock } from './wall-clock.js';

/** A sender report without blocks, a description and a goodbye without items and reason. */
const FIXED_LENGTH = 28 + 12 + 12;

export interface ReportInputs {
  readonly mtu: number;
  readonly description: OwnDescription;
  /** The SSRC that reports while there is no outgoing stream. */
  readonly receiverSsrc: number;
  readonly outgoing: ReadonlyMap<number, OutgoingStream>;
  readonly sources: Iterable<Source>;
  readonly wallClock: WallClock;
  /** Streams that sent since then give sender reports (RFC 3550 §6.4). */
  readonly sentSinceMs: number;
  /** Ends each compound with a goodbye (RFC 3550 §6.6). */
  readonly goodbye: { readonly reason: string | undefined } | undefined;
}

/**
 * One compound for each of our SSRCs, as GStreamer does: a sender report where it has sent lately, else a receiver report,
 * with the blocks of all sources heard (RFC 8108 §5.3).
 */
export function composeReports(now: number, inputs: ReportInputs): RtcpPacket[][] {
  const items = inputs.goodbye === undefined ? nextItems(inputs) : [inputs.description.cname];
  const blocks = composeReportBlocks(now, inputs, items);
  const compounds: RtcpPacket[][] = [];
  for (const stream of reportingStreams(inputs.outgoing.values())) {
    const sent = stream.lastSentMs > inputs.sentSinceMs;
    const report = sent ? stream.report(now, inputs.wallClock, blocks) : receiverReport(stream.ssrc, blocks);
    compounds.push(compound(report, items, inputs));
  }
  if (compounds.length === 0) compounds.push(compound(receiverReport(inputs.receiverSsrc, blocks), items, inputs));
  return compounds;
}

/** The least that stands before feedback: a report without blocks and the CNAME (RFC 4585 §3.1). */
export function composeMinimalReport(now: number, ssrc: number, inputs: ReportInputs): RtcpPacket[] {
  const stream = inputs.outgoing.get(ssrc);
  const sent = stream !== undefined && stream.lastSentMs > inputs.sentSinceMs;
  const report = sent ? stream.report(now, inputs.wallClock, []) : receiverReport(ssrc, []);
  return compound(report, [inputs.description.cname], inputs);
}

function compound(
  report: SenderReport | ReceiverReport,
  items: readonly SourceDescriptionItem[],
  { goodbye }: ReportInputs,
): RtcpPacket[] {
  const { ssrc } = report;
  const packets: RtcpPacket[] = [report, { type: 'source-description', chunks: [{ ssrc, items }] }];
  if (goodbye !== undefined) packets.push({ type: 'goodbye', ssrcs: [ssrc], reason: goodbye.reason });
  return packets;
}

function receiverReport(ssrc: number, reportBlocks: readonly ReportBlock[]): ReceiverReport {
  return { type: 'receiver-report', ssrc, reportBlocks };
}

function nextItems({ mtu, description }: ReportInputs): SourceDescriptionItem[] {
  return description.next(mtu - FIXED_LENGTH - measureItem(description.cname));
}

/**
 * As many blocks as one report may have and the MTU allows, about sources that were heard since their last: those that have
 * waited longest for one, so that each has its turn (RFC 3550 §6.1).
 */
function composeReportBlocks(
  now: number,
  { mtu, sources, goodbye }: ReportInputs,
  items: readonly SourceDescriptionItem[],
): ReportBlock[] {
  let room = mtu - FIXED_LENGTH - utf8Length(goodbye?.reason ?? '');
  for (const item of items) room -= measureItem(item);
  const fitting = Math.max(0, Math.min(Math.floor(room / REPORT_BLOCK_LENGTH), MAX_REPORT_BLOCKS));
  return [...sources]
    .filter(({ reception, lastRtpMs, lastReportedMs }) => reception !== undefined && lastRtpMs > lastReportedMs)
    .toSorted((a, b) => a.lastReportedMs - b.lastReportedMs)
    .slice(0, fitting)
    .map((source) => source.reportBlock(now, source.reception!));
}
