/** How those who receive a stream describe it, each by itself; named as webrtc-stats' `remote-inbound-rtp` (RFC 3550 §6.4.4). */

import type { ReportBlock } from '../../rtcp/index.js';
import { NO_ROUND_TRIPS, addRoundTrip, type RoundTripStatistics } from '../reports/round-trips.js';

/** More receivers than a session remembers by default there are not; the one heard longest ago makes room. */
const MAX_RECEIVERS = 4096;

export interface RemoteInboundStatistics extends RoundTripStatistics {
  /** Who reports. */
  readonly ssrc: number;
  /** The share of packets lost since its report before, 0 to 1. */
  readonly fractionLost: number;
  /** Since the beginning; negative when duplicates outnumber losses. */
  readonly packetsLost: number;
  /** Interarrival jitter in seconds. */
  readonly jitter: number;
}

export class RemoteInbound {
  readonly #clockRate: number;
  /** In the order in which they were last heard. */
  readonly #receivers = new Map<number, RemoteInboundStatistics>();
  #last: RemoteInboundStatistics | undefined;

  /** @param clockRate of the stream, ticks per second */
  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  /** By the SSRC of who reports. */
  get receivers(): ReadonlyMap<number, RemoteInboundStatistics> {
    return this.#receivers;
  }

  /** The receiver heard last. */
  get last(): RemoteInboundStatistics | undefined {
    return this.#last;
  }

  /** A receiver has reported; `roundTripMs` is told where the block allows it. */
  heard(ssrc: number, block: ReportBlock, roundTripMs: number | undefined): void {
    this.#last = {
      ssrc,
      fractionLost: block.fractionLost / 256,
      packetsLost: block.cumulativeLost,
      jitter: block.interarrivalJitter / this.#clockRate,
      ...addRoundTrip(this.#receivers.get(ssrc) ?? NO_ROUND_TRIPS, roundTripMs),
    };
    this.#receivers.delete(ssrc);
    this.#receivers.set(ssrc, this.#last);
    if (this.#receivers.size > MAX_RECEIVERS) this.#receivers.delete(this.#receivers.keys().next().value!);
  }

  /** A receiver is remembered no longer. */
  forget(ssrc: number): void {
    this.#receivers.delete(ssrc);
  }

  /** The stream goes on under another SSRC: what was reported was of the old one. */
  restart(): void {
    this.#receivers.clear();
    this.#last = undefined;
  }
}
