/** Reads the files of the rtptools (rtpdump manual, `-F dump`). */

import { readUint16, readUint32 } from '../bytes/big-endian.js';
import { Reject } from '../errors.js';
import { CaptureInput } from './capture-input.js';
import type { CapturedDatagram } from './captured-datagram.js';
import { formatIpAddress } from './ip-address.js';
import { RTPDUMP_FILE_HEADER_LENGTH, RTPDUMP_MAGIC, RTPDUMP_RECORD_HEADER_LENGTH } from './rtpdump.js';

/** Room for an IPv6 address and a port; a first line that goes on is none. */
const MAX_LINE_LENGTH = 80;
const SECTION = 'rtpdump';

/** What the head of the file says of every packet in it. */
type Origin = Omit<CapturedDatagram, 'payload'>;

/** Takes a file in chunks of any size and hands out its packets. RTP that was recorded without its payload is skipped. */
export class RtpdumpReader {
  readonly #input = new CaptureInput();
  readonly #skipped = new Map<string, number>();
  #destination: { readonly host: string; readonly port: number } | undefined;
  #origin: Origin | undefined;
  #reject: Reject | undefined;

  /** Why nothing more can be read: the file is none of this format, or damaged. */
  get reject(): Reject | undefined {
    return this.#reject;
  }

  /** Packets that the file does not hold whole, as `truncated`. */
  get skipped(): ReadonlyMap<string, number> {
    return this.#skipped;
  }

  /** Whether the file stopped in the middle of a packet: at its end, something was cut off. */
  get incomplete(): boolean {
    return this.#input.length > 0;
  }

  /** Takes the next chunk and returns the datagrams that are whole now; they keep nothing of it. */
  push(chunk: Uint8Array): CapturedDatagram[] {
    const datagrams: CapturedDatagram[] = [];
    if (this.#reject !== undefined) return datagrams;
    this.#input.push(chunk);
    if (this.#origin === undefined) this.#readHead();
    const origin = this.#origin;
    if (origin === undefined) return datagrams;
    for (let record = this.#takeRecord(); record !== undefined; record = this.#takeRecord()) {
      const payload = record.subarray(RTPDUMP_RECORD_HEADER_LENGTH);
      if (readUint16(record, 2) > payload.length) this.#skipTruncated();
      else datagrams.push({ ...origin, unixMs: origin.unixMs + readUint32(record, 4), payload });
    }
    return datagrams;
  }

  #readHead(): void {
    this.#destination ??= this.#takeLine();
    if (this.#destination === undefined || this.#input.length < RTPDUMP_FILE_HEADER_LENGTH) return;
    const header = this.#input.take(RTPDUMP_FILE_HEADER_LENGTH);
    this.#origin = {
      unixMs: readUint32(header, 0) * 1000 + readUint32(header, 4) / 1000,
      sourceHost: formatIpAddress(header.subarray(8, 12)),
      sourcePort: readUint16(header, 12),
      destinationHost: this.#destination.host,
      destinationPort: this.#destination.port,
    };
  }

  #takeLine(): { readonly host: string; readonly port: number } | undefined {
    const seen = this.#input.peek(Math.min(this.#input.length, MAX_LINE_LENGTH));
    const end = seen.indexOf(0x0a);
    if (end < 0 && seen.length < MAX_LINE_LENGTH) return undefined;
    const line = String.fromCharCode(...seen.subarray(0, Math.max(end, 0)));
    const match = /^([\da-fA-F.:]+)\/(\d{1,5})\r?$/.exec(line.slice(RTPDUMP_MAGIC.length));
    if (!line.startsWith(RTPDUMP_MAGIC) || match === null) {
      this.#reject = new Reject('first-line', 0, SECTION, `expected ${RTPDUMP_MAGIC}address/port`);
      return undefined;
    }
    this.#input.take(end + 1);
    return { host: match[1]!, port: Number(match[2]) };
  }

  /** A whole record, its header included. */
  #takeRecord(): Uint8Array | undefined {
    if (this.#input.length < RTPDUMP_RECORD_HEADER_LENGTH) return undefined;
    const length = readUint16(this.#input.peek(2), 0);
    if (length < RTPDUMP_RECORD_HEADER_LENGTH) {
      this.#reject ??= new Reject('record-length', 0, SECTION, `found ${length}`);
      return undefined;
    }
    return this.#input.length < length ? undefined : this.#input.take(length);
  }

  #skipTruncated(): void {
    this.#skipped.set('truncated', (this.#skipped.get('truncated') ?? 0) + 1);
  }
}
