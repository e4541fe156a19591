/** One stream that we send: payloader, packets, pacing, and what its sender reports say (RFC 3550 §5.1, §6.4.1). */

import type { NtpTimestamp } from '../../clock/ntp-timestamp.js';
import { RtpkitError, requireInteger, wrongType } from '../../errors.js';
import type { FormatParameters } from '../../payloaders/format-parameters.js';
import type { PayloadFormat } from '../../payloaders/payload-format.js';
import type { Payloader } from '../../payloaders/payloader.js';
import type { ReportBlock, SenderReport } from '../../rtcp/index.js';
import { headerLengthOf } from '../../rtp/rtp-header.js';
import type { RtpPacket } from '../../rtp/rtp-packet.js';
import type { FeedbackMessage } from '../feedback/feedback-message.js';
import type { WallClock } from '../reports/wall-clock.js';
import { NO_RESENDS } from '../retransmission/resend-statistics.js';
import { Resender } from '../retransmission/resender.js';
import { ORIGINAL_SEQUENCE_NUMBER_LENGTH } from '../retransmission/retransmission-packet.js';
import type { RetransmissionStream } from '../retransmission/retransmission-stream.js';
import type { OutgoingStreamOptions } from '../session-options.js';
import { MediaTimeline } from './media-timeline.js';
import { OutgoingHeaderExtensions } from './outgoing-header-extensions.js';
import type { OutgoingStreamContext } from './outgoing-stream-context.js';
import { outgoingStreamSettings } from './outgoing-stream-settings.js';
import type { OutgoingStreamStatistics } from './outgoing-stream-statistics.js';
import { Pacer } from './pacer.js';
import { PacketSlab } from './packet-slab.js';
import { RemoteInbound, type RemoteInboundStatistics } from './remote-inbound.js';
import { SentReports } from './sent-reports.js';

/** Made by `addOutgoing` of a session; takes frames until that is closed. Times are in ms of the session's clock. */
export class OutgoingStream {
  readonly payloadType: number;
  readonly format: PayloadFormat;
  /** What feedback its receivers may send. */
  readonly feedback: readonly FeedbackMessage[];
  /** Ticks per second. */
  readonly clockRate: number;
  #ssrc: number;
  readonly #timestampOffset: number;
  readonly #captureDelayMs: number;
  readonly #timeline: MediaTimeline;
  readonly #slab: PacketSlab;
  readonly #payloader: Payloader;
  readonly #pacer: Pacer;
  readonly #sentReports = new SentReports();
  readonly #resender: Resender | undefined;
  readonly #counts = { packetsSent: 0, bytesSent: 0, framesSent: 0, pliCount: 0, firCount: 0 };
  readonly #remoteInbound: RemoteInbound;
  /** What had been sent under SSRCs before this one. */
  #sentBefore = { packets: 0, octets: 0 };
  /** When the payloader's bundle must go at the latest; Infinity while it holds nothing. */
  #bundleDeadlineMs = Infinity;
  #lastSentMs = -Infinity;
  /** The time of the call that lets packets go. */
  #nowMs = 0;
  /** As many packets had been sent then. */
  #packetsNoted = 0;
  readonly #departed: OutgoingStreamContext['departed'];
  #closed = false;

