/** How much media a session carries, where nobody has told its bandwidth (RFC 3550 §6.2): all streams, sent and received. */

/** Of what was carried longer ago than this, 37 % count; GStreamer's rtpsession measures over two seconds, too. */
const WINDOW_MS = 2000;
/** After a stream has begun, the window is as long as that is ago, but not shorter: one picture is no rate. */
const FIRST_WINDOW_MS = 250;

/** Costs one addition per packet: the rate is reckoned only where it is asked for, between two askings taken as constant. */
export class MediaRate {
  #octets = 0;
  #begunMs = -Infinity;
  #measuredMs = Number.NaN;
  #bitsPerSecond = 0;

  /** A stream begins: what it carries now tells more than what was carried before. */
  begin(now: number): void {
    this.at(now);
    this.#begunMs = now;
  }

  /**
   * A packet of ours has left, or one of a source that is believed has come; with its RTP header, but without those of IP and
   * UDP: RTCP's share is rather too small than too large.
   */
  count(octets: number): void {
    this.#octets += octets;
  }

  /** In bit/s; 0 before anything was counted. */
  at(now: number): number {
    const elapsedMs = now - this.#measuredMs;
    if (Number.isNaN(elapsedMs)) this.#measuredMs = now;
    if (!(elapsedMs > 0)) return this.#bitsPerSecond;
    const measured = (this.#octets * 8000) / elapsedMs;
    const windowMs = Math.min(WINDOW_MS, Math.max(FIRST_WINDOW_MS, now - this.#begunMs));
    this.#bitsPerSecond += (measured - this.#bitsPerSecond) * (1 - Math.exp(-elapsedMs / windowMs));
    this.#octets = 0;
    this.#measuredMs = now;
    return this.#bitsPerSecond;
  }
}
