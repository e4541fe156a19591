/** The file that several streams are recorded into, and the ones that follow it. */

import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import type { Recording } from './recording.js';
import { RecordingClock } from './recording-clock.js';

/** More files come of nothing but a stream that is meant to fill the disk, or to keep it busy. */
const MOST_PARTS = 100;

/** A file, with the time that its frames count from. */
export interface RecordedPart {
  readonly recording: Recording;
  readonly clock: RecordingClock;
}

export class Recorder {
  readonly path: string;
  readonly #open: (path: string) => Promise<Recording>;
  readonly #users = new Set<object>();
  #part: RecordedPart | undefined;
  #opening: Promise<RecordedPart>;
  #parts = 1;

  /** @param open opens the files that follow the first, which is open already */
  constructor(path: string, open: (path: string) => Promise<Recording>, first: Recording) {
    this.path = path;
    this.#open = open;
    this.#part = { recording: first, clock: new RecordingClock() };
    this.#opening = Promise.resolve(this.#part);
  }

  /** The file that is written now, `undefined` while the next one is being opened. */
  get part(): RecordedPart | undefined {
    return this.#part;
  }

  /** @throws RtpkitError `ERR_RTPKIT_FILE` when the next file cannot be written */
  opened(): Promise<RecordedPart> {
    return this.#opening;
  }

  /** Whoever writes into the files; the last one to leave closes them. */
  join(user: object): void {
    this.#users.add(user);
  }

  async leave(user: object): Promise<void> {
    if (!this.#users.delete(user) || this.#users.size > 0) return;
    const { recording } = await this.#opening;
    await recording.close();
  }

  /** Whether no file may follow. */
  get isLast(): boolean {
    return this.#parts >= MOST_PARTS;
  }

  /** Ends the file and begins the next, under the first name that is free: `name-2.mkv`, `name-3.mkv`, … */
  nextPart(): Promise<RecordedPart> {
    const last = this.#opening;
    this.#part = undefined;
    this.#parts++;
    this.#opening = this.#follow(last);
    this.#opening.catch(() => undefined); // Told to whoever writes next.
    return this.#opening;
  }

  async #follow(last: Promise<RecordedPart>): Promise<RecordedPart> {
    await (await last).recording.close();
    this.#part = { recording: await this.#open(this.#freePath()), clock: new RecordingClock() };
    return this.#part;
  }

  /** Nobody has asked for a file of that name to be written over. */
  #freePath(): string {
    const ending = extname(this.path);
    const name = this.path.slice(0, -ending.length);
    let number = 2;
    while (existsSync(`${name}-${number}${ending}`)) number++;
    return `${name}-${number}${ending}`;
  }
}
