/** What receivers of our streams want of them, and an application has to do (RFC 4585 §6, RFC 5104 §4). */

import type { OutgoingStream } from '../outgoing/outgoing-stream.js';

export type FeedbackOutput = KeyFrameRequested;

/** A receiver cannot go on without a key frame; at most one request in half a second or a round trip, whoever asks. */
export interface KeyFrameRequested {
  readonly type: 'key-frame-requested';
  readonly stream: OutgoingStream;
  /** The SSRC that asks. */
  readonly by: number;
  /** Picture loss indication or full intra request. */
  readonly kind: 'pli' | 'fir';
}
