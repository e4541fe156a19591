/** Numbers of the packed headers: seven bits an octet, the top bit set on all but the last octet (RFC 5215 §3.1.1). */

/** Four octets carry 28 bits, more than any packed configuration has octets; an endless run of 0x80 ends here. */
const MAX_OCTETS = 4;

/** Reads numbers one after another; {@link failed} once one of them did not end in time. */
export class Base128Reader {
  #offset: number;
  #failed = false;

  constructor(
    readonly bytes: Uint8Array,
    offset: number,
  ) {
    this.#offset = offset;
  }

  /** One past the last octet read. */
  get offset(): number {
    return this.#offset;
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** The next number, 0 to 2^28 − 1; 0 when there is none. */
  next(): number {
    let value = 0;
    for (let count = 0; count < MAX_OCTETS && this.#offset < this.bytes.length; count++) {
      const octet = this.bytes[this.#offset++]!;
      value = (value << 7) | (octet & 0x7f);
      if (octet < 0x80) return value;
    }
    this.#failed = true;
    return 0;
  }
}

/** The octets of `value`, 0 to 2^28 − 1, as few as will do. */
export function encodeBase128(value: number): Uint8Array {
  const octets = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) octets.unshift(0x80 | (rest & 0x7f));
  return Uint8Array.from(octets);
}
