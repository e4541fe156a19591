/** How a source is received: sequence numbers, loss and interarrival jitter (RFC 3550 A.1, A.3, A.8). */

import { sequenceNumberDelta, timestampDelta } from '../../clock/serial-number.js';

const SEQUENCE_CYCLE = 0x1_0000;
const TIMESTAMP_CYCLE = 0x1_0000_0000;

/** The fields of a report block that come from counting. */
export interface LossReport {
  readonly fractionLost: number;
  readonly cumulativeLost: number;
  readonly extendedHighestSequenceNumber: number;
}

/** Begins with a source that has passed probation. */
export class ReceptionStatistics {
  #baseSequenceNumber: number;
  #highestSequenceNumber: number;
  #cycles = 0;
  #received = 0;
  #expectedPrior = 0;
  #receivedPrior = 0;
  #arrivalTicks = Number.NaN;
  #timestamp = 0;
  #jitter = 0;

  /** @param sequenceNumber the lowest of the first packets */
  constructor(sequenceNumber: number) {
    this.#baseSequenceNumber = sequenceNumber;
    this.#highestSequenceNumber = sequenceNumber;
  }

  /** Counts a packet of the sequence (update_seq of A.1, whose limits the restart detector has checked). */
  count(sequenceNumber: number): void {
    if (sequenceNumberDelta(sequenceNumber, this.#highestSequenceNumber) > 0) {
      if (sequenceNumber < this.#highestSequenceNumber) this.#cycles += SEQUENCE_CYCLE;
      this.#highestSequenceNumber = sequenceNumber;
    }
    this.#received++;
  }

  /** The sequence begins anew (init_seq of A.1), and the timestamp with it: the jitter goes on from the next packet. */
  restart(sequenceNumber: number): void {
    this.#baseSequenceNumber = sequenceNumber;
    this.#highestSequenceNumber = sequenceNumber;
    this.#cycles = 0;
    this.#received = 0;
    this.#expectedPrior = 0;
    this.#receivedPrior = 0;
    this.#arrivalTicks = Number.NaN;
  }

  /** Takes the arrival of a packet into the jitter (A.8), in fractions of a tick and right across the timestamp's wrap. */
  measureJitter(arrivalMs: number, timestamp: number, clockRate: number): void {
    const arrivalTicks = (arrivalMs * clockRate) / 1000;
    const change = arrivalTicks - this.#arrivalTicks - timestampDelta(timestamp, this.#timestamp);
    this.#arrivalTicks = arrivalTicks;
    this.#timestamp = timestamp;
    if (Number.isNaN(change)) return;
    const transit = change - TIMESTAMP_CYCLE * Math.round(change / TIMESTAMP_CYCLE);
    this.#jitter += (Math.abs(transit) - this.#jitter) / 16;
  }

  /** Interarrival jitter in ticks. */
  get jitter(): number {
    return this.#jitter;
  }

  /** Expected less received, negative when duplicates outnumber losses. */
  get lost(): number {
    return this.#expected - this.#received;
  }

  /** What a report block says (A.3); the fraction is of the time since the last call. */
  report(): LossReport {
    const expectedInInterval = this.#expected - this.#expectedPrior;
    const lostInInterval = expectedInInterval - (this.#received - this.#receivedPrior);
    this.#expectedPrior = this.#expected;
    this.#receivedPrior = this.#received;
    const fraction = lostInInterval > 0 ? Math.floor((lostInInterval * 256) / expectedInInterval) : 0;
    return {
      fractionLost: Math.min(fraction, 255),
      cumulativeLost: Math.max(-0x80_0000, Math.min(this.lost, 0x7f_ffff)),
      extendedHighestSequenceNumber: (this.#cycles + this.#highestSequenceNumber) % TIMESTAMP_CYCLE,
    };
  }

  get #expected(): number {
    return this.#cycles + this.#highestSequenceNumber - this.#baseSequenceNumber + 1;
  }
}

/** The lowest of a few sequence numbers, which lie less than half a cycle apart. */
export function lowestSequenceNumber(sequenceNumbers: readonly number[]): number {
  return sequenceNumbers.reduce((lowest, number) => (sequenceNumberDelta(number, lowest) < 0 ? number : lowest));
}
