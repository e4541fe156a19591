/** The options of a stream that is sent, checked, and with what holds where the caller does not say (RFC 3550 §5.1, §8.1). */

import { outOfRange, requireInteger, wrongType } from '../../errors.js';
import { requireFeedbackMessages } from '../feedback/require-feedback.js';
import type { OutgoingStreamOptions } from '../session-options.js';

type Settled =
  | 'payloadType'
  | 'clockRate'
  | 'ssrc'
  | 'timestampOffset'
  | 'sequenceNumber'
  | 'paceMs'
  | 'captureDelayMs'
  | 'feedback';

export type OutgoingStreamSettings = OutgoingStreamOptions & Required<Pick<OutgoingStreamOptions, Settled>>;

/**
 * @param randomUint32 draws where the stream begins
 * @throws TypeError when the format has no clock rate and none is given
 * @throws RangeError for an option out of range
 */
export function outgoingStreamSettings(
  options: OutgoingStreamOptions,
  randomUint32: () => number,
): OutgoingStreamSettings {
  const { format, payloadType = 96, clockRate = format.clockRate, paceMs = 0, captureDelayMs = 0 } = options;
  const { ssrc = randomUint32(), timestampOffset = randomUint32() } = options;
  const { sequenceNumber = randomUint32() & 0xffff } = options;
  if (clockRate === undefined) {
    throw wrongType('clockRate', clockRate, `ticks per second, because ${format.encodingName} has no fixed clock rate`);
  }
  requireInteger('clockRate', clockRate, 1, 0xffff_ffff);
  requireInteger('ssrc', ssrc, 0, 0xffff_ffff);
  requireInteger('timestampOffset', timestampOffset, 0, 0xffff_ffff);
  requireInteger('sequenceNumber', sequenceNumber, 0, 0xffff);
  requireInteger('paceMs', paceMs, 0, 60_000);
  if (!(captureDelayMs >= 0 && captureDelayMs <= 60_000)) {
    throw outOfRange('captureDelayMs', captureDelayMs, 'milliseconds from 0 to 60000');
  }
  const feedback = requireFeedbackMessages(options.feedback);
  const drawn = { ssrc, timestampOffset, sequenceNumber };
  return { ...options, ...drawn, payloadType, clockRate, paceMs, captureDelayMs, feedback };
}
