/** Every SSRC of ours that sends media, and so gives sender reports: streams, and those in which they send packets again. */

import type { ReportBlock, SenderReport } from '../../rtcp/index.js';
import type { WallClock } from '../reports/wall-clock.js';
import type { OutgoingStream } from './outgoing-stream.js';

export interface ReportingStream {
  readonly ssrc: number;
  /** When RTP was last sent, in ms of the session's clock; −Infinity before the first. */
  readonly lastSentMs: number;
  /** The sender report of this instant. */
  report(now: number, wallClock: WallClock, reportBlocks: readonly ReportBlock[]): SenderReport;
}

/** A retransmission stream is a source from its first packet on. */
export function reportingStreams(outgoing: Iterable<OutgoingStream>): ReportingStream[] {
  const streams: ReportingStream[] = [];
  for (const stream of outgoing) {
    streams.push(stream);
    const { retransmission } = stream;
    if (retransmission !== undefined && retransmission.lastSentMs > -Infinity) streams.push(retransmission);
  }
  return streams;
}
