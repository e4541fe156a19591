/** Records what passes a host or a link as a pcap file, in virtual time: Wireshark shows what a test saw. */

import { concatenate } from '../bytes/octets.js';
import { pcapFileHeader, pcapRecord } from '../formats/pcap.js';
import type { Address } from '../session/address.js';
import type { Schedule } from './schedule.js';

export class Capture {
  readonly #time: Schedule;
  readonly #unixMsAtOrigin: number;
  readonly #parts: Uint8Array[] = [pcapFileHeader()];

  /** @param unixMsAtOrigin what the wall clock shows when `time.now` is 0, in milliseconds since 1970 */
  constructor(time: Schedule, unixMsAtOrigin = 0) {
    this.#time = time;
    this.#unixMsAtOrigin = unixMsAtOrigin;
  }

  /**
   * Notes a datagram that passes at this instant.
   * @throws RangeError when an address is not numeric, or the two are of different families
   */
  record(bytes: Uint8Array, from: Address, to: Address): void {
    const source = { sourceHost: from.host, sourcePort: from.port };
    const destination = { destinationHost: to.host, destinationPort: to.port };
    const unixMs = this.#unixMsAtOrigin + this.#time.now;
    this.#parts.push(pcapRecord({ unixMs, ...source, ...destination, payload: bytes }));
  }

  /** The file so far. */
  get bytes(): Uint8Array {
    return concatenate(this.#parts);
  }
}
