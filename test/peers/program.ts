/** A program that runs beside a test: what it says can be waited for, and neither it nor its children outlive the test. */

import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { PATIENCE } from './patience.js';

export interface ProgramOptions {
  /** Variables beside those of the test. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads on stdin, which is then closed; left out, nothing is there to read. */
  readonly input?: Uint8Array;
  /** Takes what it writes to stdout, which is then not kept. */
  readonly onOutput?: (chunk: Uint8Array) => void;
}

export class Program implements AsyncDisposable {
  /** Ends with the program: its exit code, 128 and the number of the signal when one killed it, as shells count. */
  readonly exitCode: Promise<number>;
  /** Lines of stderr so far. */
  readonly errorLines: string[] = [];
  readonly #child: ChildProcess;
  readonly #output: Uint8Array[] = [];
  readonly #waiting = new Set<() => void>();
  #ended = false;

  constructor(program: string, args: readonly string[], options: ProgramOptions = {}) {
    // A process group of its own, as a terminal gives one to each command: Ctrl-C and the end of the test reach all of it.
    const input = options.input === undefined ? 'ignore' : 'pipe';
    const env = { ...process.env, ...options.env };
    this.#child = spawn(program, args, { env, detached: true, stdio: [input, 'pipe', 'pipe'] });
    this.#child.stdout!.on('data', options.onOutput ?? ((chunk: Uint8Array) => this.#output.push(chunk)));
    this.#child.stdin?.on('error', () => undefined); // EPIPE: it has ended first, and the exit code says whether it may
    this.#child.stdin?.end(options.input);
    createInterface(this.#child.stderr!).on('line', (line) => {
      this.errorLines.push(line);
      for (const check of this.#waiting) check();
    });
    this.exitCode = new Promise((resolve) => {
      const end = (code: number): void => {
        this.#ended = true;
        for (const check of this.#waiting) check();
        resolve(code);
      };
      this.#child.once('error', ({ message }) => {
        this.errorLines.push(message);
        end(127);
      });
      this.#child.once('close', (code, signal) => end(code ?? 128 + constants.signals[signal!]));
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** The processes that it has started and that live. */
  get children(): number[] {
    const pids = readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, 'latin1');
    return pids.split(' ').filter(Boolean).map(Number);
  }

  /** What it has written to stdout so far. */
  get output(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#output));
  }

  /** The first line of stderr, past or to come, that matches; fails with what was said when there is none in time. */
  waitForLine(pattern: RegExp, timeoutMs: number = PATIENCE.timeout): Promise<RegExpMatchArray> {
    return new Promise((resolve, reject) => {
      const settle = (found: RegExpMatchArray | undefined): void => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        if (found === undefined) reject(new Error(`no line ${pattern} but:\n${this.errorLines.slice(-20).join('\n')}`));
        else resolve(found);
      };
      const timer = setTimeout(() => settle(undefined), timeoutMs);
      const check = (): void => {
        const found = firstMatch(this.errorLines, pattern);
        if (found !== undefined || this.#ended) settle(found);
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** As `head` does when it has enough: what it writes from now on meets nobody (EPIPE). */
  closeOutput(): void {
    this.#child.stdout!.destroy();
  }

  /** As a terminal does: SIGINT to the program and to what it has started in its process group. */
  async pressCtrlC(): Promise<number> {
    this.#signal('SIGINT');
    return this.exitCode;
  }

  /** Asks it to end, and waits until it has. */
  async terminate(): Promise<number> {
    this.#signal('SIGTERM');
    return this.exitCode;
  }

  /** As a power cut would: the program alone, without a word; what it has started has to notice. */
  async kill(): Promise<void> {
    if (!this.#ended) this.#child.kill('SIGKILL');
    await this.exitCode;
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch {
      // ESRCH: all of the group have ended.
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.pid !== undefined) this.#signal('SIGKILL');
    await this.exitCode;
  }
}

function firstMatch(lines: readonly string[], pattern: RegExp): RegExpMatchArray | undefined {
  for (const line of lines) {
    const found = line.match(pattern);
    if (found !== null) return found;
  }
  return undefined;
}
