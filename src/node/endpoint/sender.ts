/** Frames to the network: one outgoing stream of an endpoint. */

import type { EventEmitter } from 'node:events';
import type { OutgoingStream } from '../../session/outgoing/outgoing-stream.js';
import type { TimedFrame } from '../files/live-pace.js';
import type { Endpoint } from './endpoint.js';
import type { EndpointEvents } from './endpoint-events.js';

/** A frame as a reader yields it; the time may be left out. */
export type OutgoingFrame = Uint8Array | (Pick<TimedFrame, 'bytes'> & Partial<TimedFrame>);

export class Sender implements AsyncDisposable {
  readonly endpoint: Endpoint;
  /** The session's view of the stream: SSRC, payload type, statistics. */
  readonly stream: OutgoingStream;

  constructor(endpoint: Endpoint, stream: OutgoingStream) {
    this.endpoint = endpoint;
    this.stream = stream;
  }

  /** `report`, `rtcp-destination`, `problem`, … as they happen. */
  get events(): EventEmitter<EndpointEvents> {
    return this.endpoint.events;
  }

  /** Another, at an `ssrc-changed`, where another participant had drawn the same (RFC 3550 §8.2). */
  get ssrc(): number {
    return this.stream.ssrc;
  }

  /**
   * Sends one frame: an access unit of video, a packet of audio; waits only when the network takes less than it is given.
   * @param timestampTicks media time in clock-rate ticks from any origin; left out, that of the frame, or else the time of
   *   this call
   * @throws RtpkitError `ERR_RTPKIT_CLOSED` after `close`; TypeError or RangeError for a frame the codec cannot carry
   */
  send(frame: OutgoingFrame, timestampTicks?: number): Promise<void> {
    if (frame instanceof Uint8Array) return this.endpoint.send(this.stream, frame, timestampTicks);
    return this.endpoint.send(this.stream, frame.bytes, timestampTicks ?? frame.timestampTicks);
  }

  /** Sends what is held back, says BYE (RFC 3550 §6.6) and closes the endpoint. */
  close(reason?: string): Promise<void> {
    return this.endpoint.close(reason);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
