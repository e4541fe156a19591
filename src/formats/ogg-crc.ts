/** The checksum of Ogg pages: CRC-32 with polynomial 0x04c11db7, most significant bit first, no inversion (RFC 3533 §6). */

const TABLE: Uint32Array = Uint32Array.from({ length: 256 }, (_, octet) => {
  let remainder = octet << 24;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder << 1) ^ (remainder < 0 ? 0x04c11db7 : 0);
  return remainder;
});

/** Continues `checksum`, 0 at first, over the octets from `start` to `end`. */
export function oggCrc(bytes: Uint8Array, start: number, end: number, checksum = 0): number {
  let remainder = checksum;
  for (let offset = start; offset < end; offset++) {
    remainder = (remainder << 8) ^ TABLE[(remainder >>> 24) ^ bytes[offset]!]!;
  }
  return remainder >>> 0;
}
