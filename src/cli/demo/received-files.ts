/** The received elementary streams as files that any player opens: Annex B and Ogg. */

import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { OggVorbisWriter, RtpkitError, type AccessUnit, type VorbisPacket } from '../../node/index.js';
import { reasonOf } from '../../node/reason-of.js';

/** Opens a file for writing, and makes its directory where there is none. */
function openForWriting(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'w');
  } catch (cause) {
    throw new RtpkitError('ERR_RTPKIT_FILE', `${path} cannot be written: ${reasonOf(cause)}`, { cause });
  }
}

export class AnnexBFile {
  readonly #file: number;

  /** @throws RtpkitError `ERR_RTPKIT_FILE` when the file cannot be written */
  constructor(path: string) {
    this.#file = openForWriting(path);
  }

  write(unit: AccessUnit): void {
    writeSync(this.#file, unit.toAnnexB());
  }

  close(): void {
    closeSync(this.#file);
  }
}

export class OggVorbisFile {
  readonly #file: number;
  readonly #writer = new OggVorbisWriter();

  /** @throws RtpkitError `ERR_RTPKIT_FILE` when the file cannot be written */
  constructor(path: string) {
    this.#file = openForWriting(path);
  }

  write(packet: VorbisPacket): void {
    this.#writePages(this.#writer.push(packet));
  }

  close(): void {
    this.#writePages(this.#writer.end());
    closeSync(this.#file);
  }

  #writePages(pages: readonly Uint8Array[]): void {
    for (const page of pages) writeSync(this.#file, page);
  }
}
