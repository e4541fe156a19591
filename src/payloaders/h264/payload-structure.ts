/**
 * The payload structures of RFC 6184 §5.2: the type of the first octet says what a payload holds. 1 to 23: the NAL unit
 * itself, all that packetization mode 0 knows. 24 to 29: the structures below, of which mode 1 adds STAP-A and FU-A; the
 * others belong to the interleaved mode 2.
 *
 * STAP-A (§5.7.1): header, then units each behind a length of 16 bits. F is the OR of the members', NRI their maximum.
 * +---------------+-------------------------------+---------------+-------------+----
 * |F|NRI| Type=24 |       NAL unit 1 size         | NAL 1 header  | NAL 1 data  | ...
 * +---------------+-------------------------------+---------------+-------------+----
 *
 * FU-A (§5.8): the first octet has F and NRI of the fragmented unit, the second its type; S is set on its first fragment,
 * E on its last, never both, R never. The unit's own header octet is not repeated.
 * +---------------+---------------+--------------------
 * |F|NRI| Type=28 |S|E|R|  Type   | fragment of the unit
 * +---------------+---------------+--------------------
 */

/** First octets' types above the NAL unit types (RFC 6184 table 1). */
export const PayloadType = {
  stapA: 24,
  fuA: 28,
} as const;

/** Octets of the length in front of each unit of a STAP-A. */
export const STAP_LENGTH_SIZE = 2;
/** Octets in front of a fragment: FU indicator and FU header. */
export const FU_A_HEADER_LENGTH = 2;

export const FU_START = 0x80;
export const FU_END = 0x40;

export const FORBIDDEN_ZERO_BIT = 0x80;
export const NRI_BITS = 0x60;
