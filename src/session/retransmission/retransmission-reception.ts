/** How a retransmission stream is received, for the reports about it (RFC 4588 §6.2: each stream is reported on by itself). */

import { sequenceNumberDelta } from '../../clock/serial-number.js';
import { ReceptionStatistics, type LossReport } from '../incoming/reception-statistics.js';

/** A longer step is a stream that begins anew (MAX_DROPOUT of RFC 3550 A.1). */
const MAX_STEP = 3000;

export class RetransmissionReception {
  readonly #reception: ReceptionStatistics;
  #newest: number;

  constructor(sequenceNumber: number) {
    this.#reception = new ReceptionStatistics(sequenceNumber);
    this.#newest = sequenceNumber;
  }

  count(sequenceNumber: number): void {
    if (Math.abs(sequenceNumberDelta(sequenceNumber, this.#newest)) > MAX_STEP) this.#reception.restart(sequenceNumber);
    this.#newest = sequenceNumber;
    this.#reception.count(sequenceNumber);
  }

  /** What the next report says. The timestamps are the originals', and tell no jitter (RFC 4588 §4). */
  report(): LossReport & { readonly interarrivalJitter: number } {
    return { ...this.#reception.report(), interarrivalJitter: 0 };
  }
}
