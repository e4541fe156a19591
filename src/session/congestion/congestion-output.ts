/** What receivers tell of the packets that we have sent, for an application that decides how fast to send. */

import type { ReportedPacket } from './sent-packet-log.js';

/** Receivers have told what became of packets, each once; in the order of their numbers. */
export interface ArrivalsReported {
  readonly type: 'arrivals';
  /** Who reports. */
  readonly ssrc: number;
  /** At least one. */
  readonly packets: readonly ReportedPacket[];
}
