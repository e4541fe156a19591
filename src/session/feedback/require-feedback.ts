/** Refuses options of feedback that cannot be. */

import { outOfRange, wrongType } from '../../errors.js';
import type { RtcpOptions } from '../session-options.js';
import { FEEDBACK_MESSAGES, type FeedbackMessage } from './feedback-message.js';

/** @throws RangeError for a profile that is none, or an interval that is no length of time */
export function requireFeedbackTiming({ profile = 'AVP', regularIntervalMs = 0 }: RtcpOptions): void {
  if (profile !== 'AVP' && profile !== 'AVPF') throw outOfRange('rtcp.profile', profile, '"AVP" or "AVPF"');
  if (!(regularIntervalMs >= 0 && regularIntervalMs < Infinity)) {
    throw outOfRange('rtcp.regularIntervalMs', regularIntervalMs, 'milliseconds from 0');
  }
}

/**
 * The messages of a stream; none where none are given.
 * @throws TypeError when they are no list
 * @throws RangeError for a message that is none
 */
export function requireFeedbackMessages(feedback: readonly FeedbackMessage[] = []): readonly FeedbackMessage[] {
  if (!Array.isArray(feedback)) throw wrongType('feedback', feedback, 'a list of messages');
  for (const message of feedback) {
    if (!FEEDBACK_MESSAGES.includes(message)) throw outOfRange('feedback', message, FEEDBACK_MESSAGES.join(', '));
  }
  return feedback;
}
