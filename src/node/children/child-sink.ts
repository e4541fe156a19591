/** The stdin of a child process as a sink of bytes: native decoders, windows and loudspeakers stay outside, behind pipes. */

import type { Child } from './child.js';
import { childError, type ChildEnd } from './child-end.js';
import { settlesWithin } from './settles-within.js';

export interface ChildSinkOptions {
  /** How much may wait behind a child that does not read, in octets; default 1 MiB. Beside it, the pipe itself holds some. */
  readonly mostWaitingOctets?: number;
}

/**
 * The pipe is a pair of local sockets, which holds up to 200 KB or, of small writes, 278 (measured on Linux: 27 KB in writes of
 * 100 octets, 130 KB in writes of 1400): of Vorbis packets written one by one, up to 6 s.
 */
export class ChildSink {
  readonly child: Child;
  readonly #mostWaitingOctets: number;
  #ending: Promise<ChildEnd> | undefined;

  /** @param child one whose stdin is a pipe that nobody else writes to */
  constructor(child: Child, { mostWaitingOctets = 1 << 20 }: ChildSinkOptions = {}) {
    this.child = child;
    this.#mostWaitingOctets = mostWaitingOctets;
  }

  /** False once the child has ended, does not want more, or `end` was called. */
  get open(): boolean {
    return this.child.stdin?.writable === true && this.child.running;
  }

  /** Octets that the pipe has not taken; 0 while the child keeps up. */
  get waitingOctets(): number {
    return this.child.stdin?.writableLength ?? 0;
  }

  /**
   * Takes all of it or nothing, without a copy: the bytes are not to change until they are `drained`.
   * @returns false when nothing was taken, since the sink is not `open`, or too much waits
   */
  write(bytes: Uint8Array): boolean {
    if (!this.open || this.waitingOctets + bytes.length > this.#mostWaitingOctets) return false;
    this.child.stdin!.write(bytes);
    return true;
  }

  /** Resolves when the pipe has taken all that waits, or never will. */
  async drained(): Promise<void> {
    const { stdin } = this.child;
    if (stdin === undefined || stdin.writableLength === 0) return;
    await new Promise<void>((resolve) => stdin.write(NOTHING, () => resolve()));
  }

  /**
   * Ends the child's input and waits until it has finished with it; one that has not after `patienceMs` is stopped, which is a
   * `failure`. Again: the same.
   */
  end(patienceMs = 5000): Promise<ChildEnd> {
    this.#ending ??= this.#finish(patienceMs);
    return this.#ending;
  }

  async #finish(patienceMs: number): Promise<ChildEnd> {
    const { child } = this;
    child.stdin?.end();
    if (child.stopping || (await settlesWithin(child.ended, patienceMs))) return child.stop();
    const end = await child.stop();
    const predicate = `did not end within ${patienceMs / 1000} s of the end of its input`;
    return { ...end, failure: childError(child.command, predicate, end.complaint) };
  }
}

/** A write of it calls back after those before it. */
const NOTHING = new Uint8Array(0);
