/** A Matroska file that grows: each frame is in it as soon as it has come. */

import { MatroskaWriter } from '../../formats/index.js';
import { openFileWriter, type FileWriter } from './file-writer.js';
import type { RecordedFrame, RecordedTrack, Recording } from './recording.js';

/** @param tracks how many tracks are to come */
export async function openMatroskaRecording(path: string, tracks: number): Promise<Recording> {
  return new MatroskaRecording(await openFileWriter(path), tracks);
}

class MatroskaRecording implements Recording {
  readonly #file: FileWriter;
  readonly #writer = new MatroskaWriter();
  readonly #expectsMore: boolean;
  #closing: Promise<void> | undefined;

  constructor(file: FileWriter, tracks: number) {
    this.#file = file;
    this.#expectsMore = tracks > 1;
  }

  addTrack(track: RecordedTrack): boolean {
    const writes = this.#writer.addTrack(track, this.#expectsMore);
    if (writes !== undefined) void this.#file.write(writes);
    return writes !== undefined;
  }

  write(trackNumber: number, frame: RecordedFrame): Promise<void> {
    return this.#file.write(this.#writer.push(trackNumber, frame));
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    void this.#file.write(this.#writer.end());
    await this.#file.close();
  }
}
