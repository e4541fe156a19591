/** RTP payloads to frames: what every depayloader does, and the view of a packet that it takes. */

/** What a depayloader sees of a packet; the parsed RTP packet has this shape, so that no payload object is made. */
export interface PayloadView {
  readonly bytes: Uint8Array;
  /** First octet of the payload in `bytes`. */
  readonly payloadOffset: number;
  /** One past the last octet of the payload, padding excluded. */
  readonly payloadEnd: number;
  readonly sequenceNumber: number;
  /** The RTP timestamp, 32 bits. */
  readonly timestamp: number;
  readonly marker: boolean;
}

/** What every frame of every codec carries. */
export interface MediaFrame {
  /** The RTP timestamp, 32 bits, of the frame (of the first sample in it). */
  readonly timestamp: number;
  /** Whether nothing of the frame was lost on the way, as far as sequence numbers can tell. */
  readonly complete: boolean;
  /** Whether a decoder can start here; absent where it can anywhere, as in audio. */
  readonly keyFrame?: boolean;
}

/**
 * Turns payloads, in sequence order, into frames. Frames leave through the callback given at construction, none, one or
 * several for a packet. No payload throws: what cannot be used is counted in `statistics` under its reason.
 */
export interface Depayloader {
  push(packet: PayloadView): void;
  /** Packets are missing between the last one pushed and the next one. */
  gap(): void;
  /** The source has ended: hands out what is whole, drops what is not. */
  flush(): void;
  /** Ticks per second; `undefined` until the stream itself has told (Vorbis in-band configuration). */
  readonly clockRate: number | undefined;
  /** Frames of which something came and which could not be handed out. */
  readonly framesDropped: number;
  /** Payloads that do not parse: where there is nothing else, the source sends something else. */
  readonly payloadsRefused: number;
  /** Counters by name, all of them present from the start. */
  readonly statistics: Readonly<Record<string, number>>;
}
