/** Receives one synchronization source: statistics, jitter buffer, depayloader (RFC 3550 §6.4, §8). */

import { Gap } from '../../jitter/gap.js';
import { JitterBuffer } from '../../jitter/jitter-buffer.js';
import type { LatencyAdvice } from '../../jitter/latency-advice.js';
import { playoutOf } from '../../jitter/playout-options.js';
import type { Resync } from '../../jitter/resync.js';
import type { MediaFrame } from '../../payloaders/depayloader.js';
import type { PayloadFormat } from '../../payloaders/payload-format.js';
import type { SenderReport } from '../../rtcp/index.js';
import type { RtpPacket } from '../../rtp/rtp-packet.js';
import type { FeedbackMessage } from '../feedback/feedback-message.js';
import { KeyFrameRequester } from '../feedback/key-frame-requester.js';
import { PlayoutSynchronizer } from '../lip-sync/playout-synchronizer.js';
import type { ReceiveRetransmission } from '../retransmission/retransmission-options.js';
import { RetransmissionRequester, type RequestedStream } from '../retransmission/retransmission-requester.js';
import type { ReceiveFormat } from '../session-options.js';
import { ClockRateFollower } from './clock-rate-follower.js';
import { FrameAssembler } from './frame-assembler.js';
import { FramePresenter } from './frame-presenter.js';
import { FrameSpacing } from './frame-spacing.js';
import type { Heritage } from './heritage.js';
import type { IncomingStream } from './incoming-stream.js';
import { IncomingStreamCounters } from './incoming-stream-counters.js';
import type { IncomingStreamStatistics } from './incoming-stream-statistics.js';
import { ReceptionStatistics, type LossReport } from './reception-statistics.js';
import { Recovery } from './recovery.js';
import { RemoteOutbound } from './remote-outbound.js';
import { RestartDetector } from './restart-detector.js';
import { SenderClock } from './sender-clock.js';
import type { EndCause } from './stream-output.js';
import type { StreamReceiverContext } from './stream-receiver-context.js';

export class StreamReceiver implements IncomingStream, RequestedStream {
  readonly ssrc: number;
  readonly #context: StreamReceiverContext;
  readonly #reception: ReceptionStatistics;
  readonly #detector: RestartDetector<RtpPacket>;
  readonly #jitterBuffer: JitterBuffer<RtpPacket>;
  readonly #synchronizer: PlayoutSynchronizer;
  readonly #counters = new IncomingStreamCounters();
  readonly #remote = new RemoteOutbound();
  readonly #spacing = new FrameSpacing();
  readonly #recovery: Recovery;
  readonly #keyFrames: KeyFrameRequester;
  readonly #assembler: FrameAssembler;
  readonly #presenter: FramePresenter;
  readonly #senderClock: SenderClock;
  readonly #clockRate: ClockRateFollower;
  /** `undefined` where the sender sends nothing again. */
  readonly #requester: RetransmissionRequester | undefined;
  #releaseMs = Number.NaN;
  #ended = false;

