/** A `gst-launch-1.0` process that can be killed and started again, as an encoder or a player is in the field. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Runs until it is killed or its input ends; a failure of the pipeline shows in what does not arrive. */
export class GstLaunch implements AsyncDisposable {
  readonly #child: ChildProcess;
  #errors = '';

  /** @param pipeline as typed in a shell, split at white space */
  constructor(pipeline: string) {
    this.#child = spawn('gst-launch-1.0', ['-q', ...pipeline.trim().split(/\s+/)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child.stderr!.on('data', (chunk) => (this.#errors = (this.#errors + String(chunk)).slice(-2000)));
  }

  /** What it has complained of so far. */
  get errors(): string {
    return this.#errors;
  }

  /** As a power cut would: no BYE, no flush. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }
}
