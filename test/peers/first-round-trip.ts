/** Waits until RTCP has gone both ways: a report of the peer that allows a round-trip time (RFC 3550 §6.4.1). */

import { on } from 'node:events';
import type { ReportReceived, Sender } from '../../src/node/index.js';

/** The round trip in milliseconds. */
export async function firstRoundTrip(sender: Sender, timeoutMs = 10_000): Promise<number> {
  const reports = on(sender.events, 'report', { signal: AbortSignal.timeout(timeoutMs) });
  for await (const [event] of reports as AsyncIterable<[ReportReceived]>) {
    if (event.kind === 'receiver' && event.roundTripMs !== undefined) return event.roundTripMs;
  }
  throw new Error('the sender closed before its round trip was known');
}
