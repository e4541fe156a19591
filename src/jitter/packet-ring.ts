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

/** Numbers of one slot, and where each stands among them. */
const STRIDE = 4;
const SEQUENCE_NUMBER = 0;
const ARRIVAL_MS = 1;
const DUE_MS = 2;
const TICKS = 3;

/**
 * The numbers of one slot stand together, half a cache line: in an array each they cost 8 lines more per packet with 1000
 * streams. A slot keeps number and timestamp after its packet has left, and so tells a duplicate from a latecomer.
 */
export class PacketRing<Packet extends SequencedPacket> {
  readonly #mask: number;
  readonly #packets: (Packet | undefined)[];
  readonly #numbers: Float64Array;

  /** @param length a power of two, at most 2^15 */
  constructor(length: number = SHORTEST) {
    this.#mask = length - 1;
    this.#packets = Array.from({ length });
    this.#numbers = new Float64Array(STRIDE * length).fill(NEVER_USED);
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
    return this.holds(sequenceNumber) && this.#numbers[this.#slot(sequenceNumber) + SEQUENCE_NUMBER] === sequenceNumber;
  }

  /** Whether this very packet was the last one in its slot. */
  remembers(packet: SequencedPacket): boolean {
    const slot = this.#slot(packet.sequenceNumber);
    if (this.#numbers[slot + SEQUENCE_NUMBER] !== packet.sequenceNumber) return false;
    return this.#numbers[slot + TICKS]! >>> 0 === packet.timestamp;
  }

  arrivalMs(sequenceNumber: number): number {
    return this.#numbers[this.#slot(sequenceNumber) + ARRIVAL_MS]!;
  }

  /** When the packet is due, the latency not counted. */
  dueMs(sequenceNumber: number): number {
    return this.#numbers[this.#slot(sequenceNumber) + DUE_MS]!;
  }

  setDue(sequenceNumber: number, dueMs: number): void {
    this.#numbers[this.#slot(sequenceNumber) + DUE_MS] = dueMs;
  }

  /** The timestamp without its wraps. */
  ticks(sequenceNumber: number): number {
    return this.#numbers[this.#slot(sequenceNumber) + TICKS]!;
  }

  put(packet: Packet, arrivalMs: number, dueMs: number, ticks: number): void {
    const { sequenceNumber } = packet;
    const slot = this.#slot(sequenceNumber);
    this.#packets[sequenceNumber & this.#mask] = packet;
    this.#numbers[slot + SEQUENCE_NUMBER] = sequenceNumber;
    this.#numbers[slot + ARRIVAL_MS] = arrivalMs;
    this.#numbers[slot + DUE_MS] = dueMs;
    this.#numbers[slot + TICKS] = ticks;
  }

  /** Takes out a packet that is held. */
  take(sequenceNumber: number): Packet {
    const index = sequenceNumber & this.#mask;
    const packet = this.#packets[index]!;
    this.#packets[index] = undefined;
    return packet;
  }

  /** A ring of the same contents in which numbers up to `span` apart have a slot each. */
  widened(span: number): PacketRing<Packet> {
    let length = this.length;
    while (length < span) length *= 2;
    const wider = new PacketRing<Packet>(length);
    for (let slot = 0; slot < this.#numbers.length; slot += STRIDE) {
      const sequenceNumber = this.#numbers[slot + SEQUENCE_NUMBER]!;
      if (sequenceNumber === NEVER_USED) continue;
      wider.#numbers.set(this.#numbers.subarray(slot, slot + STRIDE), wider.#slot(sequenceNumber));
      wider.#packets[sequenceNumber & wider.#mask] = this.at(sequenceNumber);
    }
    return wider;
  }

  /** Where the numbers of a packet begin. */
  #slot(sequenceNumber: number): number {
    return STRIDE * (sequenceNumber & this.#mask);
  }
}
