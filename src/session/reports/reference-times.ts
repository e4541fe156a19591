/** Round trips for those who send nothing: reference times of receivers, and the answers of senders (RFC 3611 §4.4, §4.5). */

import { middle32, type NtpTimestamp } from '../../clock/ntp-timestamp.js';
import type { ExtendedReport, LastReceiverReport, RtcpPacket } from '../../rtcp/index.js';
import { SentReports } from '../outgoing/sent-reports.js';

/** Receivers answered in one report; of more than these, those heard last. */
const MOST_ANSWERED = 31;

interface HeardReference {
  readonly lastReceiverReport: number;
  readonly heardMs: number;
}

export class ReferenceTimes {
  readonly #enabled: boolean;
  readonly #sent = new SentReports();
  /** By receiver, in the order in which they were heard. */
  readonly #heard = new Map<number, HeardReference>();

  /** @param enabled whether any are sent, and answered */
  constructor(enabled: boolean) {
    this.#enabled = enabled;
  }

  /**
   * What goes with reports of ours: while we send media, an answer to every reference time heard since the last; else one of
   * our own, for whom the reports of senders tell no round trip.
   * @param reports of ours that leave now, at least one
   */
  accompany(now: number, ntp: NtpTimestamp, reports: readonly RtcpPacket[]): ExtendedReport[] {
    if (!this.#enabled) return [];
    const report = reports.find(({ type }) => type === 'sender-report') ?? reports[0];
    if (report === undefined || !('ssrc' in report)) return [];
    const { ssrc } = report;
    if (report.type !== 'sender-report') {
      this.#sent.remember(now, ntp);
      return [{ type: 'extended-report', ssrc, blocks: [{ type: 'receiver-reference-time', ntpTimestamp: ntp }] }];
    }
    const answers = this.#answers(now);
    if (answers.length === 0) return [];
    return [
      { type: 'extended-report', ssrc, blocks: [{ type: 'delay-since-last-receiver-report', reports: answers }] },
    ];
  }

  /**
   * Takes the report of another participant.
   * @param isOwn whether an SSRC is one of ours
   * @returns the round trip to it in milliseconds, where it answers a reference time of ours
   */
  heard(now: number, { ssrc, blocks }: ExtendedReport, isOwn: (ssrc: number) => boolean): number | undefined {
    let roundTripMs: number | undefined;
    for (const block of blocks) {
      if (block.type === 'receiver-reference-time') this.#remember(now, ssrc, block.ntpTimestamp);
      if (block.type !== 'delay-since-last-receiver-report') continue;
      const answer = block.reports.find((report) => isOwn(report.ssrc));
      if (answer === undefined) continue;
      const { lastReceiverReport, delaySinceLastReceiverReport } = answer;
      roundTripMs ??= this.#sent.roundTripMs(now, lastReceiverReport, delaySinceLastReceiverReport);
    }
    return roundTripMs;
  }

  #remember(now: number, ssrc: number, ntp: NtpTimestamp): void {
    if (!this.#enabled) return;
    this.#heard.delete(ssrc);
    this.#heard.set(ssrc, { lastReceiverReport: middle32(ntp), heardMs: now });
    for (const oldest of this.#heard.keys()) {
      if (this.#heard.size <= MOST_ANSWERED) break;
      this.#heard.delete(oldest);
    }
  }

  #answers(now: number): LastReceiverReport[] {
    const answers: LastReceiverReport[] = [];
    for (const [ssrc, { lastReceiverReport, heardMs }] of this.#heard) {
      const delay = Math.floor(((now - heardMs) * 0x1_0000) / 1000);
      answers.push({
        ssrc,
        lastReceiverReport,
        delaySinceLastReceiverReport: Math.max(0, Math.min(delay, 0xffff_ffff)),
      });
    }
    this.#heard.clear();
    return answers;
  }
}
