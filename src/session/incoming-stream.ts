/** One synchronization source as it is received: statistics, jitter buffer, depayloader (RFC 3550 §6.4, §8). */

import type { NtpTimestamp } from '../clock/ntp-timestamp.js';
import type { Depayloader, MediaFrame } from '../payloaders/depayloader.js';
import type { PayloadFormat } from '../payloaders/payload-format.js';
import { Gap } from '../jitter/gap.js';
import { JitterBuffer } from '../jitter/jitter-buffer.js';
import type { SenderReport } from '../rtcp/index.js';
import type { RtpPacket } from '../rtp/rtp-packet.js';
import { CaptureClock } from './capture-clock.js';
import { FrameSpacing } from './frame-spacing.js';
import { IncomingStreamCounters } from './incoming-stream-counters.js';
import type { IncomingStreamStatistics } from './incoming-stream-statistics.js';
import type { LipSync } from './lip-sync.js';
import { PlayoutSynchronizer } from './playout-synchronizer.js';
import { ReceptionStatistics, type LossReport } from './reception-statistics.js';
import { RestartDetector } from './restart-detector.js';
import type { ReceiveFormat } from './session-options.js';

/** What a stream takes from its session. */
export interface IncomingStreamContext {
  readonly formats: ReadonlyMap<number, ReceiveFormat>;
  readonly latencyMs: number;
  readonly lipSync: LipSync;
  readonly outputs: { push(output: StreamOutput): void };
  /** When the first of the packets that made the source valid arrived. */
  readonly startedMs: number;
}

/** What a stream says, in the order in which it happened. */
export type StreamOutput = FrameReceived | GapFound | StreamRestarted | StreamEnded;

/** Nothing more will come of a stream; its last frame was handed out before. */
export interface StreamEnded {
  readonly type: 'end';
  readonly stream: IncomingStream;
  /**
   * `goodbye`: the source has said so; `restart`: its successor speaks; `timeout`: it fell silent; `eviction`: for a new source;
   * `close`: the session ends.
   */
  readonly cause: EndCause;
}

export type EndCause = 'goodbye' | 'restart' | 'timeout' | 'eviction' | 'close';

export interface FrameReceived {
  readonly type: 'frame';
  readonly stream: IncomingStream;
  readonly frame: MediaFrame;
  /** As it was sent, 32 bits; the frame's own `timestamp`. */
  readonly rtpTimestamp: number;
  /** The same in ticks that do not wrap: media time, stepping back where B-frames do. */
  readonly mediaTicks: number;
  /** When it was captured, on the sender's wall clock; `undefined` until the sender has reported (RFC 3550 §6.4.1). */
  readonly captureNtp: NtpTimestamp | undefined;
  /** When the packet that completed the frame arrived, in ms of the session's clock. */
  readonly arrivalMs: number;
  /** When the jitter buffer let that packet go; never decreases from frame to frame. */
  readonly releaseMs: number;
  /** When to present the frame: follows the RTP timestamp, aligned with the other streams of its CNAME. */
  readonly presentationMs: number;
}

/** One run of packets that did not come in time. */
export interface GapFound {
  readonly type: 'gap';
  readonly stream: IncomingStream;
  /** The first missing sequence number, 16 bits. */
  readonly sequenceNumber: number;
  /** How many follow each other. */
  readonly count: number;
}

/** What was received goes on from another beginning; nobody knows whether anything is missing. */
export interface StreamRestarted {
  readonly type: 'restart';
  /** The stream that goes on. */
  readonly stream: IncomingStream;
  /** The SSRC of the stream that it goes on with: where the sequence began anew, its own. */
  readonly previousSsrc: number;
  /** `sequence`: the sequence numbers of the stream began anew; `source`: the sender is back as another source. */
  readonly cause: 'sequence' | 'source';
}

