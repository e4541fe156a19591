/** The packets of a track in decoding order; what goes wrong on the way is an error that names the file. */

import { RtpkitError } from '../../errors.js';
import { reasonOf } from '../system/reason-of.js';
import type { EncodedPacket, InputTrack, Mediabunny } from './mediabunny.js';

/** Iterated any number of times, from the start. */
export class TrackPackets implements AsyncIterable<EncodedPacket> {
  readonly path: string;
  /** How much later the track begins than the first of the file. */
  readonly startMs: number;
  readonly #open: () => AsyncIterable<EncodedPacket>;

  constructor({ EncodedPacketSink }: Mediabunny, path: string, track: InputTrack, startMs: number) {
    this.path = path;
    this.startMs = startMs;
    this.#open = () => new EncodedPacketSink(track).packets();
  }

  /** @throws RtpkitError `ERR_RTPKIT_FILE` where the file is damaged */
  async *[Symbol.asyncIterator](): AsyncGenerator<EncodedPacket, void, undefined> {
    try {
      yield* this.#open();
    } catch (cause) {
      throw damaged(this.path, cause);
    }
  }
}

export function damaged(path: string, cause: unknown): RtpkitError {
  return new RtpkitError('ERR_RTPKIT_FILE', `${path} is damaged, or not a media file: ${reasonOf(cause)}`, { cause });
}

/** A description of a decoder as octets; none where there is none. */
export function bytesOf(source: ArrayBufferLike | ArrayBufferView | undefined): Uint8Array {
  if (source === undefined) return new Uint8Array(0);
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}
