/** A child process that shows or plays frames as it gets them, started again when it fails. */

import { RtpkitError } from '../../errors.js';
import type { MediaFrame } from '../../payloaders/depayloader.js';
import { Child } from '../children/child.js';
import type { ChildCommand } from '../children/child-command.js';
import type { ChildEnd } from '../children/child-end.js';
import { ChildSink } from '../children/child-sink.js';
import { RestartPolicy, type RestartOptions } from '../children/restart-policy.js';
import type { Restart } from '../children/restarted.js';
import { monotonicNow } from '../system-clock.js';
import type { Feed } from './feed.js';

export interface PlayerOptions {
  /** How a child that fails is started again. */
  readonly restart?: RestartOptions;
  /** A child has failed, and will be started again. */
  readonly onRestart?: (restart: Restart) => void;
  /** Frames are left out until a decoder can start again. */
  readonly onKeyFrameWanted?: () => void;
  /** For each run of the child: what takes its stdout; left out, that goes nowhere. */
  readonly createOutput?: () => (chunk: Uint8Array) => void;
}

/** With so much behind a full pipe the child has fallen behind: 0.2 s of video at 10 Mbit/s. */
const MOST_WAITING_OCTETS = 1 << 18;
/** The longest frame that one write takes beside it. */
const LONGEST_FRAME = 1 << 24;
/** A child that could not open its device has ended by then, whatever it was given. */
const WORKS_AFTER_MS = 1500;
/** What programs say whose window was closed, by name: ximagesink and xvimagesink; FFmpeg's sdl2. */
const WINDOW_CLOSED = /Output window was closed|sdl.*window.*closed|Immediate exit requested/i;

/** One run of the program. */
interface Run<Frame extends MediaFrame> {
  readonly sink: ChildSink;
  readonly feed: Feed<Frame>;
  readonly startedMs: number;
  /** Whether it waits for a frame at which a decoder can start. */
  waitsForKeyFrame: boolean;
}

export class ChildPlayer<Frame extends MediaFrame> {
  readonly #command: ChildCommand;
  readonly #createFeed: () => Feed<Frame>;
  readonly #options: PlayerOptions;
  readonly #policy: RestartPolicy;
  #run: Run<Frame> | undefined;
  #restarts = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #framesDropped = 0;
  #failure: RtpkitError | undefined;
  #closing: Promise<void> | undefined;

  /** Starts the program. */
  constructor(command: ChildCommand, createFeed: () => Feed<Frame>, options: PlayerOptions = {}) {
    this.#command = command;
    this.#createFeed = createFeed;
    this.#options = options;
    this.#policy = new RestartPolicy(options.restart);
    this.#start();
  }

  get framesDropped(): number {
    return this.#framesDropped;
  }

  /** Why nothing will be played any more: `ERR_RTPKIT_CLOSED` when the user has closed the window. */
  get failure(): RtpkitError | undefined {
    return this.#failure;
  }

  /** Hands a frame to the program, or leaves it out where that is too far behind, or just not there. */
  play(frame: Frame, presentationMs: number): void {
    const run = this.#run;
    if (run === undefined || !this.#take(run, frame, presentationMs)) this.#framesDropped++;
  }

  /** Ends the program in order, once it has played what it was given. Again: the same. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #take(run: Run<Frame>, frame: Frame, presentationMs: number): boolean {
    if (run.waitsForKeyFrame && frame.keyFrame === false) return false;
    const behind = run.sink.waitingOctets > MOST_WAITING_OCTETS;
    if (!behind && run.sink.write(run.feed.octetsOf(frame, presentationMs))) {
      run.waitsForKeyFrame = false;
      return true;
    }
    if (!run.waitsForKeyFrame) this.#options.onKeyFrameWanted?.();
    run.waitsForKeyFrame = true;
    return false;
  }

  #start(): void {
    const output = this.#options.createOutput?.();
    const child = new Child(this.#command, { stdin: 'pipe', stdout: output === undefined ? 'ignore' : 'pipe' });
    if (output !== undefined) child.stdout?.on('data', output);
    const sink = new ChildSink(child, { mostWaitingOctets: MOST_WAITING_OCTETS + LONGEST_FRAME });
    const run = { sink, feed: this.#createFeed(), startedMs: monotonicNow(), waitsForKeyFrame: true };
    this.#run = run;
    void child.ended.then((end) => this.#ended(end, monotonicNow() - run.startedMs));
  }

  #ended(end: ChildEnd, ranMs: number): void {
    this.#run = undefined;
    if (this.#closing !== undefined) return;
    const { failure } = end;
    if (failure === undefined || WINDOW_CLOSED.test(end.complaint)) {
      this.#failure = new RtpkitError('ERR_RTPKIT_CLOSED', `${this.#command.program} was ended by its user`);
      return;
    }
    const delayMs = this.#policy.delayAfter(ranMs, ranMs >= WORKS_AFTER_MS);
    if (delayMs === undefined) {
      this.#failure = failure;
      return;
    }
    this.#restarts++;
    this.#options.onRestart?.({ run: this.#restarts, failure, delayMs });
    this.#restartTimer = setTimeout(() => this.#restart(), delayMs);
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
