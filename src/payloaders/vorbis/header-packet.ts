/** What the three header packets have in common: a packet type and the word `vorbis` (Vorbis I §4.2.1). */

export const IDENTIFICATION_HEADER = 1;
export const COMMENT_HEADER = 3;
export const SETUP_HEADER = 5;

/** Octets in front of the fields of a header packet. */
export const HEADER_PREFIX_LENGTH = 7;

const VORBIS: readonly number[] = [0x76, 0x6f, 0x72, 0x62, 0x69, 0x73];

/** Whether `packet` is a header packet of the given type. */
export function isHeaderPacket(packet: Uint8Array, type: number): boolean {
  return packet[0] === type && VORBIS.every((letter, index) => packet[1 + index] === letter);
}

/** The seven octets that begin a header packet of the given type. */
export function headerPrefix(type: number): Uint8Array {
  return Uint8Array.from([type, ...VORBIS]);
}
