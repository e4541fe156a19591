/** The demonstration in words: the refreshed line, and the verdict at the end. */

import { MEDIA, type Medium } from './demo-messages.js';
import type { DemoRecord, MediumRecord } from './demo-record.js';
import { compareFrames, describeComparison, isPerfect } from './verdict.js';

const NOUNS: Readonly<Record<Medium, string>> = { video: 'access units', audio: 'Vorbis packets' };

/** `video 126 frames 412 kbit/s lost 0 jitter 0.2 buffer 200 rtt 0.4 ms | audio …` */
export function progressText(record: DemoRecord, elapsedMs: number): string {
  const seconds = (elapsedMs / 1000).toFixed(1).padStart(4);
  return `${seconds} s  ${MEDIA.map((medium) => `${medium} ${streamText(record.media[medium], elapsedMs)}`).join(' | ')}`;
}

function streamText({ progress, roundTripMs }: MediumRecord, elapsedMs: number): string {
  if (progress === undefined) return 'waiting';
  const { frames, octets, packetsLost, jitterMs, bufferMs } = progress;
  const kilobits = Math.round((octets * 8) / elapsedMs);
  const times = `jitter ${jitterMs.toFixed(1)} buffer ${bufferMs.toFixed(0)} rtt ${roundTripMs?.toFixed(1) ?? '-'} ms`;
  return `${frames} frames ${kilobits} kbit/s lost ${packetsLost} ${times}`;
}

export interface Verdict {
  readonly passed: boolean;
  readonly text: string;
}

/** Passed when every frame is equal and RTCP has gone both ways. */
export function verdictOf(record: DemoRecord): Verdict {
  const lines: string[] = [];
  let equal = true;
  for (const medium of MEDIA) {
    const { frames, senderReports, receiverReports, roundTripMs, destination } = record.media[medium];
    const comparison = compareFrames(frames.sender, frames.receiver);
    equal &&= isPerfect(comparison);
    const roundTrip = roundTripMs === undefined ? 'no round trip' : `round trip ${roundTripMs.toFixed(1)} ms`;
    lines.push(
      `${medium}  ${describeComparison(comparison, NOUNS[medium])}`,
      `       RTCP: ${senderReports} sender reports there, ${receiverReports} receiver reports back, ${roundTrip}`,
      `       reports went to ${destination ?? 'nobody'}`,
    );
  }
  const passed = equal && record.reportedBothWays;
  lines.push(passed ? 'PASSED: what was received is what was sent' : failure(equal));
  return { passed, text: lines.join('\n') };
}

function failure(equal: boolean): string {
  return `FAILED: ${equal ? 'RTCP did not go both ways' : 'what was received is not what was sent'}`;
}
