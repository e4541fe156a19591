/** Packets by sequence number: a ring whose length is a power of two, so that the slot is the number's low bits. */

/** What a jitter buffer needs to know of a packet; the parsed RTP packet has this shape. */
export interface SequencedPacket {
  /** 16 bits. */
  readonly sequenceNumber: number;
  /** 32 bits. */
  readonly timestamp: number;
  /** The datagram, where its octets are to be counted. */
  readonly bytes?: { readonly length: number };
}

/** A quiet stream fits into this (2 KiB). */
const SHORTEST = 64;
const NEVER_USED = -1;

/**
 * One slot is spread over parallel arrays: typed ones cost nothing to collect. A slot keeps number and timestamp after its
 * packet has left, and so tells a duplicate from a latecomer.
 */
export class PacketRing<Packet extends SequencedPacket> {
  readonly #mask: number;
  readonly #packets: (Packet | undefined)[];
  readonly #sequenceNumbers: Int32Array;
  readonly #arrivals: Float64Array;
  readonly #dues: Float64Array;
  readonly #ticks: Float64Array;

  /** @param length a power of two, at most 2^15 */
  constructor(length: number = SHORTEST) {
    this.#mask = length - 1;
    this.#packets = Array.from({ length });
    this.#sequenceNumbers = new Int32Array(length).fill(NEVER_USED);
    this.#arrivals = new Float64Array(length);
    this.#dues = new Float64Array(length);
    this.#ticks = new Float64Array(length);
  }

  /** Slots; sequence numbers that lie less than this apart do not meet. */
  get length(): number {
    return this.#mask + 1;
  }

  /** The packet in the slot of this number. */
  at(sequenceNumber: number): Packet | undefined {
    return this.#packets[sequenceNumber & this.#mask];
  }

  /** Whether the slot of this number holds a packet. */
  holds(sequenceNumber: number): boolean {
    return this.#packets[sequenceNumber & this.#mask] !== undefined;
  }

  /** Whether a packet of just this number is held, however far the number is from the others. */
  occupies(sequenceNumber: number): boolean {
    return this.holds(sequenceNumber) && this.#sequenceNumbers[sequenceNumber & this.#mask] === sequenceNumber;
  }

  /** Whether this very packet was the last one in its slot. */
  remembers(packet: SequencedPacket): boolean {
    const slot = packet.sequenceNumber & this.#mask;
    return this.#sequenceNumbers[slot] === packet.sequenceNumber && this.#ticks[slot]! >>> 0 === packet.timestamp;
  }

  arrivalMs(sequenceNumber: number): number {
    return this.#arrivals[sequenceNumber & this.#mask]!;
  }

  /** When the packet is due, the latency not counted. */
  dueMs(sequenceNumber: number): number {
    return this.#dues[sequenceNumber & this.#mask]!;
  }

  setDue(sequenceNumber: number, dueMs: number): void {
    this.#dues[sequenceNumber & this.#mask] = dueMs;
  }

  /** The timestamp without its wraps. */
  ticks(sequenceNumber: number): number {
    return this.#ticks[sequenceNumber & this.#mask]!;
  }

  put(packet: Packet, arrivalMs: number, dueMs: number, ticks: number): void {
    const slot = packet.sequenceNumber & this.#mask;
    this.#packets[slot] = packet;
    this.#sequenceNumbers[slot] = packet.sequenceNumber;
    this.#arrivals[slot] = arrivalMs;
    this.#dues[slot] = dueMs;
    this.#ticks[slot] = ticks;
  }

  /** Takes out a packet that is held. */
  take(sequenceNumber: number): Packet {
    const slot = sequenceNumber & this.#mask;
    const packet = this.#packets[slot]!;
    this.#packets[slot] = undefined;
    return packet;
  }

  /** A ring of the same contents in which numbers up to `span` apart have a slot each. */
  widened(span: number): PacketRing<Packet> {
    let length = this.length;
    while (length < span) length *= 2;
    const wider = new PacketRing<Packet>(length);
    for (const [slot, sequenceNumber] of this.#sequenceNumbers.entries()) {
      if (sequenceNumber === NEVER_USED) continue;
      const target = sequenceNumber & wider.#mask;
      wider.#packets[target] = this.#packets[slot];
      wider.#sequenceNumbers[target] = sequenceNumber;
      wider.#arrivals[target] = this.#arrivals[slot]!;
      wider.#dues[target] = this.#dues[slot]!;
      wider.#ticks[target] = this.#ticks[slot]!;
    }
    return wider;
  }
}
