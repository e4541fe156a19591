/** One running program: started without a shell, ended in order, and never left behind. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { ChildCommand } from './child-command.js';
import { childError, notStarted, type ChildEnd } from './child-end.js';
import { addRunning, removeRunning } from './running-children.js';
import { StderrTail } from './stderr-tail.js';
import { settlesWithin } from './settles-within.js';

export interface ChildPipes {
  /** Default `ignore`: nothing to read. */
  readonly stdin?: 'pipe' | 'ignore';
  /** Default `pipe`; `inherit`: it goes where ours goes. */
  readonly stdout?: 'pipe' | 'ignore' | 'inherit';
}

/**
 * How a child is asked to end, and for how long in milliseconds: SIGINT, at which `gst-launch-1.0 -e` and `ffmpeg` finish their
 * files, then what it may not overhear, then what it cannot.
 */
const STOP_ORDER = [
  ['SIGINT', 2000],
  ['SIGTERM', 1000],
  ['SIGKILL', 1000],
] as const;

/** For how long, in milliseconds, pipes may stay open that somebody else holds, once the child has ended. */
const PIPE_PATIENCE_MS = 500;

/**
 * A group of its own: a Ctrl-C in the terminal, which reaches all of the foreground group, must not reach children a second time
 * past us (`gst-launch-1.0 -e` leaves its file unfinished at the second SIGINT), and what a child starts ends with it.
 */
const OWN_GROUP = process.platform !== 'win32';

/** What programs complain of is found by its words; numbers, dates and characters stay those of the locale. */
const ENGLISH = 'en';

export class Child {
  readonly command: ChildCommand;
  /**
   * Resolves when it runs.
   * @throws RtpkitError `ERR_RTPKIT_CHILD_PROCESS` when it cannot be started, with what to install
   */
  readonly started: Promise<void>;
  /** Resolves when it has ended, or could not be started; never rejects. What it wrote to stdout may still wait to be read. */
  readonly ended: Promise<ChildEnd>;
  readonly #process: ChildProcess;
  readonly #complaint = new StderrTail();
  #end: ChildEnd | undefined;
  #asked = false;
  #stopping: Promise<ChildEnd> | undefined;

  /** Starts it. */
  constructor(command: ChildCommand, { stdin = 'ignore', stdout = 'pipe' }: ChildPipes = {}) {
    this.command = command;
    this.#process = spawn(command.program, command.args, {
      stdio: [stdin, stdout, 'pipe'],
      env: { ...process.env, LANGUAGE: ENGLISH, ...command.env },
      detached: OWN_GROUP,
      windowsHide: true,
    });
    this.ended = this.#watch();
    this.started = once(this.#process, 'spawn').then(
      () => undefined,
      (cause: unknown) => Promise.reject(notStarted(command, cause).failure!),
    );
    this.started.catch(() => undefined); // Told by `ended` too, to those who do not wait for the start.
  }

  /** `undefined` when it could not be started. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  get running(): boolean {
    return this.#end === undefined;
  }

  /** That it ends is what somebody wants. */
  get stopping(): boolean {
    return this.#asked;
  }

  /** `undefined` unless it is a pipe. */
  get stdin(): Writable | undefined {
    return this.#process.stdin ?? undefined;
  }

  /** `undefined` unless it is a pipe. */
  get stdout(): Readable | undefined {
    return this.#process.stdout ?? undefined;
  }

  /**
   * Ends it in order, by force after 3 s; again: the same. Resolves when no process and no pipe of it is left. What it writes
   * until then can be read, by whoever reads without a pause.
   */
  stop(): Promise<ChildEnd> {
    this.#stopping ??= this.#stopInOrder();
    return this.#stopping;
  }

  /** Ends it at once. */
  kill(): void {
    this.#asked = true;
    if (this.running) this.#signal('SIGKILL');
  }

  async #watch(): Promise<ChildEnd> {
    const { stdin, stderr } = this.#process;
    addRunning(this);
    stdin?.on('error', () => undefined); // EPIPE: that it ended is told by `ended`.
    stderr?.on('data', (chunk: Uint8Array) => this.#complaint.push(chunk));
    try {
      const [code, signal] = (await once(this.#process, 'exit')) as [number | null, NodeJS.Signals | null];
      this.#signal('SIGKILL'); // What it had started and left behind.
      if (stderr?.closed === false) await settlesWithin(once(stderr, 'close'), PIPE_PATIENCE_MS);
      this.#end = this.#endOf(code, signal);
    } catch (cause) {
      this.#end = notStarted(this.command, cause);
    }
    stderr?.destroy();
    removeRunning(this);
    return this.#end;
  }

  #endOf(code: number | null, signal: NodeJS.Signals | null): ChildEnd {
    const complaint = this.#complaint.toString();
    const inOrder = code === 0 || this.#asked;
    const failure = inOrder ? undefined : childError(this.command, `ended with ${code ?? signal}`, complaint);
    return { code, signal, complaint, failure };
  }

  async #stopInOrder(): Promise<ChildEnd> {
    this.#asked = true;
    for (const [signal, patienceMs] of STOP_ORDER) {
      if (this.running) this.#signal(signal);
      if (await settlesWithin(this.ended, patienceMs)) break;
    }
    const end = await this.ended;
    const { stdout } = this;
    if (stdout?.closed === false) await settlesWithin(once(stdout, 'close'), PIPE_PATIENCE_MS);
    stdout?.destroy();
    return end;
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      if (OWN_GROUP) process.kill(-pid, signal);
      else this.#process.kill(signal);
    } catch {
      // Nobody of the group is left.
    }
  }
}
