/** A run of packets that did not come in time. */

export class Gap {
  constructor(
    /** The first missing sequence number, 16 bits. */
    readonly sequenceNumber: number,
    /** How many follow each other, 1 to 32767. */
    readonly count: number,
  ) {}
}
