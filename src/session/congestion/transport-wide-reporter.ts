/** Tells when packets arrived, by their transport-wide sequence numbers (draft-holmer-rmcat-transport-wide-cc-extensions-01). */

import type { TransportWideFeedback } from '../../rtcp/index.js';
import { ArrivalWindow, MOST_TOLD, type ArrivalStretch } from './arrival-window.js';

/** Of 250 µs, in a unit of the reference time. */
const TICKS_PER_REFERENCE = 256;
const TICKS_PER_MS = 4;
/** The largest step that a delta carries, either way. */
const MAX_DELTA = 0x7fff;

export class TransportWideReporter {
  readonly #window = new ArrivalWindow();
  #mediaSsrc = 0;
  /** When the last packet arrived that was told of. */
  #arrivalMs = 0;
  #feedbackPacketCount = 0;

  /** Packets that have come and have not been told. */
  get untold(): number {
    return this.#window.untold;
  }

  /** A packet has arrived. */
  heard(now: number, sequenceNumber: number, mediaSsrc: number): void {
    this.#mediaSsrc = mediaSsrc;
    this.#window.heard(now, sequenceNumber);
  }

  /** All that has not been told, each packet of what has come within 8 s of one another. */
  report(ssrc: number): TransportWideFeedback[] {
    const reports: TransportWideFeedback[] = [];
    for (let stretch; (stretch = this.#window.take(MOST_TOLD)) !== undefined;) {
      for (const part of cutAtLongSteps(stretch)) reports.push(this.#feedback(ssrc, part));
    }
    return reports;
  }

  #feedback(ssrc: number, { first, arrivalsMs }: ArrivalStretch): TransportWideFeedback {
    const firstMs = arrivalsMs.find((arrivalMs) => !Number.isNaN(arrivalMs)) ?? this.#arrivalMs;
    const reference = Math.floor((firstMs * TICKS_PER_MS) / TICKS_PER_REFERENCE);
    this.#arrivalMs = firstMs;
    const arrivals: { sequenceNumber: number; ticks: number }[] = [];
    for (const [index, arrivalMs] of arrivalsMs.entries()) {
      if (Number.isNaN(arrivalMs)) continue;
      const ticks = Math.round(arrivalMs * TICKS_PER_MS) - reference * TICKS_PER_REFERENCE;
      arrivals.push({ sequenceNumber: (first + index) & 0xffff, ticks });
    }
    const feedbackPacketCount = this.#feedbackPacketCount;
    this.#feedbackPacketCount = (feedbackPacketCount + 1) & 0xff;
    return {
      type: 'transport-wide-feedback',
      ssrc,
      mediaSsrc: this.#mediaSsrc,
      baseSequenceNumber: first,
      packetStatusCount: arrivalsMs.length,
      referenceTime: (reference << 8) >> 8,
      feedbackPacketCount,
      arrivals,
    };
  }
}

/** Parts in which no packet came further from the one before than a delta can tell. */
function cutAtLongSteps({ first, arrivalsMs }: ArrivalStretch): ArrivalStretch[] {
  const parts: ArrivalStretch[] = [];
  let begin = 0;
  let beforeMs = Number.NaN;
  for (const [index, arrivalMs] of arrivalsMs.entries()) {
    if (Number.isNaN(arrivalMs)) continue;
    if (Math.abs(arrivalMs - beforeMs) * TICKS_PER_MS >= MAX_DELTA) {
      parts.push({ first: (first + begin) & 0xffff, arrivalsMs: arrivalsMs.slice(begin, index) });
      begin = index;
    }
    beforeMs = arrivalMs;
  }
  parts.push({ first: (first + begin) & 0xffff, arrivalsMs: arrivalsMs.slice(begin) });
  return parts;
}
