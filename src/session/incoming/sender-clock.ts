/** What a sender tells of its wall clock, in reports and in packets (RFC 3550 §6.4.1, RFC 6051 §3.3), passed on to all who ask. */

import type { NtpTimestamp } from '../../clock/ntp-timestamp.js';
import type { SenderReport } from '../../rtcp/index.js';
import { findHeaderExtension } from '../../rtp/header-extension.js';
import { NTP_64_LENGTH, readNtp64 } from '../../rtp/ntp-64.js';
import type { RtpPacket } from '../../rtp/rtp-packet.js';

/** Packets tell it with every frame; once is enough for so long. */
const REPEAT_MS = 1000;

/** Who asks for it. */
export interface SenderClockListener {
  /** The sender's wall clock was `ntp` when its RTP timestamp was that. */
  heard(now: number, rtpTimestamp: number, ntp: NtpTimestamp): void;
  /** The timestamps to come have nothing to do with those that were. */
  restart(): void;
}

export class SenderClock {
  readonly #listeners: readonly SenderClockListener[];
  readonly #ntp64: number | undefined;
  /** Until then, packets need not be asked. */
  #knownUntilMs = -Infinity;

  /** @param ntp64 the id of the header extension, where there is one */
  constructor(ntp64: number | undefined, listeners: readonly SenderClockListener[]) {
    this.#ntp64 = ntp64;
    this.#listeners = listeners;
  }

  heardReport(now: number, { rtpTimestamp, ntpTimestamp }: SenderReport): void {
    this.#tell(now, rtpTimestamp, ntpTimestamp);
  }

  /** Takes a packet whose place in the sequence is not in doubt. */
  heardPacket(now: number, packet: RtpPacket): void {
    if (this.#ntp64 === undefined || now < this.#knownUntilMs) return;
    const offset = findHeaderExtension(packet, this.#ntp64, NTP_64_LENGTH);
    if (offset >= 0) this.#tell(now, packet.timestamp, readNtp64(packet.bytes, offset));
  }

  restart(): void {
    this.#knownUntilMs = -Infinity;
    for (const listener of this.#listeners) listener.restart();
  }

  /** Zero stands for a sender that knows no time (RFC 3550 §6.4.1). */
  #tell(now: number, rtpTimestamp: number, ntp: NtpTimestamp): void {
    if (ntp.seconds === 0 && ntp.fraction === 0) return;
    this.#knownUntilMs = now + REPEAT_MS;
    for (const listener of this.#listeners) listener.heard(now, rtpTimestamp, ntp);
  }
}
