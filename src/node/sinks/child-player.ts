/** A child process that shows or plays frames as it gets them, started again when it fails. */

import { RtpkitError } from '../../errors.js';
import type { MediaFrame } from '../../payloaders/depayloader.js';
import { Child } from '../children/child.js';
import type { ChildCommand } from '../children/child-command.js';
import type { ChildEnd } from '../children/child-end.js';
import { ChildSink } from '../children/child-sink.js';
import { RestartPolicy, type RestartOptions } from '../children/restart-policy.js';
import type { Restart } from '../children/restarted.js';
import { monotonicNow } from '../system/system-clock.js';
import { DecodableStart } from './decodable-start.js';
import { LONGEST_FRAME, type Feed } from './feed.js';
import { SinkEnd } from './sink-end.js';

export interface PlayerOptions {
  /** How a child that fails is started again. */
  readonly restart?: RestartOptions;
  /** A child has failed, and will be started again. */
  readonly onRestart?: (restart: Restart) => void;
  /** Frames are left out until one comes at which a decoder can start. */
  readonly onKeyFrameWanted?: () => void;
}

/** What a player does. */
export interface Performance<Frame extends MediaFrame> {
  readonly command: ChildCommand;
  /** For each run of the command. */
  readonly createFeed: () => Feed<Frame>;
  /** With so many octets behind a full pipe it has fallen behind; default 1 MiB, which is the key frame of a large picture. */
  readonly mostWaitingOctets?: number;
  /**
   * Whether it is to begin anew when it has fallen behind: a player that hears all in its own time keeps what waits as delay for
   * ever. Default: what it is too slow for is left out.
   */
  readonly beginsAnew?: boolean;
  /** What it complains of when its user has closed it. */
  readonly closedByUser?: RegExp;
  /** What to do when it cannot be used, told why; `undefined` where the reason says it. */
  readonly adviceOn?: (reason: string) => Promise<string | undefined>;
  /** For each run, what takes what it writes to stdout; left out, that is ignored. */
  readonly createOutput?: () => (chunk: Uint8Array) => void;
}

/** A child that could not open its device has ended by then, whatever it was given. */
const WORKS_AFTER_MS = 1500;

interface Run<Frame extends MediaFrame> {
  readonly sink: ChildSink;
  readonly feed: Feed<Frame>;
  readonly startedMs: number;
  readonly start: DecodableStart;
  fellBehind: boolean;
}

export class ChildPlayer<Frame extends MediaFrame> {
  readonly #performance: Performance<Frame>;
  readonly #mostWaitingOctets: number;
  readonly #options: PlayerOptions;
  readonly #policy: RestartPolicy;
  #run: Run<Frame> | undefined;
  #restarts = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #framesDropped = 0;
  readonly #end = new SinkEnd();
  #closing: Promise<void> | undefined;

  /** Starts the program. */
  constructor(performance: Performance<Frame>, options: PlayerOptions = {}) {
    this.#performance = performance;
    this.#mostWaitingOctets = performance.mostWaitingOctets ?? 1 << 20;
    this.#options = options;
    this.#policy = new RestartPolicy(options.restart);
    this.#start();
  }

  get framesDropped(): number {
    return this.#framesDropped;
  }

  /** Why nothing will be played any more: `ERR_RTPKIT_CLOSED` when its user has closed it. */
  get failure(): RtpkitError | undefined {
    return this.#end.reason;
  }

  /** Resolves with `failure` as soon as there is one. */
  get ended(): Promise<RtpkitError> {
    return this.#end.ended;
  }

  /** Hands a frame to the program, or leaves it out where that is too far behind, or just not there. */
  play(frame: Frame, presentationMs: number): void {
    if (!this.#take(frame, presentationMs)) this.#framesDropped++;
  }

  /** Ends the program in order, once it has played what it was given. Again: the same. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #take(frame: Frame, presentationMs: number): boolean {
    const run = this.#run;
    if (run === undefined) return false;
    if (!run.start.admits(frame)) return false;
    if (run.sink.waitingOctets > this.#mostWaitingOctets) return this.#leaveOut(run, frame);
    return run.sink.write(run.feed.octetsOf(frame, presentationMs));
  }

  #leaveOut(run: Run<Frame>, frame: Frame): false {
    if (this.#performance.beginsAnew === true) {
      run.fellBehind = true;
      run.sink.child.kill();
    } else if (frame.keyFrame !== undefined) {
      run.start.again();
      this.#options.onKeyFrameWanted?.();
    }
    return false;
  }

  #start(): void {
    const { command, createFeed, createOutput } = this.#performance;
    const child = new Child(command, { stdin: 'pipe', stdout: createOutput === undefined ? 'ignore' : 'pipe' });
    if (createOutput !== undefined) child.stdout?.on('data', createOutput());
    const sink = new ChildSink(child, { mostWaitingOctets: this.#mostWaitingOctets + LONGEST_FRAME });
    const startedMs = monotonicNow();
    const run = { sink, feed: createFeed(), startedMs, start: new DecodableStart(), fellBehind: false };
    this.#run = run;
    void child.ended.then((end) => this.#ended(run, end));
  }

  #ended({ startedMs, fellBehind }: Run<Frame>, end: ChildEnd): void {
    this.#run = undefined;
    if (this.#closing !== undefined) return;
    const { program } = this.#performance.command;
    if (this.#isUsersEnd(end)) {
      this.#end.tell(new RtpkitError('ERR_RTPKIT_CLOSED', `the window of ${program} was closed`));
      return;
    }
    const predicate = fellBehind ? 'has fallen too far behind' : 'ended by itself';
    const failure = end.failure ?? new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', `${program} ${predicate}`);
    const ranMs = monotonicNow() - startedMs;
    const delayMs = this.#policy.delayAfter(ranMs, ranMs >= WORKS_AFTER_MS);
    if (delayMs === undefined) {
      void this.#giveUp(failure);
      return;
    }
    this.#restarts++;
    this.#options.onRestart?.({ run: this.#restarts, failure, delayMs });
    this.#restartTimer = setTimeout(() => this.#restart(), delayMs);
  }

  async #giveUp(failure: RtpkitError): Promise<void> {
    const advice = await this.#performance.adviceOn?.(failure.message);
    const { code, message } = failure;
    this.#end.tell(advice === undefined ? failure : new RtpkitError(code, `${message}\n${advice}`, { cause: failure }));
  }

  #isUsersEnd({ failure, complaint }: ChildEnd): boolean {
    const { closedByUser } = this.#performance;
    return closedByUser !== undefined && (failure === undefined || closedByUser.test(complaint));
  }

  #restart(): void {
    this.#start();
    this.#options.onKeyFrameWanted?.();
  }

  async #close(): Promise<void> {
    clearTimeout(this.#restartTimer);
    const run = this.#run;
    if (run === undefined) return;
    run.sink.write(run.feed.end());
    await run.sink.end();
  }
}
