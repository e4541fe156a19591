/** Everything that a stream says while it is received; a session passes it on among its own outputs. */

import type { NtpTimestamp } from '../../clock/ntp-timestamp.js';
import type { GapCause } from '../../jitter/gap.js';
import type { Resync } from '../../jitter/resync.js';
import type { MediaFrame } from '../../payloaders/depayloader.js';
import type { IncomingStream } from './incoming-stream.js';
import type { KeyFrameReason } from './recovery.js';

/** What a stream says, in the order in which it happened. */
export type StreamOutput =
  FrameReceived | GapFound | KeyFrameWanted | StreamRestarted | StreamResynchronized | StreamEnded;

/** Nothing more will come of a stream; its last frame was handed out before. */
export interface StreamEnded {
  readonly type: 'end';
  readonly stream: IncomingStream;
  /**
   * `goodbye`: the source has said so; `restart`: its successor speaks; `timeout`: it fell silent; `eviction`: for a new source;
   * `close`: the session ends.
   */
  readonly cause: EndCause;
}

export type EndCause = 'goodbye' | 'restart' | 'timeout' | 'eviction' | 'close';

export interface FrameReceived {
  readonly type: 'frame';
  readonly stream: IncomingStream;
  readonly frame: MediaFrame;
  /** As it was sent, 32 bits; the frame's own `timestamp`. */
  readonly rtpTimestamp: number;
  /** The same in ticks that do not wrap: media time, stepping back where B-frames do. */
  readonly mediaTicks: number;
  /** When it was captured, on the sender's wall clock; `undefined` until the sender has reported (RFC 3550 §6.4.1). */
  readonly captureNtp: NtpTimestamp | undefined;
  /** When the packet that completed the frame arrived, in ms of the session's clock. */
  readonly arrivalMs: number;
  /** When the jitter buffer let that packet go; never decreases from frame to frame. */
  readonly releaseMs: number;
  /** When to present the frame: follows the RTP timestamp, aligned with the other streams of its CNAME. */
  readonly presentationMs: number;
}

/** One run of packets that did not come in time. */
export interface GapFound {
  readonly type: 'gap';
  readonly stream: IncomingStream;
  /** The first missing sequence number, 16 bits. */
  readonly sequenceNumber: number;
  /** How many follow each other. */
  readonly count: number;
  /** The RTP timestamp to expect of the first, 32 bits. */
  readonly timestamp: number;
  /** The media time of all of them, in milliseconds; 0 within one frame, and while the clock rate is unknown. */
  readonly durationMs: number;
  readonly cause: GapCause;
}

/** The tie between the stream's media time and the session's clock has broken and was made anew: nothing is missing for it. */
export interface StreamResynchronized extends Resync {
  readonly type: 'resync';
  readonly stream: IncomingStream;
}

/** What was received goes on from another beginning; nobody knows whether anything is missing. */
export interface StreamRestarted {
  readonly type: 'restart';
  /** The stream that goes on. */
  readonly stream: IncomingStream;
  /** The SSRC of the stream that it goes on with: where the sequence began anew, its own. */
  readonly previousSsrc: number;
  /** `sequence`: the sequence numbers of the stream began anew; `source`: the sender is back as another source. */
  readonly cause: 'sequence' | 'source';
}

/** A key frame is wanted, of the source that sends the stream: what comes cannot be decoded faithfully without. */
export interface KeyFrameWanted {
  readonly type: 'key-frame-wanted';
  readonly stream: IncomingStream;
  readonly reason: KeyFrameReason;
}
