/** Where datagrams lie while they wait for their deadline: one behind the other in slabs that all sockets of a process share. */

/** What a single packet that is kept keeps alive; room for 89 packets of 184 octets. */
const SLAB_OCTETS = 16 * 1024;
/** A longer one stays where it is. */
const LONGEST_OCTETS = 2048;

/**
 * Node makes an array buffer for every datagram, and one that lives as long as a jitter buffer holds its packet survives into
 * the old generation. A copy into a slab lets it die young. A slab is never written again: views on it may live for ever.
 */
export class DatagramSlab {
  #buffer = new ArrayBuffer(SLAB_OCTETS);
  #bytes = new Uint8Array(this.#buffer);
  #free = 0;

  /** The same octets in a plain array: `slice` of a Buffer makes a view where the pure layers mean a copy. */
  keep(datagram: Uint8Array): Uint8Array {
    const { length } = datagram;
    if (length > LONGEST_OCTETS) return new Uint8Array(datagram.buffer, datagram.byteOffset, length);
    if (this.#free + length > SLAB_OCTETS) this.#begin();
    const start = this.#free;
    this.#free += length;
    this.#bytes.set(datagram, start);
    return new Uint8Array(this.#buffer, start, length);
  }

  #begin(): void {
    this.#buffer = new ArrayBuffer(SLAB_OCTETS);
    this.#bytes = new Uint8Array(this.#buffer);
    this.#free = 0;
  }
}
