/** A participant as its SSRC names it: what it is called, where it is, what it last reported (RFC 3550 §6.4, §6.5, §8). */

import { middle32 } from '../../clock/ntp-timestamp.js';
import type { ReportBlock, SenderReport, SourceDescriptionItem } from '../../rtcp/index.js';
import { sameAddress, type Address } from '../address.js';
import type { StreamReceiver } from '../incoming/stream-receiver.js';

const MAX_ITEMS = 16;
/** A new address is believed when the old one has been silent for so long: the source was restarted or its mapping moved. */
const ADDRESS_SILENCE_MS = 1000;
/** How long a source that has left is remembered, so that its stragglers do not found it anew; as GStreamer does. */
const GOODBYE_GRACE_MS = 2000;
/** Packets that a goodbye has overtaken come within this; later ones come from a source that has returned. */
const STRAGGLING_MS = 100;
/** So many of them, for one may have gone astray. */
const RETURNING_PACKETS = 5;

export class Source {
  readonly ssrc: number;
  /** Its RTP, once it has passed probation. */
  stream: StreamReceiver | undefined;
  /** Where its RTP and its RTCP come from. */
  rtpAddress: Address | undefined;
  rtcpAddress: Address | undefined;
  lastHeardMs: number;
  lastRtpMs: number = -Infinity;
  /** The last that could be told. */
  roundTripMs: number | undefined;
  /** When RTP last came from that address. */
  #rtpAddressMs = -Infinity;
  readonly #items = new Map<string, string>();
  #goodbyeMs: number | undefined;
  #packetsSinceGoodbye = 0;
  #report: SenderReport | undefined;
  #lastSenderReport = 0;
  #lastSenderReportMs = 0;

  constructor(ssrc: number, now: number) {
    this.ssrc = ssrc;
    this.lastHeardMs = now;
  }

  /** SDES items by name. */
  get items(): ReadonlyMap<string, string> {
    return this.#items;
  }

  get hasLeft(): boolean {
    return this.#goodbyeMs !== undefined;
  }

  /** Whether RTP that comes now may be of a source that has left before and is back, perhaps restarted under its old SSRC. */
  mayReturn(now: number): boolean {
    return now - this.#goodbyeMs! >= STRAGGLING_MS;
  }

  /** The source has left before, and is back. */
  comeBack(): void {
    this.#goodbyeMs = undefined;
    this.#packetsSinceGoodbye = 0;
  }

  /** RTP has come from `from`; returns whether that is where the source is from now on. */
  heardRtp(now: number, from: Address): boolean {
    this.lastRtpMs = now;
    this.lastHeardMs = now;
    if (this.hasLeft && this.mayReturn(now) && ++this.#packetsSinceGoodbye >= RETURNING_PACKETS) this.comeBack();
    const known = this.rtpAddress;
    const moved = known === undefined || (!sameAddress(known, from) && now - this.#rtpAddressMs >= ADDRESS_SILENCE_MS);
    if (moved) this.rtpAddress = from;
    if (moved || sameAddress(known, from)) this.#rtpAddressMs = now;
    return moved;
  }

  heardRtcp(now: number, from: Address): void {
    this.rtcpAddress = from;
    this.lastHeardMs = now;
  }

  heardSenderReport(now: number, report: SenderReport): void {
    this.#report = report;
    this.stream?.heardSenderReport(now, report);
    this.#lastSenderReport = middle32(report.ntpTimestamp);
    this.#lastSenderReportMs = now;
  }

  /** Tells a stream that has begun what its source said before. */
  introduce(now: number, stream: StreamReceiver): void {
    const cname = this.#items.get('CNAME');
    if (cname !== undefined) stream.rename(now, cname);
    if (this.#report !== undefined) stream.heardSenderReport(now, this.#report);
  }

  /** Takes over SDES items; returns whether any is new. */
  describe(now: number, items: readonly SourceDescriptionItem[]): boolean {
    let changed = false;
    for (const item of items) {
      if (item.type === 'unknown') continue;
      const name = item.type === 'PRIV' ? `PRIV:${item.prefix}` : item.type;
      if (this.#items.get(name) === item.value || (this.#items.size >= MAX_ITEMS && !this.#items.has(name))) continue;
      this.#items.set(name, item.value);
      if (name === 'CNAME') this.stream?.rename(now, item.value);
      changed = true;
    }
    return changed;
  }

  /** The source says that it leaves. */
  heardGoodbye(now: number): void {
    this.#goodbyeMs ??= now;
  }

  /** The report block about this source's stream (RFC 3550 §6.4.1). */
  reportBlock(now: number, stream: StreamReceiver): ReportBlock {
    const heard = this.#lastSenderReport !== 0;
    const delay = Math.floor(((now - this.#lastSenderReportMs) * 0x1_0000) / 1000);
    return {
      ssrc: this.ssrc,
      ...stream.report(),
      lastSenderReport: this.#lastSenderReport,
      delaySinceLastSenderReport: heard ? Math.max(0, Math.min(delay, 0xffff_ffff)) : 0,
    };
  }

  /** Plays what is due and ends what is over; returns whether the source can be forgotten. */
  handleTimeout(now: number, silenceMs: number): boolean {
    this.stream?.play(now);
    if (now >= this.lastHeardMs + silenceMs) {
      this.stream?.end(now, 'timeout');
      return true;
    }
    if (now < this.#playedOutMs) return false;
    this.stream?.end(now, 'goodbye');
    return now >= this.#forgottenMs;
  }

  nextTimeout(silenceMs: number): number {
    const playing = this.stream !== undefined && !this.stream.ended;
    const leavingMs = playing ? this.#playedOutMs : this.#forgottenMs;
    return Math.min(this.lastHeardMs + silenceMs, this.stream?.nextTimeout() ?? Infinity, leavingMs);
  }

  /** When the last packet sent before the goodbye has had its latency. */
  get #playedOutMs(): number {
    return (this.#goodbyeMs ?? Infinity) + (this.stream?.delayMs ?? 0);
  }

  get #forgottenMs(): number {
    return (this.#goodbyeMs ?? Infinity) + GOODBYE_GRACE_MS;
  }
}
