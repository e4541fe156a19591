/** Tells when the packets of each stream arrived, by their own sequence numbers (RFC 8888). */

import { middle32, type NtpTimestamp } from '../../clock/ntp-timestamp.js';
import {
  ARRIVAL_NOT_KNOWN,
  ARRIVAL_TOO_OLD,
  type CongestionControlFeedback,
  type PacketMetric,
  type StreamArrivals,
} from '../../rtcp/index.js';
import { ArrivalWindow, MOST_TOLD } from './arrival-window.js';

/** Of the arrival time offset. */
const UNITS_PER_SECOND = 1024;
/** Streams remembered, 16 KiB each. */
const MAX_STREAMS = 64;
/** Streams told of in one packet at most, each 8 octets before its packets. */
const MOST_STREAMS = 16;

export class StreamArrivalReporter {
  readonly #windows = new Map<number, ArrivalWindow>();
  #untold = 0;

  /** Packets that have come and have not been told. */
  get untold(): number {
    return this.#untold;
  }

  /** A packet of a stream has arrived. */
  heard(now: number, ssrc: number, sequenceNumber: number): void {
    let window = this.#windows.get(ssrc);
    if (window === undefined) this.#windows.set(ssrc, (window = this.#newWindow()));
    this.#untold -= window.untold;
    window.heard(now, sequenceNumber);
    this.#untold += window.untold;
  }

  /**
   * All that has not been told.
   * @param ntp the wall clock of `now`
   */
  report(now: number, ntp: NtpTimestamp, ssrc: number): CongestionControlFeedback[] {
    const feedback: CongestionControlFeedback[] = [];
    while (this.#untold > 0) {
      const reports = this.#takeReports(now);
      feedback.push({ type: 'congestion-control-feedback', ssrc, reports, reportTimestamp: middle32(ntp) });
    }
    return feedback;
  }

  /** As much as one packet tells. */
  #takeReports(now: number): StreamArrivals[] {
    const reports: StreamArrivals[] = [];
    let room = MOST_TOLD;
    for (const [ssrc, window] of this.#windows) {
      if (room === 0 || reports.length === MOST_STREAMS) break;
      const before = window.untold;
      const stretch = window.take(room);
      if (stretch === undefined) continue;
      this.#untold += window.untold - before;
      room -= stretch.arrivalsMs.length;
      const packets = stretch.arrivalsMs.map((arrivalMs) => metricOf(now, arrivalMs));
      reports.push({ ssrc, beginSequenceNumber: stretch.first, packets });
    }
    return reports;
  }

  /** The stream that began first is forgotten for the one that is too many. */
  #newWindow(): ArrivalWindow {
    for (const [oldest, window] of this.#windows) {
      if (this.#windows.size < MAX_STREAMS) break;
      this.#untold -= window.untold;
      this.#windows.delete(oldest);
    }
    return new ArrivalWindow();
  }
}

/** The ECN bits are not told by sockets in JavaScript. */
function metricOf(now: number, arrivalMs: number): PacketMetric | undefined {
  if (Number.isNaN(arrivalMs)) return undefined;
  const offset = Math.round(((now - arrivalMs) * UNITS_PER_SECOND) / 1000);
  if (offset < 0) return { ecn: 0, arrivalTimeOffset: ARRIVAL_NOT_KNOWN };
  return { ecn: 0, arrivalTimeOffset: Math.min(offset, ARRIVAL_TOO_OLD) };
}
