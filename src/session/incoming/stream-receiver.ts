/** Receives one synchronization source: statistics, jitter buffer, depayloader (RFC 3550 §6.4, §8). */

import type { MediaFrame } from '../../payloaders/depayloader.js';
import type { PayloadFormat } from '../../payloaders/payload-format.js';
import { Gap } from '../../jitter/gap.js';
import { JitterBuffer } from '../../jitter/jitter-buffer.js';
import type { LatencyAdvice } from '../../jitter/latency-advice.js';
import { playoutOf, type PlayoutOptions } from '../../jitter/playout-options.js';
import { PresentationOrder } from '../../jitter/presentation-order.js';
import type { Resync } from '../../jitter/resync.js';
import type { SenderReport } from '../../rtcp/index.js';
import type { RtpPacket } from '../../rtp/rtp-packet.js';
import { CaptureClock } from './capture-clock.js';
import { FrameAssembler } from './frame-assembler.js';
import { FrameSpacing } from './frame-spacing.js';
import { FreezeMeter } from './freeze-meter.js';
import { IncomingStreamCounters } from './incoming-stream-counters.js';
import type { IncomingStream } from './incoming-stream.js';
import type { IncomingStreamStatistics } from './incoming-stream-statistics.js';
import type { FeedbackMessage } from '../feedback/feedback-message.js';
import type { FeedbackSink } from '../feedback/feedback-sink.js';
import { KeyFrameRequester } from '../feedback/key-frame-requester.js';
import type { LipSync } from '../lip-sync/lip-sync.js';
import { PlayoutSynchronizer } from '../lip-sync/playout-synchronizer.js';
import { ReceptionStatistics, type LossReport } from './reception-statistics.js';
import { Recovery } from './recovery.js';
import { RestartDetector } from './restart-detector.js';
import type { ReceiveFormat } from '../session-options.js';
import type { EndCause, StreamOutput } from './stream-output.js';

/** What a stream takes from its session. */
export interface StreamReceiverContext {
  readonly formats: ReadonlyMap<number, ReceiveFormat>;
  /** How to play where the format does not say. */
  readonly playout: PlayoutOptions;
  readonly lipSync: LipSync;
  readonly outputs: { push(output: StreamOutput): void };
  readonly feedback: FeedbackSink;
  /** To the source, as far as it is known. */
  readonly roundTripMs: () => number | undefined;
  /** When the first of the packets that made the source valid arrived. */
  readonly startedMs: number;
}

export class StreamReceiver implements IncomingStream {
  readonly ssrc: number;
  readonly #context: StreamReceiverContext;
  readonly #reception: ReceptionStatistics;
  readonly #detector: RestartDetector<RtpPacket>;
  readonly #jitterBuffer: JitterBuffer<RtpPacket>;
  readonly #synchronizer: PlayoutSynchronizer;
  readonly #captureClock = new CaptureClock();
  #order = new PresentationOrder();
  readonly #counters = new IncomingStreamCounters();
  readonly #spacing = new FrameSpacing();
  readonly #freezes = new FreezeMeter();
  readonly #recovery: Recovery;
  readonly #keyFrames: KeyFrameRequester;
  readonly #assembler: FrameAssembler;
  #releaseMs = Number.NaN;
  #firstFrameMs = Number.NaN;
  #ended = false;

