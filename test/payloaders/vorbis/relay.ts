/** Carries payloads from a payloader's sink to a depayloader, with sequence numbers, and some of them lost. */

import { ArraySink, type CollectedPayload } from '../../../src/payloaders/array-sink.js';
import type { PayloadView } from '../../../src/payloaders/depayloader.js';
import type { FormatParameters } from '../../../src/payloaders/format-parameters.js';
import { VorbisDepayloader, type VorbisDepayloaderOptions } from '../../../src/payloaders/vorbis/vorbis-depayloader.js';
import type { VorbisPacket } from '../../../src/payloaders/vorbis/vorbis-packet.js';
import { VorbisPayloader, type VorbisPayloaderOptions } from '../../../src/payloaders/vorbis/vorbis-payloader.js';

export interface TimedFrame {
  readonly bytes: Uint8Array;
  readonly timestampTicks: number;
}

export function payload(
  frames: readonly TimedFrame[],
  options: VorbisPayloaderOptions,
  maxPayloadLength = 1388,
): CollectedPayload[] {
  const sink = new ArraySink(maxPayloadLength);
  const payloader = new VorbisPayloader(sink, options);
  for (const { bytes, timestampTicks } of frames) payloader.push(bytes, timestampTicks);
  payloader.flush();
  return sink.payloads;
}

export function view(bytes: Uint8Array, sequenceNumber: number, timestamp: number): PayloadView {
  return {
    bytes,
    payloadOffset: 0,
    payloadEnd: bytes.length,
    sequenceNumber: sequenceNumber & 0xffff,
    timestamp: timestamp >>> 0,
    marker: false,
  };
}

export interface Received {
  readonly packets: readonly VorbisPacket[];
  readonly depayloader: VorbisDepayloader;
}

export interface Receiving {
  readonly parameters?: FormatParameters;
  readonly options?: VorbisDepayloaderOptions;
  /** Payloads with these indexes do not arrive. */
  readonly lost?: (index: number) => boolean;
  readonly firstSequenceNumber?: number;
  readonly timestampOffset?: number;
}

export function receive(payloads: readonly CollectedPayload[], receiving: Receiving = {}): Received {
  const { lost = () => false, firstSequenceNumber = 65_530, timestampOffset = 0 } = receiving;
  const packets: VorbisPacket[] = [];
  const depayloader = new VorbisDepayloader((packet) => packets.push(packet), receiving.parameters, receiving.options);
  for (const [index, { bytes, timestampTicks }] of payloads.entries()) {
    if (!lost(index)) depayloader.push(view(bytes, firstSequenceNumber + index, timestampTicks + timestampOffset));
  }
  depayloader.flush();
  return { packets, depayloader };
}

/** Counters that are not zero. */
export function counted(depayloader: VorbisDepayloader): Record<string, number> {
  return Object.fromEntries(Object.entries(depayloader.statistics).filter(([, count]) => count > 0));
}
