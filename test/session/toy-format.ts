/** A payload format of one octet per fragment header, so that sessions are tested without a codec: 1 = last fragment, 0 = more. */

import { concatenate } from '../../src/bytes/octets.js';
import type { Depayloader, MediaFrame, PayloadView } from '../../src/payloaders/depayloader.js';
import type { FormatParameters } from '../../src/payloaders/format-parameters.js';
import type { PayloadFormat } from '../../src/payloaders/payload-format.js';
import type { PacketSink, Payloader } from '../../src/payloaders/payloader.js';

export interface ToyFrame extends MediaFrame {
  readonly bytes: Uint8Array;
}

export interface ToyOptions {
  /** Hold frames back for so long, to be flushed by the session. */
  readonly bundleMs?: number;
}

class ToyPayloader implements Payloader {
  readonly #sink: PacketSink;
  readonly maxBundleMs: number;
  readonly formatParameters: FormatParameters = {};
  readonly channels: undefined;
  #held: { frame: Uint8Array; ticks: number }[] = [];

  constructor(sink: PacketSink, options: ToyOptions = {}) {
    this.#sink = sink;
    this.maxBundleMs = options.bundleMs ?? 0;
  }

  get pending(): boolean {
    return this.#held.length > 0;
  }

  push(frame: Uint8Array, ticks: number): void {
    if (frame.length === 0) throw new RangeError('an empty frame');
    this.#held.push({ frame, ticks });
    if (this.maxBundleMs === 0) this.flush();
  }

  flush(): void {
    for (const { frame, ticks } of this.#held.splice(0)) this.#write(frame, ticks);
  }

  #write(frame: Uint8Array, ticks: number): void {
    const most = this.#sink.maxPayloadLength - 1;
    for (let offset = 0; offset < frame.length; offset += most) {
      const fragment = frame.subarray(offset, offset + most);
      const last = offset + most >= frame.length;
      const room = this.#sink.reserve(fragment.length + 1);
      this.#sink.bytes[room] = last ? 1 : 0;
      this.#sink.bytes.set(fragment, room + 1);
      this.#sink.commit(fragment.length + 1, ticks, last);
    }
  }
}

class ToyDepayloader implements Depayloader {
  readonly statistics: { frames: number; damaged: number } = { frames: 0, damaged: 0 };
  clockRate: number | undefined;
  get framesDropped(): number {
    return this.statistics.damaged;
  }

  readonly payloadsRefused: number = 0;
  readonly #onFrame: (frame: ToyFrame) => void;
  #fragments: Uint8Array[] = [];
  #damaged = false;

  constructor(onFrame: (frame: ToyFrame) => void) {
    this.#onFrame = onFrame;
  }

  push(packet: PayloadView): void {
    if (packet.payloadOffset === packet.payloadEnd) return;
    this.#fragments.push(packet.bytes.subarray(packet.payloadOffset + 1, packet.payloadEnd));
    if (packet.bytes[packet.payloadOffset] !== 1) return;
    const bytes = concatenate(this.#fragments);
    if (this.#damaged) {
      this.statistics.damaged++;
    } else {
      this.statistics.frames++;
      this.#onFrame({ timestamp: packet.timestamp, complete: true, bytes });
    }
    this.#fragments = [];
    this.#damaged = false;
  }

  gap(): void {
    this.#damaged = true;
  }

  flush(): void {
    this.#fragments = [];
  }
}

/** A format with the given clock rate, or none of its own; the depayloader then learns `told` with its first packet. */
export function toyFormat(clockRate: number = 90_000, told?: number): PayloadFormat<ToyFrame, ToyOptions> {
  return {
    encodingName: 'TOY',
    mediaType: 'video',
    clockRate,
    specification: 'this file',
    createPayloader: (sink, options) => new ToyPayloader(sink, options),
    createDepayloader: (onFrame) => {
      const depayloader = new ToyDepayloader(onFrame);
      if (told === undefined) return depayloader;
      const push = depayloader.push.bind(depayloader);
      depayloader.push = (packet) => {
        depayloader.clockRate = told;
        push(packet);
      };
      return depayloader;
    },
    rejectParameters: () => undefined,
  };
}