  /** @param sequenceNumber the lowest of the packets that made the source valid */
  constructor(ssrc: number, sequenceNumber: number, receiveFormat: ReceiveFormat, context: StreamReceiverContext) {
    this.ssrc = ssrc;
    this.#context = context;
    this.#reception = new ReceptionStatistics(sequenceNumber);
    const onResync = (resync: Resync): void => this.#passResync(resync);
    this.#jitterBuffer = new JitterBuffer({ ...playoutOf(receiveFormat, context.playout), onResync });
    this.#detector = new RestartDetector(this.#jitterBuffer, {
      accept: (arrivalMs, packet) => this.#accept(arrivalMs, packet),
      restart: (now, first) => this.#restart(now, first),
      placeOf: (packet) => this.#jitterBuffer.placeOf(packet),
    });
    this.#synchronizer = new PlayoutSynchronizer(this.#jitterBuffer, context.lipSync, receiveFormat.syncOffsetMs ?? 0);
    this.#recovery = new Recovery(receiveFormat, (reason) => {
      context.outputs.push({ type: 'key-frame-wanted', stream: this, reason });
      this.requestKeyFrame(this.#releaseMs);
    });
    this.#keyFrames = new KeyFrameRequester(ssrc, context.feedback);
    this.#assembler = new FrameAssembler(receiveFormat, context.formats, (frame) => this.#passFrame(frame));
    this.#presenter = new FramePresenter(this, this.#jitterBuffer, context.outputs);
    this.#senderClock = new SenderClock(context.extensions.ntp64, [this.#presenter, this.#synchronizer]);
    this.#clockRate = new ClockRateFollower(this.#assembler, this.#senderClock, [this.#jitterBuffer, this.#detector]);
    if (receiveFormat.feedback?.includes('nack') === true) {
      this.#requester = new RetransmissionRequester(this, context.feedback, receiveFormat.retransmission);
    }
  }

  get payloadType(): number {
    return this.#assembler.receiveFormat.payloadType;
  }

  get format(): PayloadFormat {
    return this.#assembler.receiveFormat.format;
  }

  get clockRate(): number | undefined {
    return this.#jitterBuffer.clockRate;
  }

  get latencyMs(): number {
    return this.#jitterBuffer.latencyMs;
  }

  get latencyAdvice(): LatencyAdvice {
    return this.#jitterBuffer.latencyAdvice;
  }

  get delayMs(): number {
    return this.#jitterBuffer.latencyMs + this.#jitterBuffer.presentationOffsetMs;
  }

  setLatency(now: number, latencyMs: number): void {
    this.#jitterBuffer.latencyMs = latencyMs;
    this.#synchronizer.follow(now, this.#playing);
    this.play(now);
    this.#context.onChanged();
  }

  /** What its source understands. */
  get feedback(): readonly FeedbackMessage[] {
    return this.#assembler.receiveFormat.feedback ?? [];
  }

  requestKeyFrame(now: number): boolean {
    return !this.#ended && this.#keyFrames.request(now, this.feedback, this.#context.roundTripMs());
  }

  get startedMs(): number {
    return this.#context.startedMs;
  }

  /** How far apart packets of different timestamps come, in milliseconds; follows longer spacings quickly. */
  get frameSpacingMs(): number {
    return this.#spacing.spacingMs;
  }

  /** Whether it asks for packets that are missing. */
  get asksAgain(): boolean {
    return this.#requester !== undefined;
  }

  /** How its sender sends packets again. */
  get retransmission(): ReceiveRetransmission | undefined {
    return this.#assembler.receiveFormat.retransmission;
  }

  get jitterMs(): number {
    return (this.#reception.jitter * 1000) / (this.clockRate ?? Infinity);
  }

  get roundTripMs(): number | undefined {
    return this.#context.roundTripMs();
  }

  deadlineMs(timestamp: number): number {
    return this.#jitterBuffer.dueMs(timestamp) + this.delayMs;
  }

  get packetsHeld(): number {
    return this.#jitterBuffer.held + this.#detector.parked;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get statistics(): IncomingStreamStatistics {
    const jitterBuffer = { ...this.#jitterBuffer.statistics };
    const counters = this.#counters;
    const { clockRate } = this;
    return {
      packetsReceived: counters.packetsReceived,
      bytesReceived: counters.bytesReceived,
      headerBytesReceived: counters.headerBytesReceived,
      lastPacketReceivedTimestamp: counters.lastArrivalMs,
      packetsLost: this.#reception.lost,
      jitter: clockRate === undefined ? 0 : this.#reception.jitter / clockRate,
      packetsDiscarded: jitterBuffer.late + jitterBuffer.dropped + this.#detector.discarded + counters.misplaced,
      packetsDuplicated: jitterBuffer.duplicate,
      retransmittedPacketsReceived: counters.retransmittedPackets,
      retransmittedBytesReceived: counters.retransmittedBytes,
      nackCount: this.#requester?.nackCount ?? 0,
      ...this.#keyFrames.counts,
      framesReceived: counters.framesReceived,
      keyFramesReceived: counters.keyFramesReceived,
      framesDropped: this.#recovery.framesDropped + this.#assembler.framesDropped,
      payloadsRefused: this.#assembler.payloadsRefused,
      freezeCount: this.#presenter.freezes.count,
      totalFreezesDuration: this.#presenter.freezes.frozenMs / 1000,
      timeToFirstFrame: (this.#presenter.firstFrameMs - this.startedMs) / 1000,
      jitterBufferDelay: jitterBuffer.delayMs / 1000,
      jitterBufferTargetDelay: jitterBuffer.targetDelayMs / 1000,
      jitterBufferMinimumDelay: counters.minimumDelayMs / 1000,
      jitterBufferEmittedCount: jitterBuffer.delivered,
      remote: this.#remote.statistics,
      jitterBuffer,
      depayloader: this.#assembler.statistics,
    };
  }

  /** Takes a packet whose payload type is one of the session's; called by the session, like all that follows. */
  receive(arrivalMs: number, packet: RtpPacket): void {
    this.#counters.countPacket(arrivalMs, packet);
    this.#spacing.heard(arrivalMs, packet.timestamp);
    if (this.#detector.follows(arrivalMs, packet)) this.#accept(arrivalMs, packet);
    else this.#detector.push(arrivalMs, packet);
    this.#synchronizer.follow(arrivalMs, this.#playing);
  }

  /** Whether a packet has been asked for and not come. */
  hasRequested(sequenceNumber: number): boolean {
    return this.#requester?.hasRequested(sequenceNumber) === true;
  }

  /** Takes a packet of this stream that was sent again in another one (RFC 4588 §4): it plays, and counts as lost. */
  repair(now: number, packet: RtpPacket): void {
    this.#counters.countPacket(now, packet);
    const missing = this.#requester?.repaired(now, packet.sequenceNumber, packet.timestamp) === true;
    const misplaced = !missing && this.#jitterBuffer.placeOf(packet) === 'free';
    this.#counters.countRetransmission(packet, misplaced);
    if (!misplaced) {
      this.#clockRate.arrived(packet);
      this.#jitterBuffer.insert(now, packet);
    }
    this.play(now);
  }

  /** The source says its canonical name, for the first time or anew. */
  rename(now: number, cname: string): void {
    this.#synchronizer.rename(now, cname);
  }

  /** The source has reported. */
  heardSenderReport(now: number, report: SenderReport): void {
    this.#remote.heard(report);
    this.#senderClock.heardReport(now, report);
  }

  /** A round trip to its sender and back was measured. */
  heardRoundTrip(roundTripMs: number): void {
    this.#remote.heardRoundTrip(roundTripMs);
  }

  /** How it is played, for a successor to go on with. */
  get heritage(): Heritage {
    const { latencyMs, presentationOffsetMs: waitMs } = this.#jitterBuffer;
    return { ssrc: this.ssrc, playout: this.#context.playout, latencyMs, waitMs };
  }

  /** It goes on where another source has stopped. */
  succeed(now: number, { ssrc, playout, latencyMs, waitMs }: Heritage): void {
    if (playout === this.#context.playout) this.#jitterBuffer.latencyMs = latencyMs;
    this.#synchronizer.inherit(now, waitMs);
    this.#context.outputs.push({ type: 'restart', stream: this, previousSsrc: ssrc, cause: 'source' });
  }

  /** Hands on what is due. */
  play(now: number): void {
    this.#releaseMs = now;
    for (let next = this.#jitterBuffer.pop(now); next !== undefined; next = this.#jitterBuffer.pop(now)) {
      if (next instanceof Gap) this.#passGap(next);
      else this.#passPacket(next);
    }
    this.#requester?.handleTimeout(now);
  }

  nextTimeout(): number {
    const playMs = this.#jitterBuffer.nextTimeout();
    return this.#requester === undefined ? playMs : Math.min(playMs, this.#requester.nextTimeout());
  }

  /** Hands out what is left and says that nothing follows. */
  end(now: number, cause: EndCause): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#synchronizer.leave(now);
    this.#detector.flush();
    this.#jitterBuffer.drain();
    this.play(now);
    this.#requester?.restart();
    this.#assembler.flush();
    this.#context.outputs.push({ type: 'end', stream: this, cause });
  }

  /** What the next report says about this stream. */
  report(): LossReport & { readonly interarrivalJitter: number } {
    return {
      ...this.#reception.report(),
      interarrivalJitter: Math.min(Math.floor(this.#reception.jitter), 0xffff_ffff),
    };
  }

  #accept(arrivalMs: number, packet: RtpPacket): void {
    this.#clockRate.arrived(packet);
    const { clockRate } = this.#jitterBuffer;
    this.#reception.count(packet.sequenceNumber);
    if (this.#requester?.arrived(arrivalMs, packet.sequenceNumber, packet.timestamp) === true) {
      this.#counters.countRetransmission(packet, false);
      this.#jitterBuffer.insert(arrivalMs, packet);
      return;
    }
    if (clockRate !== undefined) this.#reception.measureJitter(arrivalMs, packet.timestamp, clockRate);
    this.#jitterBuffer.push(arrivalMs, packet);
    this.#senderClock.heardPacket(arrivalMs, packet);
  }

  /** Plays what came before a new beginning; what comes is not its continuation. */
  #restart(now: number, sequenceNumber: number): void {
    this.#jitterBuffer.drain();
    this.play(now);
    this.#jitterBuffer.restart();
    this.#senderClock.restart();
    this.#reception.restart(sequenceNumber);
    this.#requester?.restart();
    this.#assembler.flush();
    this.#recovery.interrupt('restart');
    this.#context.outputs.push({ type: 'restart', stream: this, previousSsrc: this.ssrc, cause: 'sequence' });
  }

  get #playing(): boolean {
    return this.#jitterBuffer.statistics.delivered > 0;
  }

  #passGap(gap: Gap): void {
    this.#requester?.passed(gap.sequenceNumber + gap.count - 1);
    this.#assembler.gap();
    this.#recovery.interrupt('loss');
    this.#context.outputs.push({ type: 'gap', stream: this, ...gap });
  }

  #passResync(resync: Resync): void {
    this.#synchronizer.resynchronize(resync.atMs);
    this.#context.outputs.push({ type: 'resync', stream: this, ...resync });
  }

  #passPacket(packet: RtpPacket): void {
    this.#counters.countRelease(this.#jitterBuffer.latencyMs);
    this.#assembler.push(packet);
    this.#clockRate.follow();
  }

  #passFrame(frame: MediaFrame): void {
    this.#counters.countFrame(frame);
    if (frame.keyFrame === true && frame.complete) this.#keyFrames.answered();
    if (!this.#recovery.admit(this.#releaseMs, frame)) return;
    this.#presenter.present(this.#releaseMs, frame);
  }
}
