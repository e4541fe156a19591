/** Access units of H.264 out of a file or a live pipe, ready to be sent (ISO 14496-10 Annex B). */

import { AnnexBReader, type AnnexBAccessUnit } from '../../formats/index.js';
import { readChunks, type ByteInput } from './byte-input.js';

export interface AnnexBInputOptions {
  /**
   * The program at the other end writes one access unit at a time, as GStreamer's fdsink does with `alignment=au`: each comes
   * out at once. Default false: it comes out when the next one begins, one frame later.
   */
  readonly unitPerWrite?: boolean;
}

/** What one read of a pipe returns at the most: a chunk of this length is not known to end a write. */
const LONGEST_READ = 65_536;

/**
 * The access units of an input, each as soon as it is known to be whole.
 * @throws RtpkitError `ERR_RTPKIT_FILE` when a file cannot be read
 */
export async function* readAccessUnits(
  input: ByteInput,
  options: AnnexBInputOptions = {},
): AsyncGenerator<AnnexBAccessUnit, void, undefined> {
  const reader = new AnnexBReader();
  for await (const chunk of readChunks(input)) {
    yield* reader.push(chunk);
    if (options.unitPerWrite === true && chunk.length < LONGEST_READ) yield* reader.endOfWrite();
  }
  yield* reader.flush();
}
