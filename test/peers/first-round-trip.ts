/** Waits until RTCP has gone both ways: a report of the peer that allows a round-trip time (RFC 3550 §6.4.1). */

import { on } from 'node:events';
import type { ReportReceived, Sender } from '../../src/node/index.js';
import { PATIENCE } from './patience.js';

/**
 * The first round trip, in milliseconds, of those that take less than `belowMs`: what a busy machine held up for once is measured
 * right, too.
 */
export async function firstRoundTrip(sender: Sender, belowMs: number = Infinity): Promise<number> {
  const reports = on(sender.events, 'report', { signal: AbortSignal.timeout(PATIENCE.timeout) });
  for await (const [event] of reports as AsyncIterable<[ReportReceived]>) {
    if (event.kind === 'receiver' && event.roundTripMs! < belowMs) return event.roundTripMs!;
  }
  throw new Error('the sender closed before its round trip was known');
}
