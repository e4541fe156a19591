/** Reads capture files of tcpdump and Wireshark: classic pcap, either byte order, micro- or nanoseconds (draft-ietf-opsawg-pcap). */

import { readUint32 } from '../bytes/big-endian.js';
import { readUint32LittleEndian } from '../bytes/little-endian.js';
import { Reject } from '../errors.js';
import { CaptureInput } from './capture-input.js';
import type { CapturedDatagram } from './captured-datagram.js';
import { LINK_LAYERS } from './link-layer.js';
import { parseUdpPacket } from './udp-packet.js';

const MAGIC_MICROSECONDS = 0xa1b2_c3d4;
const MAGIC_NANOSECONDS = 0xa1b2_3c4d;
const MAGIC_PCAPNG = 0x0a0d_0d0a;
const FILE_HEADER_LENGTH = 24;
const RECORD_HEADER_LENGTH = 16;
/** The most that libpcap itself writes (MAXIMUM_SNAPLEN); a longer record is a damaged file. */
const MAX_RECORD_LENGTH = 0x4_0000;

/** How the numbers of this file are to be read; known once its header is. */
interface Dialect {
  readonly uint32: (bytes: Uint8Array, offset: number) => number;
  readonly ticksPerMs: number;
  readonly ipOffset: (frame: Uint8Array) => number | undefined;
}

/** Takes a file in chunks of any size, hands out its UDP datagrams, and counts by reason what else is in it. */
export class PcapReader {
  readonly #input = new CaptureInput();
  readonly #skipped = new Map<string, number>();
  #dialect: Dialect | undefined;
  #reject: Reject | undefined;
  #offset = 0;

  /** Why nothing more can be read: the file is none of this format, or damaged. */
  get reject(): Reject | undefined {
    return this.#reject;
  }

  /** Records that held no whole UDP datagram, by reason: `not-udp`, `fragment`, `truncated`, `not-ip`, … */
  get skipped(): ReadonlyMap<string, number> {
    return this.#skipped;
  }

  /** Whether the file stopped in the middle of a record: at its end, something was cut off. */
  get incomplete(): boolean {
    return this.#input.length > 0;
  }

  /** Takes the next chunk and returns the datagrams that are whole now; they keep nothing of it. */
  push(chunk: Uint8Array): CapturedDatagram[] {
    const datagrams: CapturedDatagram[] = [];
    if (this.#reject !== undefined) return datagrams;
    this.#input.push(chunk);
    if (this.#dialect === undefined && !this.#readFileHeader()) return datagrams;
    for (let record = this.#takeRecord(); record !== undefined; record = this.#takeRecord()) {
      const datagram = this.#datagramIn(record);
      if (datagram instanceof Reject) this.#skipped.set(datagram.reason, (this.#skipped.get(datagram.reason) ?? 0) + 1);
      else datagrams.push(datagram);
    }
    return datagrams;
  }

  #readFileHeader(): boolean {
    if (this.#input.length < FILE_HEADER_LENGTH) return false;
    const dialect = dialectOf(this.#take(FILE_HEADER_LENGTH));
    if (dialect instanceof Reject) this.#reject = dialect;
    else this.#dialect = dialect;
    return this.#reject === undefined;
  }

  /** A whole record, its header included. */
  #takeRecord(): Uint8Array | undefined {
    if (this.#input.length < RECORD_HEADER_LENGTH) return undefined;
    const length = this.#dialect!.uint32(this.#input.peek(RECORD_HEADER_LENGTH), 8);
    if (length > MAX_RECORD_LENGTH) {
      this.#reject = new Reject('record-length', this.#offset + 8, 'draft-ietf-opsawg-pcap §5', `found ${length}`);
      return undefined;
    }
    return this.#input.length < RECORD_HEADER_LENGTH + length ? undefined : this.#take(RECORD_HEADER_LENGTH + length);
  }

  #datagramIn(record: Uint8Array): CapturedDatagram | Reject {
    const { uint32, ticksPerMs, ipOffset } = this.#dialect!;
    const frame = record.subarray(RECORD_HEADER_LENGTH);
    const offset = ipOffset(frame);
    if (offset === undefined) return new Reject('not-ip', 0, 'draft-ietf-opsawg-pcap §5');
    const datagram = parseUdpPacket(frame.subarray(offset));
    if (datagram instanceof Reject) return datagram;
    return { unixMs: uint32(record, 0) * 1000 + uint32(record, 4) / ticksPerMs, ...datagram };
  }

  #take(count: number): Uint8Array {
    this.#offset += count;
    return this.#input.take(count);
  }
}

function dialectOf(header: Uint8Array): Dialect | Reject {
  const section = 'draft-ietf-opsawg-pcap §4';
  for (const uint32 of [readUint32, readUint32LittleEndian]) {
    const magic = uint32(header, 0);
    if (magic === MAGIC_PCAPNG) return new Reject('pcapng', 0, section, 'convert it: editcap -F pcap');
    if (magic !== MAGIC_MICROSECONDS && magic !== MAGIC_NANOSECONDS) continue;
    const linkType = uint32(header, 20) & 0xffff;
    const ipOffset = LINK_LAYERS.get(linkType);
    if (ipOffset === undefined) return new Reject('link-type', 20, section, `found ${linkType}`);
    return { uint32, ticksPerMs: magic === MAGIC_NANOSECONDS ? 1e6 : 1000, ipOffset };
  }
  return new Reject('magic-number', 0, section);
}
