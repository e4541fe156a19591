/** What a stream that is received takes from its session. */

import type { PlayoutOptions } from '../../jitter/playout-options.js';
import type { FeedbackSink } from '../feedback/feedback-sink.js';
import type { HeaderExtensionIds } from '../header-extension-ids.js';
import type { LipSync } from '../lip-sync/lip-sync.js';
import type { ReceiveFormat } from '../session-options.js';
import type { StreamOutput } from './stream-output.js';

export interface StreamReceiverContext {
  readonly formats: ReadonlyMap<number, ReceiveFormat>;
  /** How to play where the format does not say. */
  readonly playout: PlayoutOptions;
  readonly lipSync: LipSync;
  readonly extensions: HeaderExtensionIds;
  readonly outputs: { push(output: StreamOutput): void };
  readonly feedback: FeedbackSink;
  /** To the source, as far as it is known. */
  readonly roundTripMs: () => number | undefined;
  /** Called when the user has changed how it plays: when it is to play next may be another time. */
  readonly onChanged: () => void;
  /** When the first of the packets that made the source valid arrived. */
  readonly startedMs: number;
}
