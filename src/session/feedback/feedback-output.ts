/** What receivers of our streams want of them, and an application has to do (RFC 4585 §6, RFC 5104 §4). */

import type {
  BitRateLimit,
  ReceiverEstimatedMaximumBitRate,
  ReferencePictureSelectionIndication,
  SliceLossIndication,
} from '../../rtcp/index.js';
import type { ArrivalsReported } from '../congestion/congestion-output.js';
import type { IncomingStream } from '../incoming/incoming-stream.js';
import type { OutgoingStream } from '../outgoing/outgoing-stream.js';

export type FeedbackOutput = KeyFrameRequested | BitRateLimited | FeedbackReceived | BitRateNotified | ArrivalsReported;

/** A receiver cannot go on without a key frame; at most one request in half a second or a round trip, whoever asks. */
export interface KeyFrameRequested {
  readonly type: 'key-frame-requested';
  readonly stream: OutgoingStream;
  /** The SSRC that asks. */
  readonly by: number;
  /** Picture loss indication or full intra request. */
  readonly kind: 'pli' | 'fir';
}

/** Other limits than before bind a stream; they are confirmed to its receivers (RFC 5104 §4.2). */
export interface BitRateLimited {
  readonly type: 'bit-rate-limited';
  readonly stream: OutgoingStream;
  /** The lowest of the limits in bit/s, headers included; `undefined` when there is none any more. */
  readonly bitRate: number | undefined;
  /** All that bind at one packet rate or another, by growing overhead, with the SSRC of who has set each. */
  readonly limits: readonly BitRateLimit[];
}

/** What only an encoder can act on. */
export interface FeedbackReceived {
  readonly type: 'feedback';
  /** What it is about. */
  readonly stream: OutgoingStream;
  readonly packet: SliceLossIndication | ReferencePictureSelectionIndication | ReceiverEstimatedMaximumBitRate;
}

/** The source of a stream that we receive says which limits bind it (RFC 5104 §4.2.2). */
export interface BitRateNotified {
  readonly type: 'bit-rate-notification';
  readonly stream: IncomingStream;
  /** With the SSRC of who has set each. */
  readonly limits: readonly BitRateLimit[];
}
