/** What a session may receive, checked and found by payload type. */

import { Reject, outOfRange, requireInteger } from '../errors.js';
import { playoutOf, requirePlayoutOptions, type PlayoutOptions } from '../jitter/playout-options.js';
import { requireFeedbackMessages } from './feedback/require-feedback.js';
import { requirePayloadType } from './payload-type.js';
import { requireReceiveRetransmissions } from './retransmission/require-retransmission.js';
import type { ReceiveFormat } from './session-options.js';

/** What lip sync can make up for. */
const MAX_OFFSET_MS = 3000;

/**
 * Indexes the formats by payload type.
 * @param mux whether RTP and RTCP share a port
 * @param playout what holds where a format does not say
 * @throws RangeError for a number out of range, a payload type listed twice, parameters that the format refuses
 */
export function indexFormats(
  formats: readonly ReceiveFormat[],
  mux: boolean,
  playout: PlayoutOptions,
): ReadonlyMap<number, ReceiveFormat> {
  const byPayloadType = new Map<number, ReceiveFormat>();
  for (const receiveFormat of formats) {
    const { payloadType } = receiveFormat;
    requirePayloadType(payloadType, mux);
    if (byPayloadType.has(payloadType)) throw outOfRange('payloadType', payloadType, 'each payload type once');
    requirePlayoutOptions(playoutOf(receiveFormat, playout));
    tryOut(receiveFormat);
    byPayloadType.set(payloadType, receiveFormat);
  }
  requireReceiveRetransmissions(formats, mux);
  return byPayloadType;
}

/** A wrong option is to throw here, not when the first packet comes: the depayloader is made once to see. */
function tryOut({ format, parameters, options, clockRate, syncOffsetMs = 0, frames, feedback }: ReceiveFormat): void {
  requireFeedbackMessages(feedback);
  if (clockRate !== undefined) requireInteger('clockRate', clockRate, 1, 0xffff_ffff);
  if (!(Math.abs(syncOffsetMs) <= MAX_OFFSET_MS)) throw outOfRange('syncOffsetMs', syncOffsetMs, '-3000 to 3000 ms');
  if (frames !== undefined && frames !== 'all' && frames !== 'complete') {
    throw outOfRange('frames', frames, '"all" or "complete"');
  }
  const refusal = parameters === undefined ? undefined : format.rejectParameters(parameters);
  if (refusal instanceof Reject) throw outOfRange('parameters', parameters, `usable ones: ${refusal.toString()}`);
  format.createDepayloader(() => undefined, parameters, options);
}
