/** One of the two processes of the demonstration, as the one that watches sees it. */

import { fork, type ChildProcess } from 'node:child_process';
import { RtpkitError } from '../../node/index.js';
import type { DemoMessage } from './demo-messages.js';
import type { Role } from './demo-record.js';

export class DemoProcess {
  /** Fulfilled when the process has finished its part; rejected when it ended before. */
  readonly finished: Promise<void>;
  readonly #child: ChildProcess;

  /** Runs this command again, as `rtpkit demo-sender` or `rtpkit demo-receiver`. */
  constructor(role: Role, args: readonly string[], onMessage: (message: DemoMessage) => void) {
    this.#child = fork(process.argv[1]!, [`demo-${role}`, ...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child.on('message', (message) => onMessage(message as DemoMessage));
    this.finished = new Promise((resolve, reject) => {
      this.#child.on('close', (code) => {
        if (code === 0) resolve();
        else reject(new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', `The ${role} of the demonstration ended early`));
      });
    });
  }

  /** Asks it to end, if it has not, and waits until it has. */
  async end(): Promise<void> {
    this.#child.kill();
    await this.finished.catch(() => undefined);
  }
}