  /**
   * @throws TypeError when the format has no clock rate and none is given
   * @throws RangeError for an option out of range
   */
  constructor(options: OutgoingStreamOptions, context: OutgoingStreamContext) {
    const settings = outgoingStreamSettings(options, context.randomUint32);
    const { format, payloadType, clockRate, ssrc, timestampOffset, sequenceNumber } = settings;
    this.#ssrc = ssrc;
    this.payloadType = payloadType;
    this.format = format;
    this.feedback = settings.feedback;
    this.clockRate = clockRate;
    this.#timestampOffset = timestampOffset;
    this.#captureDelayMs = settings.captureDelayMs;
    this.#timeline = new MediaTimeline(clockRate);
    this.#remoteInbound = new RemoteInbound(clockRate);
    this.#departed = context.departed;
    this.#pacer = new Pacer(settings.paceMs, (packet) => {
      this.#counts.packetsSent++;
      this.#counts.bytesSent += packet.length - headerLengthOf(packet);
      this.#resender?.remember(this.#nowMs, packet);
      context.transmit(packet, this.#nowMs);
    });
    const { retransmission } = options;
    const timestampAt = (now: number): number => this.#timestampAt(now);
    this.#resender = retransmission && new Resender(retransmission, { ...context, timestampAt });
    const mtu = context.mtu - (this.retransmission === undefined ? 0 : ORIGINAL_SEQUENCE_NUMBER_LENGTH);
    const ntpAt = (ticks: number): NtpTimestamp => context.wallClock.at(this.#timeline.msAt(ticks));
    const extensions = new OutgoingHeaderExtensions(context.extensions, ntpAt);
    const limits = { mtu, ...this.#resender?.slabLimits };
    const header = { payloadType, ssrc, sequenceNumber, timestampOffset, extensions, ...limits };
    this.#slab = new PacketSlab(header, (packet) => {
      this.#bundleDeadlineMs = Infinity;
      this.#pacer.add(packet);
    });
    this.#payloader = format.createPayloader(this.#slab, options.options);
  }

  /** Another, at an `ssrc-changed`, where another participant had drawn the same. */
  get ssrc(): number {
    return this.#ssrc;
  }

  /** How each of its receivers describes it, by the SSRC of the receiver. */
  get remoteInbound(): ReadonlyMap<number, RemoteInboundStatistics> {
    return this.#remoteInbound.receivers;
  }

  /** To the receiver heard last and back, in milliseconds, as far as it can be told. */
  get roundTripMs(): number | undefined {
    const roundTripTime = this.#remoteInbound.last?.roundTripTime;
    return roundTripTime === undefined ? undefined : roundTripTime * 1000;
  }

  /** The `a=fmtp` parameters that describe the stream, as far as options and frames have told. */
  get formatParameters(): FormatParameters {
    return this.#payloader.formatParameters;
  }

  /** Audio channels, as far as they are known. */
  get channels(): number | undefined {
    return this.#payloader.channels;
  }

  /** The stream in which lost packets are sent again; `undefined` where there is none of its own (RFC 4588). */
  get retransmission(): RetransmissionStream | undefined {
    return this.#resender?.stream;
  }

  /** A snapshot. */
  get statistics(): OutgoingStreamStatistics {
    const resends = this.#resender?.statistics ?? NO_RESENDS;
    return {
      ...this.#counts,
      ...resends,
      packetsSent: this.#counts.packetsSent + resends.retransmittedPacketsSent,
      bytesSent: this.#counts.bytesSent + resends.retransmittedBytesSent,
      remote: this.#remoteInbound.last,
    };
  }

  /** When RTP was last sent, in ms of the session's clock; −Infinity before the first. */
  get lastSentMs(): number {
    return this.#lastSentMs;
  }

  /**
   * Sends a frame: an access unit of video, a packet of audio.
   * @param frame referred to, not copied, while the payloader bundles; must not change
   * @param timestampTicks its media time in ticks from any origin, integer, not wrapped; left out, the time of the call
   * @throws RangeError when the frame cannot be carried
   * @throws RtpkitError `ERR_RTPKIT_CLOSED` after the session was closed
   */
  send(now: number, frame: Uint8Array, timestampTicks?: number): void {
    this.#nowMs = now;
    if (this.#closed) throw new RtpkitError('ERR_RTPKIT_CLOSED', 'the session is closed, no more frames can be sent');
    if (!(frame instanceof Uint8Array)) throw wrongType('frame', frame, 'a Uint8Array');
    if (timestampTicks !== undefined) {
      requireInteger('timestampTicks', timestampTicks, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    }
    const capturedMs = now - this.#captureDelayMs;
    const ticks = timestampTicks ?? this.#timeline.ticksAt(capturedMs);
    this.#pacer.finish();
    if (timestampTicks !== undefined || !this.#timeline.started) this.#timeline.anchor(capturedMs, ticks);
    this.#payloader.push(frame, ticks);
    this.#counts.framesSent++;
    this.#depart(now);
  }

  /** Sends what a bundling payloader still holds. */
  flush(now: number): void {
    if (!this.#payloader.pending) return;
    this.#nowMs = now;
    this.#pacer.finish();
    this.#payloader.flush();
    this.#depart(now);
  }

  /** Lets go what is due; called by the session, like all that follows. */
  handleTimeout(now: number): void {
    this.#nowMs = now;
    if (now >= this.#bundleDeadlineMs) this.flush(now);
    this.#pacer.handleTimeout(now);
    this.#resender?.handleTimeout(now);
    this.#noteDeparture(now);
  }

  nextTimeout(): number {
    const next = Math.min(this.#bundleDeadlineMs, this.#pacer.nextTimeout());
    return this.#resender === undefined ? next : Math.min(next, this.#resender.nextTimeout());
  }

  /** Sends all that is left; nothing can be sent any more. */
  close(now: number): void {
    if (this.#closed) return;
    this.#nowMs = now;
    this.flush(now);
    this.#pacer.finish();
    this.#closed = true;
  }

  /** A receiver asks for packets that it has not got; they are sent again where the stream does so (RFC 4585 §6.2.1). */
  heardNack(now: number, sequenceNumbers: readonly number[]): void {
    if (!this.#closed) this.#resender?.resend(now, sequenceNumbers, this.roundTripMs);
  }

  /** A receiver asks for a key frame. */
  heardKeyFrameRequest(kind: 'pli' | 'fir'): void {
    this.#counts[`${kind}Count`]++;
  }

  /** The sender report of this instant: wall clock and media time both of `now`. */
  report(now: number, wallClock: WallClock, reportBlocks: readonly ReportBlock[]): SenderReport {
    const ntpTimestamp = wallClock.at(now);
    this.#sentReports.remember(now, ntpTimestamp);
    const { packets, octets } = this.#sent;
    return {
      type: 'sender-report',
      ssrc: this.ssrc,
      ntpTimestamp,
      rtpTimestamp: this.#timestampAt(now),
      senderPacketCount: packets - this.#sentBefore.packets,
      senderOctetCount: octets - this.#sentBefore.octets,
      reportBlocks,
    };
  }

  /** Takes a receiver's report block about this stream; returns the round trip in milliseconds where it can be told. */
  heardReport(now: number, reporter: number, block: ReportBlock): number | undefined {
    const { lastSenderReport, delaySinceLastSenderReport } = block;
    const roundTripMs = this.#sentReports.roundTripMs(now, lastSenderReport, delaySinceLastSenderReport);
    this.#remoteInbound.heard(reporter, block, roundTripMs);
    return roundTripMs;
  }

  /** A receiver is remembered no longer. */
  forgetReceiver(ssrc: number): void {
    this.#remoteInbound.forget(ssrc);
  }

  /** Whether the packet is one of its own that has come back. */
  hasSent({ ssrc, sequenceNumber, timestamp }: RtpPacket): boolean {
    if (ssrc !== this.#ssrc) return this.retransmission?.hasMade(sequenceNumber) === true;
    return this.#slab.hasMade(sequenceNumber, timestamp);
  }

  /**
   * Goes on under another SSRC, or sends again under another. Numbers and timestamps go on, the counts of sender reports begin
   * anew (RFC 3550 §6.4.1), and what is stamped with the old one leaves at once.
   */
  rename(now: number, previous: number, ssrc: number): void {
    if (previous !== this.#ssrc) {
      this.retransmission?.rename(ssrc);
      return;
    }
    this.#nowMs = now;
    this.#pacer.finish();
    this.#noteDeparture(now);
    this.#ssrc = ssrc;
    this.#slab.rename(ssrc);
    this.#sentBefore = this.#sent;
    this.#remoteInbound.restart();
  }

  /** What has left under the SSRC of the media. */
  get #sent(): { packets: number; octets: number } {
    const again = (this.retransmission === undefined && this.#resender?.statistics) || NO_RESENDS;
    return {
      packets: this.#counts.packetsSent + again.retransmittedPacketsSent,
      octets: this.#counts.bytesSent + again.retransmittedBytesSent,
    };
  }

  #timestampAt(now: number): number {
    return this.#timeline.ticksAt(now) + this.#timestampOffset;
  }

  #depart(now: number): void {
    const bundleBegun = this.#payloader.pending && this.#bundleDeadlineMs === Infinity;
    if (bundleBegun) this.#bundleDeadlineMs = now + this.#payloader.maxBundleMs;
    this.#pacer.start(now);
    this.#noteDeparture(now);
  }

  #noteDeparture(now: number): void {
    if (this.#counts.packetsSent === this.#packetsNoted) return;
    this.#packetsNoted = this.#counts.packetsSent;
    const first = this.#lastSentMs === -Infinity;
    this.#lastSentMs = now;
    this.#departed(now, first);
  }
}
