/** Frame to RTP payloads: what every payloader does, and the room in packets that it writes into. */

import type { FormatParameters } from './format-parameters.js';

/**
 * Where payloads go. A payloader reserves room behind space kept for the RTP header, writes its octets there and commits:
 * one copy, one contiguous packet. Nothing exists before `commit`; to abandon a room is not to commit it.
 */
export interface PacketSink {
  /** The slab that holds the open room; may be another one after each `reserve`. */
  readonly bytes: Uint8Array;
  /** The most octets a payload may have: the MTU less the RTP header and whatever else travels in the packet. */
  readonly maxPayloadLength: number;
  /** Opens a room of `length` octets (at most `maxPayloadLength`) and returns its offset in `bytes`; at most one is open. */
  reserve(length: number): number;
  /**
   * Makes the packet from the first `length` octets of the open room.
   * @param timestampTicks the media time of the payload's first frame, in clock-rate ticks, not yet wrapped
   * @param marker the marker bit (RFC 3550 §5.1)
   */
  commit(length: number, timestampTicks: number, marker: boolean): void;
}

/** Turns frames of one codec into payloads. Wrong frames throw before anything of them is committed. */
export interface Payloader {
  /**
   * Sends one frame: an access unit of video, a packet of audio.
   * @param timestampTicks media time in clock-rate ticks from any origin, integer, not wrapped
   * @throws RangeError when the frame cannot be carried within `maxPayloadLength`
   */
  push(frame: Uint8Array, timestampTicks: number): void;
  /** Commits what a bundling payloader still holds. */
  flush(): void;
  /** Whether frames are held back for bundling; the session then calls `flush` once `maxBundleMs` have passed. */
  readonly pending: boolean;
  /** How long, in milliseconds, the first frame of a bundle may wait; 0 where nothing is ever held. */
  readonly maxBundleMs: number;
  /** The `a=fmtp` parameters that describe the stream, as far as options and frames have told; a value, made anew. */
  readonly formatParameters: FormatParameters;
  /** Audio channels, as far as they are known. */
  readonly channels: number | undefined;
}
