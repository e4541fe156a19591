/** Integers with the least significant octet first, as Ogg and Vorbis headers have them (RFC 3533 §6, Vorbis I §2.1.4). */

/** 32 bits unsigned at `offset`; the caller has checked the bounds. */
export function readUint32LittleEndian(bytes: Uint8Array, offset: number): number {
  return (bytes[offset]! | (bytes[offset + 1]! << 8) | (bytes[offset + 2]! << 16) | (bytes[offset + 3]! << 24)) >>> 0;
}

/** Writes the low 32 bits of `value` at `offset`. */
export function writeUint32LittleEndian(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value;
  bytes[offset + 1] = value >>> 8;
  bytes[offset + 2] = value >>> 16;
  bytes[offset + 3] = value >>> 24;
}
