import type * as fc from 'fast-check';
import type { MediaFrame } from '../../src/payloaders/depayloader.js';

/** A frame on its way into a payloader. */
export interface SampleFrame {
  readonly bytes: Uint8Array;
  readonly timestampTicks: number;
}

/** What the contract test needs to know about a codec: streams to send, and what frames are made of. */
export interface CodecSample {
  /** Octets of payload below which the codec cannot work. */
  readonly leastRoom: number;
  /** Options under which a payloader sends the frames and nothing that was not pushed. */
  readonly payloaderOptions: object;
  streams(room: number): fc.Arbitrary<SampleFrame[]>;
  /** The pieces of a sent frame that may arrive one without the other (NAL units), or the frame itself. */
  partsSent(frame: Uint8Array): Uint8Array[];
  partsReceived(frame: MediaFrame): Uint8Array[];
}
