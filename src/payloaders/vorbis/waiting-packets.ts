/** Audio packets whose configuration has not arrived yet: a few of them wait for it, in order. */

/** What is needed to hand a packet out later. */
export interface WaitingPacket {
  readonly ident: number;
  readonly bytes: Uint8Array;
  /** The RTP timestamp of its payload, where the packet is the first in it. */
  readonly anchor: number | undefined;
  /** Whether packets were lost in front of it. */
  readonly afterLoss: boolean;
}

/** A bounded queue; the oldest leave first, and what then is the oldest stands after a loss. */
export class WaitingPackets {
  #packets: WaitingPacket[] = [];
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get length(): number {
    return this.#packets.length;
  }

  /** Returns how many packets had to leave: 1 when the queue was full. */
  push(packet: WaitingPacket): number {
    this.#packets.push(packet);
    if (this.#packets.length <= this.#capacity) return 0;
    this.#packets.shift();
    const oldest = this.#packets[0];
    if (oldest !== undefined) this.#packets[0] = { ...oldest, afterLoss: true };
    return 1;
  }

  /** Empties the queue into the caller's hands. */
  take(): readonly WaitingPacket[] {
    const packets = this.#packets;
    this.#packets = [];
    return packets;
  }
}
