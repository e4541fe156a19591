import type { PayloadView } from '../../../src/payloaders/depayloader.js';
import {
  H264Depayloader,
  type AccessUnit,
  type H264DepayloaderOptions,
  type H264DepayloaderStatistics,
} from '../../../src/payloaders/h264/index.js';
import { hex, hexOf } from '../../hex.js';

/** A packet as a depayloader sees it; the payload stands behind other octets, as behind an RTP header. */
export function packet(sequenceNumber: number, timestamp: number, payload: Uint8Array, marker = false): PayloadView {
  const payloadOffset = 3;
  const bytes = new Uint8Array(payloadOffset + payload.length + 1).fill(0xee);
  bytes.set(payload, payloadOffset);
  return {
    bytes,
    payloadOffset,
    payloadEnd: payloadOffset + payload.length,
    sequenceNumber: sequenceNumber & 0xffff,
    timestamp: timestamp >>> 0,
    marker,
  };
}

/** A packet in one line: sequence number, timestamp, `M` for the marker, payload in hexadecimal. */
export function line(text: string): PayloadView {
  const [, sequenceNumber, timestamp, marker, payload] = /^(\d+) (\d+) ?(M?) ?([0-9a-f ]*)$/.exec(text)!;
  return packet(Number(sequenceNumber), Number(timestamp), hex(payload!), marker === 'M');
}

export interface Depayloaded {
  readonly units: AccessUnit[];
  readonly depayloader: H264Depayloader;
  readonly statistics: H264DepayloaderStatistics;
}

/** A depayloader and what came out of it. */
export function depayload(lines: readonly string[], options: H264DepayloaderOptions = {}): Depayloaded {
  const units: AccessUnit[] = [];
  const depayloader = new H264Depayloader((unit) => units.push(unit), {}, options);
  for (const text of lines) depayloader.push(line(text));
  return { units, depayloader, statistics: depayloader.statistics };
}

/** An access unit in short: its NAL units in hexadecimal, `!` when not complete, what ended it. */
export function short(unit: AccessUnit): string {
  const nalUnits = unit.nalUnits.map(hexOf);
  return `${nalUnits.join(' ')}${unit.complete ? '' : ' !'} ${unit.endedBy}`;
}
