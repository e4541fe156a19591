/** What the sender of a stream says it has sent; named as webrtc-stats' `remote-outbound-rtp` (RFC 3550 §6.4.1). */

import type { NtpTimestamp } from '../../clock/ntp-timestamp.js';
import type { SenderReport } from '../../rtcp/index.js';
import { NO_ROUND_TRIPS, addRoundTrip, type RoundTripStatistics } from '../reports/round-trips.js';

/** Round trips are known where the sender answers receivers' reference times (RFC 3611 §4.5). */
export interface RemoteOutboundStatistics extends RoundTripStatistics {
  /** Since it began under this SSRC, modulo 2^32. */
  readonly packetsSent: number;
  /** Octets of payload in these, modulo 2^32. */
  readonly bytesSent: number;
  /** What the clock of the sender was then; 0 where it has none. */
  readonly remoteTimestamp: NtpTimestamp;
  /** Reports that have come. */
  readonly reportsSent: number;
}

export class RemoteOutbound {
  #report: SenderReport | undefined;
  #reports = 0;
  #roundTrips = NO_ROUND_TRIPS;

  /** A snapshot; `undefined` until a report has come. */
  get statistics(): RemoteOutboundStatistics | undefined {
    if (this.#report === undefined) return undefined;
    const { senderPacketCount, senderOctetCount, ntpTimestamp } = this.#report;
    return {
      packetsSent: senderPacketCount,
      bytesSent: senderOctetCount,
      remoteTimestamp: ntpTimestamp,
      reportsSent: this.#reports,
      ...this.#roundTrips,
    };
  }

  /** The sender has reported. */
  heard(report: SenderReport): void {
    this.#report = report;
    this.#reports++;
  }

  /** A round trip to the sender and back was measured. */
  heardRoundTrip(roundTripMs: number): void {
    this.#roundTrips = addRoundTrip(this.#roundTrips, roundTripMs);
  }
}
