/** The packets that a stream has sent and may have to send again, bounded by number, memory and age (RFC 4588 §8.6, rtx-time). */

const SHORTEST = 64;

export interface SentPacketLimits {
  readonly maxPackets: number;
  readonly maxBytes: number;
  readonly timeMs: number;
}

/**
 * A ring by sequence number. It holds views on slabs, and a view keeps its whole slab alive: what counts as held is the
 * slabs, each once.
 */
export class SentPackets {
  readonly #limits: SentPacketLimits;
  #packets: (Uint8Array | undefined)[] = [];
  #sentMs = new Float64Array(0);
  #resentMs = new Float64Array(0);
  /** Of the oldest packet held; the others follow it without a gap. */
  #oldest = 0;
  #count = 0;
  #octets = 0;
  #heldBytes = 0;

  constructor(limits: SentPacketLimits) {
    this.#limits = limits;
  }

  get count(): number {
    return this.#count;
  }

  /** Octets of the packets. */
  get octets(): number {
    return this.#octets;
  }

  /** Octets of memory that the packets keep alive. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** The stream has sent its next packet; the oldest make room for it. */
  add(now: number, sequenceNumber: number, packet: Uint8Array): void {
    if (this.#count === this.#packets.length) this.#widen();
    const newest = this.#packets[(sequenceNumber - 1) & (this.#packets.length - 1)];
    if (this.#count === 0) this.#oldest = sequenceNumber;
    const slot = sequenceNumber & (this.#packets.length - 1);
    this.#packets[slot] = packet;
    this.#sentMs[slot] = now;
    this.#resentMs[slot] = -Infinity;
    if (this.#count === 0 || newest?.buffer !== packet.buffer) this.#heldBytes += packet.buffer.byteLength;
    this.#count++;
    this.#octets += packet.length;
    this.#trim(now);
  }

  /** The packet of this number, while it is held. */
  find(sequenceNumber: number): Uint8Array | undefined {
    if (((sequenceNumber - this.#oldest) & 0xffff) >= this.#count) return undefined;
    return this.#packets[sequenceNumber & (this.#packets.length - 1)];
  }

  /** When a packet that is held was last sent again; −Infinity where it never was. */
  resentMs(sequenceNumber: number): number {
    return this.#resentMs[sequenceNumber & (this.#packets.length - 1)]!;
  }

  /** A packet that is held was sent again. */
  resend(now: number, sequenceNumber: number): void {
    this.#resentMs[sequenceNumber & (this.#packets.length - 1)] = now;
  }

  /** Lets go what is too old; the newest is older than its elders where the clock has stepped back. */
  handleTimeout(now: number): void {
    while (this.#count > 0 && now >= Math.min(this.#expiryMs(0), this.nextTimeout())) this.#dropFirst();
  }

  /** When the newest is too old: while packets are sent, they push the older ones out. */
  nextTimeout(): number {
    return this.#count === 0 ? Infinity : this.#expiryMs(this.#count - 1);
  }

  /** When one of those held is too old; told and compared as a sum, since the same difference may round to less. */
  #expiryMs(index: number): number {
    return this.#sentMs[(this.#oldest + index) & (this.#packets.length - 1)]! + this.#limits.timeMs;
  }

  #trim(now: number): void {
    const { maxPackets, maxBytes } = this.#limits;
    while (this.#count > maxPackets || this.#heldBytes > maxBytes) this.#dropFirst();
    this.handleTimeout(now);
  }

  #dropFirst(): void {
    const mask = this.#packets.length - 1;
    const { buffer, length } = this.#packets[this.#oldest & mask]!;
    this.#packets[this.#oldest & mask] = undefined;
    this.#oldest = (this.#oldest + 1) & 0xffff;
    this.#count--;
    this.#octets -= length;
    const next = this.#count === 0 ? undefined : this.#packets[this.#oldest & mask];
    if (next?.buffer !== buffer) this.#heldBytes -= buffer.byteLength;
  }

  #widen(): void {
    const { length } = this.#packets;
    const wider = Math.max(2 * length, SHORTEST);
    const packets: (Uint8Array | undefined)[] = Array.from({ length: wider });
    const sentMs = new Float64Array(wider);
    const resentMs = new Float64Array(wider);
    for (let index = 0; index < this.#count; index++) {
      const from = (this.#oldest + index) & (length - 1);
      const to = (this.#oldest + index) & (wider - 1);
      packets[to] = this.#packets[from];
      sentMs[to] = this.#sentMs[from]!;
      resentMs[to] = this.#resentMs[from]!;
    }
    this.#packets = packets;
    this.#sentMs = sentMs;
    this.#resentMs = resentMs;
  }
}
