/** T_rr_interval: how soon one regular report may follow another in AVPF (RFC 4585 §3.4, §3.5.3). */

import { randomFraction } from '../random-fraction.js';
import type { RtcpOptions } from '../session-options.js';
import { FIXED_MINIMUM_MS } from './minimum-interval.js';

/** In milliseconds. AVPF leaves it to the application (RFC 4585 §3.4); five seconds are GStreamer's `rtcp-min-interval`. */
export function regularIntervalMs({ profile, regularIntervalMs: told }: RtcpOptions): number {
  return told ?? (profile === 'AVPF' ? FIXED_MINIMUM_MS : 0);
}

/** Drawn once for each report: drawn anew whenever one is due, as often as bandwidth allows, it would be half as long. */
export class RegularInterval {
  readonly #options: RtcpOptions;
  readonly #randomUint32: () => number;
  #endMs = -Infinity;

  constructor(options: RtcpOptions, randomUint32: () => number) {
    this.#options = options;
    this.#randomUint32 = randomUint32;
  }

  /** Before that no regular report leaves. */
  get endMs(): number {
    return this.#endMs;
  }

  /** A regular report has left. */
  begin(now: number): void {
    const intervalMs = regularIntervalMs(this.#options);
    if (intervalMs > 0) this.#endMs = now + intervalMs * (0.5 + randomFraction(this.#randomUint32));
  }

  /** The next report tells something for the first time: it does not wait, unless there was an interval to keep to. */
  cutShort(): void {
    if (this.#options.regularIntervalMs === undefined) this.#endMs = -Infinity;
  }
}
