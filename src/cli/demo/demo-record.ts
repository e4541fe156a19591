/** What the watching process knows: every frame on both sides, the latest progress, and the reports both ways. */

import { MEDIA, type DemoMessage, type Medium, type StreamProgress } from './demo-messages.js';

/** Which process a message comes from. */
export type Role = 'sender' | 'receiver';

/** One medium on its way from the sender to the receiver. */
export class MediumRecord {
  readonly frames: Readonly<Record<Role, (readonly string[])[]>> = { sender: [], receiver: [] };
  progress: StreamProgress | undefined;
  /** Where the receiver's reports go, and why. */
  destination: string | undefined;
  /** Sender reports that reached the receiver. */
  senderReports = 0;
  /** Receiver reports that came back to the sender. */
  receiverReports = 0;
  /** Round-trip time that the sender measured last; `undefined` until RTCP has gone both ways. */
  roundTripMs: number | undefined;
}

export class DemoRecord {
  readonly media: Readonly<Record<Medium, MediumRecord>> = { video: new MediumRecord(), audio: new MediumRecord() };

  take(role: Role, message: DemoMessage): void {
    switch (message.type) {
      case 'frame':
        this.media[message.medium].frames[role].push(message.digests);
        break;
      case 'progress':
        this.media[message.medium].progress = message;
        break;
      case 'destination':
        this.media[message.medium].destination = message.text;
        break;
      case 'report':
        this.#takeReport(role, message);
        break;
      case 'ready':
      case 'finished':
        break;
    }
  }

  /** Whether frames of every medium have arrived. */
  get hasBegun(): boolean {
    return MEDIA.every((medium) => this.media[medium].progress !== undefined);
  }

  /** Whether reports have gone both ways, and a round trip was measured, for every medium. */
  get reportedBothWays(): boolean {
    return MEDIA.every((medium) => {
      const { senderReports, receiverReports, roundTripMs } = this.media[medium];
      return senderReports > 0 && receiverReports > 0 && roundTripMs !== undefined;
    });
  }

  #takeReport(role: Role, { medium, kind, roundTripMs }: Extract<DemoMessage, { type: 'report' }>): void {
    const record = this.media[medium];
    if (role === 'receiver' && kind === 'sender') record.senderReports++;
    if (role !== 'sender' || kind !== 'receiver') return;
    record.receiverReports++;
    record.roundTripMs = roundTripMs ?? record.roundTripMs;
  }
}