  /** @param sequenceNumber the lowest of the packets that made the source valid */
  constructor(ssrc: number, sequenceNumber: number, receiveFormat: ReceiveFormat, context: StreamReceiverContext) {
    this.ssrc = ssrc;
    this.#context = context;
    this.#reception = new ReceptionStatistics(sequenceNumber);
    const onResync = (resync: Resync): void => this.#passResync(resync);
    this.#jitterBuffer = new JitterBuffer({ ...playoutOf(receiveFormat, context.playout), onResync });
    this.#detector = new RestartDetector(this.#jitterBuffer.latencyMs, {
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
    this.#followClockRate();
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
    this.#detector.latencyMs = this.#jitterBuffer.latencyMs;
    this.#synchronizer.follow(now, this.#playing);
    this.play(now);
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

  /** Whether it repeats packets of another stream (RFC 4588 §8.6: its format names an associated payload type). */
  get retransmits(): boolean {
    return this.#assembler.receiveFormat.parameters?.['apt'] !== undefined;
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
      packetsDiscarded: jitterBuffer.late + jitterBuffer.dropped + this.#detector.discarded,
      packetsDuplicated: jitterBuffer.duplicate,
      framesReceived: counters.framesReceived,
      keyFramesReceived: counters.keyFramesReceived,
      framesDropped: this.#recovery.framesDropped + this.#assembler.framesDropped,
      freezeCount: this.#freezes.count,
      totalFreezesDuration: this.#freezes.frozenMs / 1000,
      timeToFirstFrame: (this.#firstFrameMs - this.startedMs) / 1000,
      jitterBufferDelay: jitterBuffer.delayMs / 1000,
      jitterBufferTargetDelay: jitterBuffer.targetDelayMs / 1000,
      jitterBufferMinimumDelay: counters.minimumDelayMs / 1000,
      jitterBufferEmittedCount: jitterBuffer.delivered,
      jitterBuffer,
      depayloader: this.#assembler.statistics,
    };
  }

  /** Takes a packet whose payload type is one of the session's; called by the session, like all that follows. */
  receive(arrivalMs: number, packet: RtpPacket): void {
    this.#counters.countPacket(arrivalMs, packet);
    this.#spacing.heard(arrivalMs, packet.timestamp);
    this.#detector.latencyMs = this.#jitterBuffer.latencyMs;
    this.#detector.push(arrivalMs, packet);
    this.#synchronizer.follow(arrivalMs, this.#playing);
  }

  /** The source says its canonical name, for the first time or anew. */
  rename(now: number, cname: string): void {
    this.#synchronizer.rename(now, cname);
  }

  /** The source has reported; zero stands for a sender that knows no time (RFC 3550 §6.4.1). */
  heardSenderReport(now: number, { rtpTimestamp, ntpTimestamp }: SenderReport): void {
    if (ntpTimestamp.seconds === 0 && ntpTimestamp.fraction === 0) return;
    this.#captureClock.heard(rtpTimestamp, ntpTimestamp);
    this.#synchronizer.heard(now, rtpTimestamp, ntpTimestamp);
  }

  /** It goes on where another source has stopped. */
  succeed(previousSsrc: number): void {
    this.#context.outputs.push({ type: 'restart', stream: this, previousSsrc, cause: 'source' });
  }

  /** Hands on what is due. */
  play(now: number): void {
    this.#releaseMs = now;
    for (;;) {
      const next = this.#jitterBuffer.pop(now);
      if (next === undefined) return;
      if (next instanceof Gap) this.#passGap(next);
      else this.#passPacket(next);
    }
  }

  nextTimeout(): number {
    return this.#jitterBuffer.nextTimeout();
  }

  /** Hands out what is left and says that nothing follows. */
  end(now: number, cause: EndCause): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#synchronizer.leave(now);
    this.#detector.flush();
    this.#jitterBuffer.drain();
    this.play(now);
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
    const { clockRate } = this.#jitterBuffer;
    this.#reception.count(packet.sequenceNumber);
    if (clockRate !== undefined) this.#reception.measureJitter(arrivalMs, packet.timestamp, clockRate);
    this.#jitterBuffer.push(arrivalMs, packet);
  }

  /** Plays what came before a new beginning; what comes is not its continuation. */
  #restart(now: number, sequenceNumber: number): void {
    this.#jitterBuffer.drain();
    this.play(now);
    this.#jitterBuffer.restart();
    this.#restartClocks();
    this.#reception.restart(sequenceNumber);
    this.#assembler.flush();
    this.#recovery.interrupt('restart');
    this.#context.outputs.push({ type: 'restart', stream: this, previousSsrc: this.ssrc, cause: 'sequence' });
  }

  get #playing(): boolean {
    return this.#jitterBuffer.statistics.delivered > 0;
  }

  #passGap(gap: Gap): void {
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
    this.#followClockRate();
  }

  #followClockRate(): void {
    const told = this.#assembler.clockRate;
    if (told === this.#jitterBuffer.clockRate) return;
    if (this.#jitterBuffer.clockRate !== undefined) this.#restartClocks();
    this.#jitterBuffer.clockRate = told;
    this.#detector.clockRate = told;
  }

  /** What was reported says nothing about the timestamps to come. */
  #restartClocks(): void {
    this.#synchronizer.restart();
    this.#captureClock.restart();
    this.#order = new PresentationOrder();
  }

  #passFrame(frame: MediaFrame): void {
    this.#counters.countFrame(frame);
    if (frame.keyFrame === true && frame.complete) this.#keyFrames.answered();
    if (!this.#recovery.admit(this.#releaseMs, frame)) return;
    if (Number.isNaN(this.#firstFrameMs)) this.#firstFrameMs = this.#releaseMs;
    if (this.format.mediaType === 'video') this.#freezes.show(this.#releaseMs);
    const rtpTimestamp = frame.timestamp;
    const mediaTicks = this.#captureClock.advance(rtpTimestamp);
    const presentationMs = this.#jitterBuffer.presentationMs(rtpTimestamp);
    this.#order.place(mediaTicks, Number.isNaN(presentationMs) ? this.#releaseMs : presentationMs);
    this.#context.outputs.push({
      type: 'frame',
      stream: this,
      frame,
      rtpTimestamp,
      mediaTicks,
      captureNtp: this.#captureClock.ntpAt(mediaTicks, this.clockRate),
      arrivalMs: this.#jitterBuffer.lastArrivalMs,
      releaseMs: this.#releaseMs,
      presentationMs: this.#order.presentationMs,
    });
  }
}
