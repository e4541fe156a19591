/** What the two processes of the demonstration tell the one that watches them, over Node's channel to child processes. */

import type { ReportReceived } from '../../node/index.js';

export const MEDIA = ['video', 'audio'] as const;

export type Medium = (typeof MEDIA)[number];

/** From either process: one access unit as the digests of its NAL units, or one Vorbis packet as its digest. */
export interface FrameSeen {
  readonly type: 'frame';
  readonly medium: Medium;
  readonly digests: readonly string[];
}

/** From the receiver: it listens on these RTP ports. */
export interface ReceiverReady {
  readonly type: 'ready';
  readonly ports: Readonly<Record<Medium, number>>;
}

/** From the receiver, a few times per second. */
export interface StreamProgress {
  readonly type: 'progress';
  readonly medium: Medium;
  readonly frames: number;
  /** Octets of RTP payload so far. */
  readonly octets: number;
  readonly packetsLost: number;
  readonly jitterMs: number;
  /** How long the latest frame waited in the jitter buffer. */
  readonly bufferMs: number;
}

/** From the sender: a receiver report came back; from the receiver: a sender report arrived. */
export interface ReportSeen {
  readonly type: 'report';
  readonly medium: Medium;
  readonly kind: ReportReceived['kind'];
  readonly roundTripMs: number | undefined;
}

/** From the receiver: where its reports go, and which rule chose that. */
export interface ReportsGo {
  readonly type: 'destination';
  readonly medium: Medium;
  readonly text: string;
}

/** From either: everything has been sent, or both senders have said BYE. */
export interface Finished {
  readonly type: 'finished';
}

export type DemoMessage = FrameSeen | ReceiverReady | StreamProgress | ReportSeen | ReportsGo | Finished;

/** Tells the parent process; nobody listens when the command was started by hand, or when the parent is gone. */
export function tell(message: DemoMessage): void {
  if (process.connected) process.send?.(message);
}

export function tellReport(medium: Medium, report: ReportReceived): void {
  const roundTripMs = report.kind === 'receiver' ? report.roundTripMs : undefined;
  tell({ type: 'report', medium, kind: report.kind, roundTripMs });
}
