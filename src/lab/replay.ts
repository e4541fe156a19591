/** Plays a capture in virtual time: what happened in the field happens again, as often as it takes. */

import type { Reject } from '../errors.js';
import { CaptureReader } from '../formats/capture-reader.js';
import { isRtcp } from '../rtp/demultiplex.js';
import type { Address } from '../session/address.js';
import type { Channel } from '../session/session-output.js';
import type { Schedule } from './schedule.js';

export interface ReplayedDatagram {
  /** Milliseconds since the first datagram of the capture. */
  readonly atMs: number;
  readonly bytes: Uint8Array;
  readonly from: Address;
  readonly to: Address;
  /** By the datagram itself (RFC 5761 §4), whatever ports were used. */
  readonly channel: Channel;
}

/**
 * The UDP datagrams of a pcap or rtpdump file, as far as it can be read, in the order of the file.
 * @returns a reject when not even the head of the file can be read
 */
export function readCapture(bytes: Uint8Array): ReplayedDatagram[] | Reject {
  const reader = new CaptureReader();
  const datagrams = reader.push(bytes);
  const [first] = datagrams;
  if (first === undefined) return reader.reject ?? [];
  return datagrams.map(({ unixMs, payload, ...ends }) => ({
    atMs: unixMs - first.unixMs,
    bytes: payload,
    from: { host: ends.sourceHost, port: ends.sourcePort },
    to: { host: ends.destinationHost, port: ends.destinationPort },
    channel: isRtcp(payload) ? 'rtcp' : 'rtp',
  }));
}

/** Has each datagram delivered at its time, counted from now: to a {@link VirtualHost}, or into a {@link Link} for worse. */
export function replay(
  time: Schedule,
  datagrams: readonly ReplayedDatagram[],
  deliver: (datagram: ReplayedDatagram) => void,
): void {
  const startMs = time.now;
  for (const datagram of datagrams) time.at(startMs + datagram.atMs, () => deliver(datagram));
}
