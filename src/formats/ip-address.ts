/** Numeric IP addresses, octets and text: IPv4 as four decimals, IPv6 as RFC 5952 writes it. */

import { readUint16 } from '../bytes/big-endian.js';

/** Four octets or sixteen; `undefined` when the text is no numeric address. A zone, which no packet carries, is left out. */
export function parseIpAddress(text: string): Uint8Array | undefined {
  return text.includes(':') ? parseIpv6(text.replace(/%.*$/, '')) : parseIpv4(text);
}

/** The text of four octets or sixteen. */
export function formatIpAddress(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => readUint16(octets, 2 * index).toString(16));
  const zeros = longestZeroRun(groups);
  if (zeros.length < 2) return groups.join(':');
  return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.start + zeros.length).join(':')}`;
}

function parseIpv4(text: string): Uint8Array | undefined {
  const octets = text.split('.').map((octet) => (/^\d{1,3}$/.test(octet) ? Number(octet) : 256));
  return octets.length === 4 && octets.every((octet) => octet < 256) ? Uint8Array.from(octets) : undefined;
}

/** Groups before and behind `::`; the last two groups may be written as IPv4 (RFC 4291 §2.2). */
function parseIpv6(text: string): Uint8Array | undefined {
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':').flatMap(groupOctets)));
  const [head, tail] = halves;
  const octets =
    halves.length === 1 ? head! : [...head!, ...omitted(16 - head!.length - (tail?.length ?? 0)), ...tail!];
  const wellFormed = halves.length <= 2 && octets.length === 16 && octets.every((octet) => octet < 256);
  return wellFormed ? Uint8Array.from(octets) : undefined;
}

function groupOctets(group: string): number[] {
  if (group.includes('.')) return [...(parseIpv4(group) ?? [256])];
  if (!/^[\da-f]{1,4}$/i.test(group)) return [256];
  const value = parseInt(group, 16);
  return [value >> 8, value & 0xff];
}

/** What `::` stands for: at least one group. */
function omitted(count: number): number[] {
  return count < 2 ? [256] : Array.from({ length: count }, () => 0);
}

/** The first of the longest, as RFC 5952 §4.2.3 asks. */
function longestZeroRun(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (const [index, group] of groups.entries()) {
    if (group !== '0') start = index + 1;
    else if (index + 1 - start > longest.length) longest = { start, length: index + 1 - start };
  }
  return longest;
}
