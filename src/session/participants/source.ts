/** A participant as its SSRC names it: what it is called, where it is, what it last reported (RFC 3550 §6.4, §6.5, §8). */

import { middle32 } from '../../clock/ntp-timestamp.js';
import type { ReportBlock, SenderReport, SourceDescriptionItem } from '../../rtcp/index.js';
import type { Address } from '../address.js';
import type { StreamReceiver } from '../incoming/stream-receiver.js';
import type { RetransmissionReception } from '../retransmission/retransmission-reception.js';
import { AddressLock, type Provenance } from './address-lock.js';
import type { AgendaMember } from './agenda.js';
import type { Participant } from './participant.js';

const MAX_ITEMS = 16;
const NO_ITEMS: ReadonlyMap<string, string> = new Map();
/** How long a source that has left is remembered, so that its stragglers do not found it anew; as GStreamer does. */
const GOODBYE_GRACE_MS = 2000;
/** Packets that a goodbye has overtaken come within this; later ones come from a source that has returned. */
const STRAGGLING_MS = 100;
/** So many of them, for one may have gone astray. */
const RETURNING_PACKETS = 5;

export class Source implements Participant, AgendaMember {
  readonly ssrc: number;
  /** Its RTP, once it has passed probation. */
  stream: StreamReceiver | undefined;
  /** The same where it only sends packets of another stream again. */
  retransmission: RetransmissionReception | undefined;
  /** Where its RTCP comes from. */
  rtcpAddress: Address | undefined;
  lastHeardMs: number;
  lastRtpMs: number = -Infinity;
  /** When it was last named in the CSRC list of a packet. */
  lastContributedMs: number = -Infinity;
  /** When a report block last spoke of it. */
  lastReportedMs: number = -Infinity;
  /** The last that could be told. */
  roundTripMs: number | undefined;
  visitMs: number = Infinity;
  place: number = -1;
  #lock: AddressLock | undefined;
  #items: Map<string, string> | undefined;
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
    return this.#items ?? NO_ITEMS;
  }

  /** Where its RTP comes from. */
  get rtpAddress(): Address | undefined {
    return this.#lock?.address;
  }

  /** What is reported of it. */
  get reception(): StreamReceiver | RetransmissionReception | undefined {
    return this.stream ?? this.retransmission;
  }

  /** Whether its RTCP is to come from that host; RTP and RTCP of a source have one (RFC 3550 §8.2). */
  isAt(host: string): boolean {
    const known = this.rtpAddress ?? this.rtcpAddress;
    return known === undefined || known.host === host;
  }

  get hasLeft(): boolean {
    return this.#goodbyeMs !== undefined;
  }

  /** Whether RTP that comes now may be of a source that has left before and is back, perhaps restarted under its old SSRC. */
  mayReturn(now: number): boolean {
    return now - this.#goodbyeMs! >= STRAGGLING_MS;
  }

  /** Its RTP comes from there from now on, for the first time or after it had left. */
  begin(now: number, from: Address): void {
    this.#returned();
    this.#lock = new AddressLock();
    this.heardRtp(now, from);
  }

  /** RTP has come from `from`, after {@link begin}; says whether that is where the source is. */
  heardRtp(now: number, from: Address): Provenance {
    const provenance = this.#lock!.hear(now, from);
    if (provenance === 'foreign') return provenance;
    this.lastRtpMs = now;
    this.lastHeardMs = now;
    if (this.hasLeft && this.mayReturn(now) && ++this.#packetsSinceGoodbye >= RETURNING_PACKETS) this.#returned();
    return provenance;
  }

  /** Whether it has given a sender report. */
  get hasReported(): boolean {
    return this.#report !== undefined;
  }

  heardSenderReport(now: number, report: SenderReport): void {
    this.#report = report;
    this.stream?.heardSenderReport(now, report);
    this.#lastSenderReport = middle32(report.ntpTimestamp);
    this.#lastSenderReportMs = now;
  }

  /** Tells a stream that has begun what its source said before. */
  introduce(now: number, stream: StreamReceiver): void {
    const cname = this.items.get('CNAME');
    if (cname !== undefined) stream.rename(now, cname);
    if (this.#report !== undefined) stream.heardSenderReport(now, this.#report);
  }

  /** Takes over SDES items; returns whether any is new. */
  describe(now: number, items: readonly SourceDescriptionItem[]): boolean {
    let changed = false;
    const known = (this.#items ??= new Map());
    for (const item of items) {
      if (item.type === 'unknown') continue;
      const name = item.type === 'PRIV' ? `PRIV:${item.prefix}` : item.type;
      if (known.get(name) === item.value || (known.size >= MAX_ITEMS && !known.has(name))) continue;
      known.set(name, item.value);
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
  reportBlock(now: number, stream: StreamReceiver | RetransmissionReception): ReportBlock {
    this.lastReportedMs = now;
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
    if (now >= this.#playedOutMs) this.stream?.end(now, 'goodbye');
    return !this.#isPlaying && now >= this.#forgottenMs;
  }

  nextTimeout(silenceMs: number): number {
    const leavingMs = this.#isPlaying ? this.#playedOutMs : this.#forgottenMs;
    return Math.min(this.lastHeardMs + silenceMs, this.stream?.nextTimeout() ?? Infinity, leavingMs);
  }

  get #isPlaying(): boolean {
    return this.stream?.ended === false;
  }

  /**
   * When the last packet sent before the goodbye has had its latency, and the source would have been heard again had the
   * goodbye been forged, or been another's.
   */
  get #playedOutMs(): number {
    if (this.#goodbyeMs === undefined) return Infinity;
    const { delayMs = 0, frameSpacingMs = 0 } = this.stream ?? {};
    const doubtMs = STRAGGLING_MS + (RETURNING_PACKETS + 1) * frameSpacingMs;
    return this.#goodbyeMs + Math.max(delayMs, Math.min(doubtMs, GOODBYE_GRACE_MS));
  }

  get #forgottenMs(): number {
    return (this.#goodbyeMs ?? Infinity) + GOODBYE_GRACE_MS;
  }

  #returned(): void {
    this.#goodbyeMs = undefined;
    this.#packetsSinceGoodbye = 0;
  }
}
