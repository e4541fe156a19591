/** What the receivers of one of our streams have asked for. */

import { BitRateLimits } from './bit-rate-limits.js';
import { KeyFrameDemand } from './key-frame-demand.js';

/** Sender reports leave no oftener than this for those who ask, whoever they are. */
const LEAST_REPORT_INTERVAL_MS = 500;

export class StreamFeedback {
  readonly keyFrames: KeyFrameDemand = new KeyFrameDemand();
  readonly bitRates: BitRateLimits = new BitRateLimits();
  #reportGrantedMs = -Infinity;

  /** Whether to report out of turn (RFC 6051 §3.2). */
  grantReport(now: number): boolean {
    if (now - this.#reportGrantedMs < LEAST_REPORT_INTERVAL_MS) return false;
    this.#reportGrantedMs = now;
    return true;
  }
}
