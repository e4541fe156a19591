/** Congestion feedback of a session, both ways: tells senders when their packets came, and the application when ours did. */

import type { RtcpPacket } from '../../rtcp/index.js';
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
/** Takes the SSRC that the session reports under. */
const ANY_OF_OURS = 0;

export interface CongestionFeedbackContext {
  readonly extensions: HeaderExtensionIds;
  readonly wallClock: WallClock;
  readonly sink: FeedbackSink & {
    /** Whether a packet of this type still waits to leave. */
    isPending(type: RtcpPacket['type']): boolean;
  };
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

  constructor(context: CongestionFeedbackContext) {
    this.#context = context;
    const id = context.extensions.transportWideSequenceNumber;
    this.#transportWideReporter = id === undefined ? undefined : new TransportWideReporter();
    this.#transportWideSender = id !== undefined && id <= MAX_WRITTEN_ID ? new TransportWideSender() : undefined;
  }

  /**
   * A packet of a source that is believed has arrived.
   * @param agreed what feedback its sender understands
   */
  heard(now: number, packet: RtpPacket, agreed: readonly FeedbackMessage[]): void {
    if (!this.#context.early || agreed.length === 0) return;
    if (agreed.includes('transport-cc')) this.#heardTransportWide(now, packet);
    if (agreed.includes('ack ccfb')) this.#streamReporter.heard(now, packet.ssrc, packet.sequenceNumber);
    const untold = Math.max(this.#transportWideReporter?.untold ?? 0, this.#streamReporter.untold);
    if (untold >= MOST_WAITING) this.#dueMs = Math.min(this.#dueMs, now);
    else if (untold > 0 && this.#dueMs === Infinity) this.#dueMs = now + INTERVAL_MS;
  }

  /**
   * A packet leaves now.
   * @param agreed what feedback its receivers may send
   */
  depart(now: number, packet: Uint8Array, agreed: readonly FeedbackMessage[]): void {
    this.#transportWideSender?.depart(now, packet);
    if (agreed.includes('ack ccfb')) this.#streamLogs.depart(now, packet);
  }

  /** What feedback tells of our packets for the first time; `undefined` where the packet is no such feedback. */
  take(packet: RtcpPacket): ReportedPacket[] | undefined {
    if (packet.type === 'transport-wide-feedback') return this.#transportWideSender?.take(packet) ?? [];
    return packet.type === 'congestion-control-feedback' ? this.#streamLogs.take(packet) : undefined;
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
    for (const report of reports) sink.request(now, report);
  }

  nextTimeout(): number {
    return this.#dueMs;
  }

  #heardTransportWide(now: number, packet: RtpPacket): void {
    const id = this.#context.extensions.transportWideSequenceNumber;
    if (id === undefined || this.#transportWideReporter === undefined) return;
    const offset = findHeaderExtension(packet, id, TRANSPORT_WIDE_SEQUENCE_NUMBER_LENGTH);
    if (offset < 0) return;
    this.#transportWideReporter.heard(now, readTransportWideSequenceNumber(packet.bytes, offset), packet.ssrc);
  }
}
