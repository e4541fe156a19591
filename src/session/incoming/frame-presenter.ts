/** Gives each frame of a stream its times, and hands it to the caller (RFC 3550 §5.1, §6.4.1). */

import type { NtpTimestamp } from '../../clock/ntp-timestamp.js';
import type { JitterBuffer } from '../../jitter/jitter-buffer.js';
import { PresentationOrder } from '../../jitter/presentation-order.js';
import type { MediaFrame } from '../../payloaders/depayloader.js';
import type { RtpPacket } from '../../rtp/rtp-packet.js';
import { CaptureClock } from './capture-clock.js';
import { FreezeMeter } from './freeze-meter.js';
import type { IncomingStream } from './incoming-stream.js';
import type { FrameReceived } from './stream-output.js';

export class FramePresenter {
  readonly freezes: FreezeMeter = new FreezeMeter();
  readonly #stream: IncomingStream;
  readonly #jitterBuffer: JitterBuffer<RtpPacket>;
  readonly #outputs: { push(output: FrameReceived): void };
  readonly #captureClock = new CaptureClock();
  #order = new PresentationOrder();
  #firstFrameMs = Number.NaN;

  constructor(
    stream: IncomingStream,
    jitterBuffer: JitterBuffer<RtpPacket>,
    outputs: { push(output: FrameReceived): void },
  ) {
    this.#stream = stream;
    this.#jitterBuffer = jitterBuffer;
    this.#outputs = outputs;
  }

  /** When the first frame was handed on; NaN before. */
  get firstFrameMs(): number {
    return this.#firstFrameMs;
  }

  /** The source says which instant a timestamp was. */
  heard(_now: number, rtpTimestamp: number, ntpTimestamp: NtpTimestamp): void {
    this.#captureClock.heard(rtpTimestamp, ntpTimestamp);
  }

  /** The timestamps to come have nothing to do with those that were. */
  restart(): void {
    this.#captureClock.restart();
    this.#order = new PresentationOrder();
  }

  /** Hands on a frame whose last packet has left the jitter buffer now. */
  present(releaseMs: number, frame: MediaFrame): void {
    if (Number.isNaN(this.#firstFrameMs)) this.#firstFrameMs = releaseMs;
    if (this.#stream.format.mediaType === 'video') this.freezes.show(releaseMs);
    const rtpTimestamp = frame.timestamp;
    const mediaTicks = this.#captureClock.advance(rtpTimestamp);
    const presentationMs = this.#jitterBuffer.presentationMs(rtpTimestamp);
    this.#order.place(mediaTicks, Number.isNaN(presentationMs) ? releaseMs : presentationMs);
    this.#outputs.push({
      type: 'frame',
      stream: this.#stream,
      frame,
      rtpTimestamp,
      mediaTicks,
      captureNtp: this.#captureClock.ntpAt(mediaTicks, this.#jitterBuffer.clockRate),
      arrivalMs: this.#jitterBuffer.lastArrivalMs,
      releaseMs,
      presentationMs: this.#order.presentationMs,
    });
  }
}
