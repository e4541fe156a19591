/** Vorbis packets with their times out of an Ogg file or pipe, ready to be sent (RFC 5334). */

import { RtpkitError } from '../../errors.js';
import { OggVorbisReader, type OggVorbisPacket } from '../../formats/index.js';
import type { VorbisConfiguration } from '../../payloaders/vorbis/index.js';
import { inputName, readChunks, type ByteInput } from './byte-input.js';

export interface OggVorbisInput {
  /** Of the first stream; its `sampleRate` is the clock rate of the RTP stream. */
  readonly configuration: VorbisConfiguration;
  /** Header packets first; all of them may be sent as they come. */
  readonly packets: AsyncIterable<OggVorbisPacket>;
}

/**
 * Reads the headers and leaves the packets to be iterated, each as soon as its page is whole.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when the input cannot be read or holds no Vorbis
 */
export async function openOggVorbis(input: ByteInput): Promise<OggVorbisInput> {
  const packets = readPackets(input);
  const first = await packets.next();
  if (first.done === true) {
    throw new RtpkitError('ERR_RTPKIT_FILE', `${inputName(input)} holds no Ogg Vorbis stream`);
  }
  return { configuration: first.value.configuration, packets: prepend(first.value, packets) };
}

async function* readPackets(input: ByteInput): AsyncGenerator<OggVorbisPacket, void, undefined> {
  const reader = new OggVorbisReader();
  for await (const chunk of readChunks(input)) yield* reader.push(chunk);
}

async function* prepend<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  yield first;
  yield* rest;
}
