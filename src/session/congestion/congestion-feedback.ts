/** Congestion feedback of a session, both ways: tells senders when their packets came, and the application when ours did. */

import type { CongestionControlFeedback, RtcpPacket, TransportWideFeedback } from '../../rtcp/index.js';
import { formatOfType } from '../../rtcp/registry.js';
import { findHeaderExtension } from '../../rtp/header-extension.js';
import type { RtpPacket } from '../../rtp/rtp-packet.js';
import {
  readTransportWideSequenceNumber,
  TRANSPORT_WIDE_SEQUENCE_NUMBER_LENGTH,
} from '../../rtp/transport-wide-sequence-number.js';
import type { FeedbackMessage } from '../feedback/feedback-message.js';
import type { FeedbackSink } from '../feedback/feedback-sink.js';
import { MAX_WRITTEN_ID, type HeaderExtensionIds } from '../header-extension-ids.js';
import type { WallClock } from '../reports/wall-clock.js';
import type { ReportedPacket } from './sent-packet-log.js';
import { StreamArrivalReporter } from './stream-arrival-reporter.js';
import { StreamPacketLogs } from './stream-packet-logs.js';
import { TransportWideReporter } from './transport-wide-reporter.js';
import { TransportWideSender } from './transport-wide-sender.js';

/** How long arrivals wait to be told together; libwebrtc and pion do the same. */
const INTERVAL_MS = 100;
/** So many do not wait any longer. */
const MOST_WAITING = 400;
/** The most of our RTCP bandwidth: what is missing must be asked for in time, too. */
const SHARE = 0.5;
/** IP and UDP headers, and the least report that stands before feedback. */
const OVERHEAD = 28 + 8 + 28;
/** Takes the SSRC that the session reports under. */
const ANY_OF_OURS = 0;

export interface CongestionFeedbackContext {
  readonly extensions: HeaderExtensionIds;
  readonly wallClock: WallClock;
  readonly sink: FeedbackSink & {
    /** Whether a packet of this type still waits to leave. */
    isPending(type: RtcpPacket['type']): boolean;
    /** What we may send of RTCP. */
    octetsPerMs(now: number): number;
  };
  /** Whether any sender understands transport-wide feedback. */
  readonly transportWide: boolean;
  /** Whether feedback may be sent between reports; with them alone it would come seconds too late, and none is sent. */
  readonly early: boolean;
}

export class CongestionFeedback {
  readonly #context: CongestionFeedbackContext;
  readonly #transportWideReporter: TransportWideReporter | undefined;
  readonly #streamReporter = new StreamArrivalReporter();
  readonly #transportWideSender: TransportWideSender | undefined;
  readonly #streamLogs = new StreamPacketLogs();
  #dueMs = Infinity;
  /** Before that, what was told last has not used up its share. */
  #notBeforeMs = -Infinity;

  constructor(context: CongestionFeedbackContext) {
    this.#context = context;
    const id = context.extensions.transportWideSequenceNumber;
    const reports = context.transportWide && context.early && id !== undefined;
    this.#transportWideReporter = reports ? new TransportWideReporter() : undefined;
    this.#transportWideSender = id !== undefined && id <= MAX_WRITTEN_ID ? new TransportWideSender() : undefined;
  }

  /**
   * A packet of a source that is believed has arrived.
   * @param agreed what feedback the sender of its stream understands
   */
  heard(now: number, packet: RtpPacket, agreed: readonly FeedbackMessage[] = []): void {
    if (this.#transportWideReporter !== undefined) this.#heardTransportWide(now, packet, this.#transportWideReporter);
    if (agreed.includes('ack ccfb')) this.#streamReporter.heard(now, packet.ssrc, packet.sequenceNumber);
    const untold = Math.max(this.#transportWideReporter?.untold ?? 0, this.#streamReporter.untold);
    if (untold >= MOST_WAITING) this.#dueMs = Math.max(now, this.#notBeforeMs);
    else if (untold > 0 && this.#dueMs === Infinity) this.#dueMs = Math.max(now + INTERVAL_MS, this.#notBeforeMs);
  }

  /**
   * A packet leaves now.
   * @param agreed what feedback its receivers may send
   */
  depart(now: number, packet: Uint8Array, agreed: readonly FeedbackMessage[]): void {
    this.#transportWideSender?.depart(now, packet);
    if (agreed.includes('ack ccfb')) this.#streamLogs.depart(now, packet);
  }

  /** What feedback tells of our packets for the first time. */
  take(packet: TransportWideFeedback | CongestionControlFeedback): ReportedPacket[] {
    if (packet.type === 'congestion-control-feedback') return this.#streamLogs.take(packet);
    return this.#transportWideSender?.take(packet) ?? [];
  }

  /** Tells what has arrived; while the last telling waits for bandwidth, more is gathered. */
  handleTimeout(now: number): void {
    if (now < this.#dueMs) return;
    this.#dueMs = Infinity;
    const { sink, wallClock } = this.#context;
    if (sink.isPending('transport-wide-feedback') || sink.isPending('congestion-control-feedback')) {
      this.#dueMs = now + INTERVAL_MS;
      return;
    }
    const reports: RtcpPacket[] = this.#transportWideReporter?.report(ANY_OF_OURS) ?? [];
    reports.push(...this.#streamReporter.report(now, wallClock.at(now), ANY_OF_OURS));
    const size = reports.reduce((sum, report) => sum + formatOfType(report.type)!.measure(report), OVERHEAD);
    this.#notBeforeMs = now + size / (SHARE * sink.octetsPerMs(now));
    for (const report of reports) sink.request(now, report);
  }

  nextTimeout(): number {
    return this.#dueMs;
  }

  #heardTransportWide(now: number, packet: RtpPacket, reporter: TransportWideReporter): void {
    const id = this.#context.extensions.transportWideSequenceNumber!;
    const offset = findHeaderExtension(packet, id, TRANSPORT_WIDE_SEQUENCE_NUMBER_LENGTH);
    if (offset >= 0) reporter.heard(now, readTransportWideSequenceNumber(packet.bytes, offset), packet.ssrc);
  }
}
