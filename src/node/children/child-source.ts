/** The stdout of a child process as a source of bytes: native encoders and devices stay outside, behind pipes. */

import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { RtpkitError } from '../../errors.js';
import { Child } from './child.js';
import type { ChildCommand } from './child-command.js';
import { childError } from './child-end.js';
import { endHeldPipe } from './held-pipe.js';
import { settlesWithin } from './settles-within.js';

/** For how long, in milliseconds, a child may go on behind the end of its output: it has a file or a device to close. */
const END_PATIENCE_MS = 3000;
/** How long, in milliseconds, nothing comes out of the pipe of a child that has ended until it is somebody else's. */
const HELD_PIPE_PATIENCE_MS = 500;

/** Read by one reader, once. A child that is not read stands still at a full pipe, about 200 KB later. */
export class ChildSource implements AsyncIterable<Uint8Array> {
  readonly child: Child;
  /**
   * Resolves when the first octets have come.
   * @throws RtpkitError `ERR_RTPKIT_CHILD_PROCESS` when it ended without any
   */
  readonly ready: Promise<void>;

  /** @param child one whose stdout is a pipe that nobody else reads */
  constructor(child: Child) {
    this.child = child;
    this.ready = this.#firstOctets();
    this.ready.catch(() => undefined); // Told at the end of the iteration too, to those who do not wait for it.
  }

  /**
   * What the child writes, as it comes. Who leaves early stops it in order.
   * @throws RtpkitError `ERR_RTPKIT_CHILD_PROCESS` when it could not be started, or failed, with the end of its stderr
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    const { child } = this;
    try {
      yield* this.#octets();
      const failure = await this.#failure();
      if (failure !== undefined) throw failure;
    } finally {
      child.stdout?.removeAllListeners('readable').resume();
      await child.stop();
    }
  }

  async *#octets(): AsyncGenerator<Uint8Array, void, undefined> {
    const { child } = this;
    if (child.stdout === undefined) return;
    void child.ended.then(() => endHeldPipe(child.stdout as Socket, HELD_PIPE_PATIENCE_MS));
    try {
      // The pipe stays open for who leaves: what is on its way is let through, or the child would fail at it.
      yield* child.stdout.iterator({ destroyOnReturn: false });
    } catch (cause) {
      if (!child.stopping) throw cause;
    }
  }

  /** Behind the end of its output: why the child ended, or that it does not. */
  async #failure(): Promise<RtpkitError | undefined> {
    const { child } = this;
    if (child.stopping || (await settlesWithin(child.ended, END_PATIENCE_MS)) || child.stopping) {
      return (await child.ended).failure;
    }
    const { complaint } = await child.stop();
    return childError(child.command, 'has closed its output, and runs on', complaint);
  }

  async #firstOctets(): Promise<void> {
    const { stdout, ended, command } = this.child;
    if (stdout !== undefined && (await hasOctets(stdout))) return;
    const { failure, complaint } = await ended;
    throw failure ?? childError(command, 'ended without any output', complaint);
  }
}

/**
 * Whether anything comes out of a pipe. The listener stays: while there is one, Node.js keeps what was written before the child
 * ended, even if it is read long after.
 */
function hasOctets(pipe: Readable): Promise<boolean> {
  return new Promise((resolve) => {
    pipe.on('readable', () => resolve(pipe.readableLength > 0)); // 0 at the end of the pipe.
    pipe.once('close', () => resolve(false));
  });
}

/**
 * Starts the program at the first read and yields what it writes. Who stops reading ends it with SIGINT, at which
 * `gst-launch-1.0` and `ffmpeg` finish in order.
 * @throws RtpkitError `ERR_RTPKIT_CHILD_PROCESS` when it cannot be started, or fails; with the end of its stderr
 */
export async function* readChildOutput(command: ChildCommand): AsyncGenerator<Uint8Array, void, undefined> {
  yield* new ChildSource(new Child(command));
}
