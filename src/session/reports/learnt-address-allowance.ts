/** What may be sent to an address that nobody has vouched for: no more than has come from it. */

/** More is not saved up, and what comes beyond it is not counted: a stream has given as much within its first second. */
const MOST_SAVED = 65_536;

/**
 * Whoever writes the address of a victim into his packets must not have us send the victim more than he has sent himself. What
 * comes counts without IP and UDP headers and what leaves counts with them, so that the rule holds whichever way octets are
 * counted.
 */
export class LearntAddressAllowance {
  #host: string | undefined;
  #octets = 0;

  /** Whom reports go to from now on; `undefined`: somebody who was told or described to us, and gets all of them. */
  limit(host: string | undefined): void {
    if (host === this.#host) return;
    this.#host = host;
    this.#octets = 0;
  }

  /** A datagram of `length` octets has come from `host`. */
  received(length: number, host: string): void {
    if (this.#octets < MOST_SAVED && host === this.#host) this.#octets += length;
  }

  /** Whether a datagram of `size` octets, IP and UDP headers included, may leave; it then has. */
  spend(size: number): boolean {
    if (this.#host === undefined) return true;
    if (size > this.#octets) return false;
    this.#octets -= size;
    return true;
  }
}
