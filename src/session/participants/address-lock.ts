/** Where a source's RTP comes from, and whether another place may speak for it (RFC 3550 §8.2). */

import { sameAddress, type Address } from '../address.js';

/** Another port of the host is believed after so much silence: the sender was restarted, or its mapping moved. */
const SAME_HOST_MS = 1000;
/** Another host is, once the source is no sender any more (two intervals, §6.3.5): in the pauses of a call a stranger gets nowhere. */
const OTHER_HOST_MS = 10_000;

/** `foreign`: a loop, a collision or a forgery; the packet is not the source's. */
export type Provenance = 'home' | 'moved' | 'foreign';

export class AddressLock {
  #address: Address | undefined;
  #heardMs = -Infinity;

  /** Where the source is; `undefined` before the first packet. */
  get address(): Address | undefined {
    return this.#address;
  }

  /** A packet has come from there; says what that makes of it. */
  hear(now: number, from: Address): Provenance {
    const home = this.#address;
    const atHome = home !== undefined && sameAddress(home, from);
    if (!atHome && home !== undefined && now - this.#heardMs < silenceMs(home, from)) return 'foreign';
    if (!atHome) this.#address = from;
    this.#heardMs = now;
    return atHome ? 'home' : 'moved';
  }
}

function silenceMs(home: Address, from: Address): number {
  return home.host === from.host ? SAME_HOST_MS : OTHER_HOST_MS;
}