export class IncomingStream {
  readonly ssrc: number;
  readonly #context: IncomingStreamContext;
  readonly #reception: ReceptionStatistics;
  readonly #detector: RestartDetector<RtpPacket>;
  readonly #jitterBuffer: JitterBuffer<RtpPacket>;
  readonly #synchronizer: PlayoutSynchronizer;
  readonly #captureClock = new CaptureClock();
  readonly #counters = new IncomingStreamCounters();
  readonly #spacing = new FrameSpacing();
  readonly #depayloaders = new Map<number, Depayloader>();
  #receiveFormat: ReceiveFormat;
  #depayloader: Depayloader;
  #releaseMs = Number.NaN;
  #ended = false;

  /** @param sequenceNumber the lowest of the packets that made the source valid */
  constructor(ssrc: number, sequenceNumber: number, receiveFormat: ReceiveFormat, context: IncomingStreamContext) {
    this.ssrc = ssrc;
    this.#context = context;
    this.#reception = new ReceptionStatistics(sequenceNumber);
    this.#jitterBuffer = new JitterBuffer({ latencyMs: receiveFormat.latencyMs ?? context.latencyMs });
    this.#detector = new RestartDetector(this.#jitterBuffer.latencyMs, {
      accept: (arrivalMs, packet) => this.#accept(arrivalMs, packet),
      restart: (now, first) => this.#restart(now, first),
      placeOf: (packet) => this.#jitterBuffer.placeOf(packet),
    });
    this.#synchronizer = new PlayoutSynchronizer(this.#jitterBuffer, context.lipSync, receiveFormat.syncOffsetMs ?? 0);
    this.#receiveFormat = receiveFormat;
    this.#depayloader = this.#depayloaderOf(receiveFormat);
    this.#followClockRate();
  }

  /** The payload type played last. */
  get payloadType(): number {
    return this.#receiveFormat.payloadType;
  }

  get format(): PayloadFormat {
    return this.#receiveFormat.format;
  }

  /** Ticks per second; `undefined` until the description, the format or the stream itself has told. */
  get clockRate(): number | undefined {
    return this.#jitterBuffer.clockRate;
  }

  /** How long packets wait for their elders, in milliseconds. */
  get latencyMs(): number {
    return this.#jitterBuffer.latencyMs;
  }

  /** How long packets are delayed by that and by waiting for the other streams of their CNAME, in milliseconds. */
  get delayMs(): number {
    return this.#jitterBuffer.latencyMs + this.#jitterBuffer.presentationOffsetMs;
  }

  /**
   * Changes the latency while the stream plays; an adaptive one stays within its band. What is due by it comes out at once.
   * @throws RangeError unless `latencyMs` is a finite number of milliseconds from 0
   */
  setLatency(now: number, latencyMs: number): void {
    this.#jitterBuffer.latencyMs = latencyMs;
    this.#detector.latencyMs = this.#jitterBuffer.latencyMs;
    this.#synchronizer.follow(now, this.#playing);
    this.play(now);
  }

  /** When its first packet arrived, in ms of the session's clock. */
  get startedMs(): number {
    return this.#context.startedMs;
  }

  /** How far apart packets of different timestamps come, in milliseconds; follows longer spacings quickly. */
  get frameSpacingMs(): number {
    return this.#spacing.spacingMs;
  }

  /** Whether it repeats packets of another stream (RFC 4588 §8.6: its format names an associated payload type). */
  get retransmits(): boolean {
    return this.#receiveFormat.parameters?.['apt'] !== undefined;
  }

  /** Packets that wait in the jitter buffer, or to be believed. */
  get packetsHeld(): number {
    return this.#jitterBuffer.held + this.#detector.parked;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** A snapshot. */
  get statistics(): IncomingStreamStatistics {
    const jitterBuffer = { ...this.#jitterBuffer.statistics };
    const counters = this.#counters;
    const { clockRate } = this;
    let framesDropped = 0;
    for (const depayloader of this.#depayloaders.values()) framesDropped += depayloader.framesDropped;
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
      framesDropped,
      jitterBufferDelay: jitterBuffer.delayMs / 1000,
      jitterBufferTargetDelay: counters.targetDelayMs / 1000,
      jitterBufferMinimumDelay: counters.minimumDelayMs / 1000,
      jitterBufferEmittedCount: jitterBuffer.delivered,
      jitterBuffer,
      depayloader: { ...this.#depayloader.statistics },
    };
  }

  /** Takes a packet whose payload type is one of the session's; called by the session, like all that follows. */
  receive(arrivalMs: number, packet: RtpPacket): void {
    this.#counters.countPacket(arrivalMs, packet);
    this.#spacing.heard(arrivalMs, packet.timestamp);
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
    this.#depayloader.flush();
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
  #restart(now: number, { sequenceNumber }: RtpPacket): void {
    this.#jitterBuffer.drain();
    this.play(now);
    this.#jitterBuffer.restart();
    this.#synchronizer.restart();
    this.#captureClock.restart();
    this.#reception.restart(sequenceNumber);
    this.#depayloader.flush();
    this.#context.outputs.push({ type: 'restart', stream: this, previousSsrc: this.ssrc, cause: 'sequence' });
  }

  get #playing(): boolean {
    return this.#jitterBuffer.statistics.delivered > 0;
  }

  #passGap({ sequenceNumber, count }: Gap): void {
    this.#depayloader.gap();
    this.#context.outputs.push({ type: 'gap', stream: this, sequenceNumber, count });
  }

  #passPacket(packet: RtpPacket): void {
    this.#counters.countRelease(this.#jitterBuffer.latencyMs, this.#jitterBuffer.presentationOffsetMs);
    if (packet.payloadType !== this.#receiveFormat.payloadType) this.#switchTo(packet.payloadType);
    this.#depayloader.push(packet);
    this.#followClockRate();
  }

  /** The source goes on with another payload type; what the old one has begun is handed out first. */
  #switchTo(payloadType: number): void {
    this.#depayloader.flush();
    this.#receiveFormat = this.#context.formats.get(payloadType)!;
    this.#depayloader = this.#depayloaderOf(this.#receiveFormat);
  }

  /** Each payload type keeps its depayloader, and with it the parameter sets, for when the source comes back to it. */
  #depayloaderOf({ payloadType, format, parameters, options }: ReceiveFormat): Depayloader {
    const known = this.#depayloaders.get(payloadType);
    if (known !== undefined) return known;
    const depayloader = format.createDepayloader((frame) => this.#passFrame(frame), parameters, options);
    this.#depayloaders.set(payloadType, depayloader);
    return depayloader;
  }

  /** A description is believed; without one, the stream itself tells (Vorbis), perhaps only after a while. */
  #followClockRate(): void {
    const { clockRate, format } = this.#receiveFormat;
    const told = clockRate ?? format.clockRate ?? this.#depayloader.clockRate;
    if (told === this.#jitterBuffer.clockRate) return;
    this.#jitterBuffer.clockRate = told;
    this.#detector.clockRate = told;
  }

  #passFrame(frame: MediaFrame): void {
    this.#counters.countFrame(frame);
    const rtpTimestamp = frame.timestamp;
    const mediaTicks = this.#captureClock.advance(rtpTimestamp);
    const presentationMs = this.#jitterBuffer.presentationMs(rtpTimestamp);
    this.#context.outputs.push({
      type: 'frame',
      stream: this,
      frame,
      rtpTimestamp,
      mediaTicks,
      captureNtp: this.#captureClock.ntpAt(mediaTicks, this.clockRate),
      arrivalMs: this.#jitterBuffer.lastArrivalMs,
      releaseMs: this.#releaseMs,
      presentationMs: Number.isNaN(presentationMs) ? this.#releaseMs : presentationMs,
    });
  }
}
