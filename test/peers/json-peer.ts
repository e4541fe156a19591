/** A foreign program that tells what it sees as JSON lines and ends when told to, as those around `telling.py` do. */

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { PATIENCE } from './patience.js';

/** Debian's own python3: another one first in PATH may lack gi. */
export const PYTHON = '/usr/bin/python3';

/** The statistics of an RTP source as GStreamer names them. */
export type SourceStats = Readonly<Record<string, number | string | boolean>>;

export interface JsonPeerEvent {
  readonly event: string;
  readonly message?: string;
  readonly sources?: readonly SourceStats[];
}

export class JsonPeer<Event extends JsonPeerEvent> implements AsyncDisposable {
  readonly events: Event[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<void>;
  readonly #waiting = new Set<() => void>();
  #errors = '';

  constructor(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    // What Python compiles would lie between our sources.
    const surroundings = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...env };
    this.#child = spawn(program, args, { env: surroundings });
    this.#child.stdin.on('error', () => undefined); // EPIPE when the pipeline has died; `waitFor` says why
    this.#child.stderr.on('data', (chunk) => (this.#errors = (this.#errors + String(chunk)).slice(-2000)));
    createInterface(this.#child.stdout).on('line', (line) => {
      this.events.push(JSON.parse(line) as Event);
      for (const check of this.#waiting) check();
    });
    this.#ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
  }

  /** The first event, past or to come, that fulfils the condition. */
  waitFor(what: string, fulfils: (event: Event) => boolean, timeoutMs: number = PATIENCE.timeout): Promise<Event> {
    return new Promise((resolve, reject) => {
      const settle = (found: Event | undefined): void => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        if (found === undefined) reject(this.#disappointment(what));
        else resolve(found);
      };
      const timer = setTimeout(() => settle(undefined), timeoutMs);
      const check = (): void => {
        const found = this.events.find(fulfils);
        if (found !== undefined || this.events.at(-1)?.event === 'error') settle(found);
      };
      this.#waiting.add(check);
      check();
    });
  }

  #disappointment(what: string): Error {
    const seen = this.events.slice(-3).map((event) => JSON.stringify(event));
    return new Error(`GStreamer showed no ${what}; last seen:\n${seen.join('\n')}\n${this.#errors}`);
  }

  waitForEvent(name: string, timeoutMs?: number): Promise<Event> {
    return this.waitFor(`event ${name}`, ({ event }) => event === name, timeoutMs);
  }

  /** The first statistics of a source that fulfil the condition. */
  async waitForSource(
    what: string,
    fulfils: (source: SourceStats) => boolean,
    timeoutMs?: number,
  ): Promise<SourceStats> {
    const found = await this.waitFor(what, ({ sources }) => sources?.some(fulfils) === true, timeoutMs);
    return found.sources!.find(fulfils)!;
  }

  /** What the last statistics say of a source; fails when they know none. */
  lastSource(fulfils: (source: SourceStats) => boolean): SourceStats {
    const { sources } = this.events.findLast((event) => event.sources !== undefined) ?? {};
    const source = sources?.find(fulfils);
    if (source === undefined) throw this.#disappointment('such source');
    return source;
  }

  say(command: string): void {
    this.#child.stdin.write(`${command}\n`);
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 3000);
    this.say('quit');
    await this.#ended;
    clearTimeout(timer);
  }
}
