/** Where the IP packet begins in a captured frame, by the link types that captures of RTP have (tcpdump's LINKTYPE list). */

import { readUint16 } from '../bytes/big-endian.js';

const ETHERTYPE_IPV4 = 0x0800;
const ETHERTYPE_IPV6 = 0x86dd;
/** IEEE 802.1Q and 802.1ad: four octets each before the type that counts. */
const VLAN_TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8]);

/** Returns the offset of the IP packet, or `undefined` when the frame carries something else. */
type LinkLayer = (frame: Uint8Array) => number | undefined;

function behindEthertype(frame: Uint8Array, offset: number): number | undefined {
  for (let at = offset; at + 2 <= frame.length; at += 4) {
    const type = readUint16(frame, at);
    if (type === ETHERTYPE_IPV4 || type === ETHERTYPE_IPV6) return at + 2;
    if (!VLAN_TAGS.has(type)) return undefined;
  }
  return undefined;
}

const ethernet: LinkLayer = (frame) => behindEthertype(frame, 12);
const rawIp: LinkLayer = () => 0;
/** BSD loopback: four octets of address family in the host's own order, which the IP version repeats. */
const loopback: LinkLayer = () => 4;
/** `tcpdump -i any`: "cooked" headers with the type at their end, or since libpcap 1.10 at their beginning. */
const linuxCooked: LinkLayer = (frame) => behindEthertype(frame, 14);
const linuxCooked2: LinkLayer = (frame) => (behindEthertype(frame, 0) === undefined ? undefined : 20);

/** By the number in the file header. */
export const LINK_LAYERS: ReadonlyMap<number, LinkLayer> = new Map([
  [0, loopback],
  [1, ethernet],
  [12, rawIp],
  [101, rawIp],
  [108, loopback],
  [113, linuxCooked],
  [228, rawIp],
  [229, rawIp],
  [276, linuxCooked2],
]);
