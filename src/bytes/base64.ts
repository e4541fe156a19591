/** Base64 (RFC 4648 §4), for `sprop-parameter-sets` and `configuration` in session descriptions. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((character, value) => [character, value]));

/** Encodes with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let offset = 0; offset < bytes.length; offset += 3) {
    const left = bytes.length - offset;
    const group = (bytes[offset]! << 16) | ((bytes[offset + 1] ?? 0) << 8) | (bytes[offset + 2] ?? 0);
    text += ALPHABET[group >> 18]! + ALPHABET[(group >> 12) & 63]!;
    text += (left > 1 ? ALPHABET[(group >> 6) & 63]! : '=') + (left > 2 ? ALPHABET[group & 63]! : '=');
  }
  return text;
}

/** Decodes with or without padding; `undefined` when a character or the length is not base64. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/={0,2}$/, '');
  if (digits.length % 4 === 1 || (text.length !== digits.length && text.length % 4 !== 0)) return undefined;
  const bytes = new Uint8Array((digits.length * 3) >> 2);
  let group = 0;
  let offset = 0;
  for (let index = 0; index < digits.length; index++) {
    const value = VALUES.get(digits[index]!);
    if (value === undefined) return undefined;
    group = ((group << 6) | value) & 0xffffff;
    if (index % 4 !== 0) bytes[offset++] = group >> (6 - 2 * (index % 4));
  }
  return bytes;
}
