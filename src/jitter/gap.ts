/** A run of packets that did not come in time, or the place where the sequence began anew. */

export class Gap {
  constructor(
    /** The first missing sequence number, 16 bits; with a count of 0, the first of the new sequence. */
    readonly sequenceNumber: number,
    /** How many follow each other, to 32767; 0 where the sequence begins anew and nobody knows what is missing. */
    readonly count: number,
  ) {}
}
