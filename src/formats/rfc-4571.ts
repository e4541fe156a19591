/** RTP and RTCP packets in a byte stream (RFC 4571 §2): two octets of length, then the packet. */

import { readUint16, writeUint16 } from '../bytes/big-endian.js';
import { outOfRange } from '../errors.js';

const LENGTH_OCTETS = 2;
const MAX_PACKET_LENGTH = 0xffff;

/**
 * One packet with its length in front.
 * @throws RangeError when the packet has more than 65535 octets
 */
export function frameRfc4571(packet: Uint8Array): Uint8Array {
  if (packet.length > MAX_PACKET_LENGTH) {
    throw outOfRange('packet.length', packet.length, `at most ${MAX_PACKET_LENGTH} octets`);
  }
  const bytes = new Uint8Array(LENGTH_OCTETS + packet.length);
  writeUint16(bytes, 0, packet.length);
  bytes.set(packet, LENGTH_OCTETS);
  return bytes;
}

/**
 * Cuts packets out of a stream that arrives in chunks of any size. Holds one packet at the most and copies each octet once,
 * however small the chunks are. Null packets, of length 0, carry nothing and are passed over (RFC 4571 §2).
 */
export class Rfc4571Reader {
  readonly #length = new Uint8Array(LENGTH_OCTETS);
  #lengthFilled = 0;
  #packet: Uint8Array = new Uint8Array(0);
  #packetFilled = 0;

  /** Whether the stream stopped in the middle of a packet: at its end, something was cut off. */
  get incomplete(): boolean {
    return this.#lengthFilled > 0;
  }

  /** Takes the next chunk and returns the packets that are whole now; they are copies and keep nothing of it. */
  push(chunk: Uint8Array): Uint8Array[] {
    const packets: Uint8Array[] = [];
    let offset = 0;
    while (offset < chunk.length) {
      offset = this.#lengthFilled < LENGTH_OCTETS ? this.#takeLength(chunk, offset) : this.#takePacket(chunk, offset);
      if (this.#lengthFilled === LENGTH_OCTETS && this.#packetFilled === this.#packet.length) {
        if (this.#packet.length > 0) packets.push(this.#packet);
        this.#lengthFilled = 0;
      }
    }
    return packets;
  }

  #takeLength(chunk: Uint8Array, offset: number): number {
    this.#length[this.#lengthFilled++] = chunk[offset]!;
    if (this.#lengthFilled === LENGTH_OCTETS) {
      this.#packet = new Uint8Array(readUint16(this.#length, 0));
      this.#packetFilled = 0;
    }
    return offset + 1;
  }

  #takePacket(chunk: Uint8Array, offset: number): number {
    const end = Math.min(chunk.length, offset + this.#packet.length - this.#packetFilled);
    this.#packet.set(chunk.subarray(offset, end), this.#packetFilled);
    this.#packetFilled += end - offset;
    return end;
  }
}
