/** A device or a file behind a native program that encodes it; a device is opened again when its program fails. */

import { RtpkitError } from '../../errors.js';
import { Child } from '../children/child.js';
import type { ChildCommand } from '../children/child-command.js';
import { ChildSource } from '../children/child-source.js';
import { restarted, type RestartedOptions } from '../children/restarted.js';
import type { TimedFrame } from '../files/live-pace.js';
import type { MediaSource } from '../media-source.js';
import { reasonOf } from '../system/reason-of.js';
import { stoppedBy } from './stopped-by.js';

export interface CapturedSourceParts extends Pick<MediaSource, 'codec' | 'clockRate' | 'name' | 'captureDelayMs'> {
  readonly command: ChildCommand;
  /** Reads what one run writes. */
  readonly read: (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<TimedFrame>;
  readonly restarts: RestartedOptions;
  /** What to try when it does not work, told why; `undefined` where the reason says it. */
  readonly adviceOn?: (reason: string) => Promise<string | undefined>;
}

export class CapturedSource implements MediaSource {
  readonly codec: MediaSource['codec'];
  readonly clockRate: number;
  readonly name: string;
  readonly captureDelayMs: number;
  readonly #command: ChildCommand;
  readonly #adviceOn: CapturedSourceParts['adviceOn'];
  readonly #read: CapturedSourceParts['read'];
  readonly #runs: AsyncGenerator<TimedFrame, void, undefined>;
  readonly #stopping = new AbortController();
  #child: Child | undefined;
  #first: TimedFrame | undefined;

  private constructor(parts: CapturedSourceParts) {
    const { codec, clockRate, name, captureDelayMs, command, adviceOn, read, restarts } = parts;
    this.codec = codec;
    this.clockRate = clockRate;
    this.name = name;
    this.captureDelayMs = captureDelayMs;
    this.#command = command;
    this.#adviceOn = adviceOn;
    this.#read = read;
    this.#runs = restarted(() => this.#run(), { ...restarts, signal: this.#stopping.signal });
  }

  /**
   * Starts the program and waits for its first frame, or for `signal`.
   * @throws RtpkitError `ERR_RTPKIT_CHILD_PROCESS` when there is none
   */
  static async open(parts: CapturedSourceParts, signal: AbortSignal | undefined): Promise<CapturedSource> {
    signal?.throwIfAborted();
    const source = stoppedBy(signal, new CapturedSource(parts));
    await source.#begin();
    return source;
  }

  get frames(): AsyncIterable<TimedFrame> {
    return this.#frames();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#child?.stop();
  }

  async #begin(): Promise<void> {
    try {
      const { value } = await this.#runs.next();
      if (value === undefined && !this.#stopping.signal.aborted) throw new Error('nothing came of it');
      this.#first = value ?? undefined;
    } catch (cause) {
      const reason = reasonOf(cause);
      const advice = await this.#adviceOn?.(reason);
      const message = `${this.name}, cannot be used: ${reason}${advice === undefined ? '' : `\n${advice}`}`;
      throw new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', message, { cause });
    }
  }

  async *#frames(): AsyncGenerator<TimedFrame, void, undefined> {
    try {
      if (this.#first !== undefined) yield this.#first;
      this.#first = undefined;
      yield* this.#runs;
    } finally {
      await this.stop();
    }
  }

  async *#run(): AsyncGenerator<TimedFrame, void, undefined> {
    if (this.#stopping.signal.aborted) return;
    this.#child = new Child(this.#command);
    yield* this.#read(new ChildSource(this.#child));
  }
}
