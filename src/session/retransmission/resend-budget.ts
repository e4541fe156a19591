/** How much may be sent again: a share of the media, saved up for bursts of loss, so that no forged request is an amplifier. */

/** May be saved up in any case, so that the first packets of a stream, and those of a slow one, can be sent again. */
const LEAST_CREDIT = 10_000;

/** A token bucket in octets that media fills. */
export class ResendBudget {
  readonly #share: number;
  #credit = LEAST_CREDIT;

  /** @param share of the media's octets, from 0 */
  constructor(share: number) {
    this.#share = share;
  }

  /**
   * Media has been sent.
   * @param kept octets of all the packets that can be asked for: their share can be saved up
   */
  earn(octets: number, kept: number): void {
    this.#credit = Math.min(this.#credit + octets * this.#share, Math.max(kept * this.#share, LEAST_CREDIT));
  }

  /** Whether a packet of so many octets may be sent again; it then counts as sent. */
  spend(octets: number): boolean {
    if (octets > this.#credit) return false;
    this.#credit -= octets;
    return true;
  }
}
