/** The demonstration in words: the refreshed line with its legend, and the verdict at the end. */

import { MEDIA, type Medium } from './demo-messages.js';
import type { DemoRecord, MediumRecord } from './demo-record.js';
import { compareFrames, describeComparison, isPerfect } from './verdict.js';

const NOUNS: Readonly<Record<Medium, string>> = { video: 'access units', audio: 'Vorbis packets' };

/** Explains the line below, which has to fit a terminal of 80 columns. */
export const PROGRESS_LEGEND = 'each: frames, kbit/s, packets lost; jitter, wait in buffer, round trip in ms';

/** `  8.4 s  video  236  383  0;  3.1 194  0.6  audio  451   49  0;  2.4 199  0.7` */
export function progressText(record: DemoRecord, elapsedMs: number): string {
  const seconds = (elapsedMs / 1000).toFixed(1).padStart(5);
  return `${seconds} s  ${MEDIA.map((medium) => `${medium} ${streamText(record.media[medium], elapsedMs)}`).join('  ')}`;
}

function streamText({ progress, roundTripMs }: MediumRecord, elapsedMs: number): string {
  if (progress === undefined) return 'waiting';
  const { frames, octets, packetsLost, jitterMs, bufferMs } = progress;
  const kilobits = Math.round((octets * 8) / elapsedMs);
  const counts = `${pad(frames, 4)} ${pad(kilobits, 4)} ${pad(packetsLost, 2)}`;
  const roundTrip = (roundTripMs?.toFixed(1) ?? '-').padStart(4);
  return `${counts}; ${jitterMs.toFixed(1).padStart(4)} ${pad(Math.round(bufferMs), 3)} ${roundTrip}`;
}

function pad(count: number, width: number): string {
  return String(count).padStart(width);
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
