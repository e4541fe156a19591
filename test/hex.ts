/** Octets and their hexadecimal text, which says a vector, compares fast and prints short. */

/** Octets from hexadecimal text; blanks may stand between them. */
export function hex(text: string): Uint8Array {
  return Uint8Array.from(text.replaceAll(/\s/g, '').match(/../g) ?? [], (octet) => Number.parseInt(octet, 16));
}

/** The text of octets, without blanks. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
