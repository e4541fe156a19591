/** Packets in sequence order become frames: one depayloader for each payload type that a source uses (RFC 3550 §5.1). */

import type { Depayloader, MediaFrame } from '../../payloaders/depayloader.js';
import type { RtpPacket } from '../../rtp/rtp-packet.js';
import type { ReceiveFormat } from '../session-options.js';

export class FrameAssembler {
  readonly #formats: ReadonlyMap<number, ReceiveFormat>;
  readonly #onFrame: (frame: MediaFrame) => void;
  /** Each payload type keeps its depayloader, and with it the parameter sets, for when the source comes back to it. */
  readonly #depayloaders = new Map<number, Depayloader>();
  #receiveFormat: ReceiveFormat;
  #depayloader: Depayloader;
  /** Told by a packet that has not been pushed yet. */
  #foreseenClockRate: number | undefined;

  /** @param receiveFormat that of the first packet */
  constructor(
    receiveFormat: ReceiveFormat,
    formats: ReadonlyMap<number, ReceiveFormat>,
    onFrame: (frame: MediaFrame) => void,
  ) {
    this.#formats = formats;
    this.#onFrame = onFrame;
    this.#receiveFormat = receiveFormat;
    this.#depayloader = this.#depayloaderOf(receiveFormat);
  }

  /** Of the packet pushed last. */
  get receiveFormat(): ReceiveFormat {
    return this.#receiveFormat;
  }

  /**
   * A description is believed; without one, the stream itself tells (Vorbis), perhaps only after a while: by what has been
   * pushed, or until that tells, by what has been foreseen.
   */
  get clockRate(): number | undefined {
    const { clockRate, format } = this.#receiveFormat;
    return clockRate ?? format.clockRate ?? this.#depayloader.clockRate ?? this.#foreseenClockRate;
  }

  get framesDropped(): number {
    return this.#sum((depayloader) => depayloader.framesDropped);
  }

  get payloadsRefused(): number {
    return this.#sum((depayloader) => depayloader.payloadsRefused);
  }

  /** The counters of the depayloader in use. */
  get statistics(): Readonly<Record<string, number>> {
    return { ...this.#depayloader.statistics };
  }

  /** Looks at a packet that is pushed later, in its turn, for the clock rate of the payload type in use. */
  foresee(packet: RtpPacket): void {
    const { payloadType, format } = this.#receiveFormat;
    if (packet.payloadType === payloadType) this.#foreseenClockRate = format.clockRateIn?.(packet);
  }

  push(packet: RtpPacket): void {
    if (packet.payloadType !== this.#receiveFormat.payloadType) this.#switchTo(packet.payloadType);
    this.#depayloader.push(packet);
  }

  /** Packets are missing. */
  gap(): void {
    this.#depayloader.gap();
  }

  /** Hands out what has begun. */
  flush(): void {
    this.#depayloader.flush();
  }

  #sum(count: (depayloader: Depayloader) => number): number {
    let sum = 0;
    for (const depayloader of this.#depayloaders.values()) sum += count(depayloader);
    return sum;
  }

  /** The source goes on with another payload type; what the old one has begun is handed out first. */
  #switchTo(payloadType: number): void {
    this.#depayloader.flush();
    this.#receiveFormat = this.#formats.get(payloadType)!;
    this.#depayloader = this.#depayloaderOf(this.#receiveFormat);
    this.#foreseenClockRate = undefined;
  }

  #depayloaderOf({ payloadType, format, parameters, options }: ReceiveFormat): Depayloader {
    const known = this.#depayloaders.get(payloadType);
    if (known !== undefined) return known;
    const depayloader = format.createDepayloader(this.#onFrame, parameters, options);
    this.#depayloaders.set(payloadType, depayloader);
    return depayloader;
  }
}
