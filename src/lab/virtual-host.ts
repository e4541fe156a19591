/** Runs a session in virtual time, as `rtpkit/node` runs one on sockets: wakes it when it asks and hands on what it says. */

import type { Address } from '../session/address.js';
import type { Channel, SessionOutput, Transmission } from '../session/session-output.js';
import type { Session } from '../session/session.js';
import type { Schedule } from './schedule.js';

export interface VirtualHostListener {
  /** A datagram leaves; give it to a {@link Link}, or to the other host's `receive`. */
  transmit(transmission: Transmission): void;
  /** Everything else that the session says, in order. */
  event?(event: Exclude<SessionOutput, Transmission>): void;
}

export class VirtualHost {
  readonly session: Session;
  readonly #time: Schedule;
  readonly #listener: VirtualHostListener;
  /** The earliest appointment made, so that a session is not woken twice for one timeout. */
  #wakeMs = Infinity;

  constructor(time: Schedule, session: Session, listener: VirtualHostListener) {
    this.session = session;
    this.#time = time;
    this.#listener = listener;
    this.act(() => undefined);
  }

  /** Does something with the session at this instant, such as sending a frame, and takes what comes of it. */
  act(action: (now: number) => void): void {
    action(this.#time.now);
    this.#settle();
  }

  /** A datagram has arrived. */
  receive(bytes: Uint8Array, from: Address, channel: Channel): void {
    if (this.session.handleDatagram(this.#time.now, bytes, from, channel)) this.#settle();
  }

  #settle(): void {
    for (let output = this.session.poll(); output !== undefined; output = this.session.poll()) {
      if (output.type === 'transmit') this.#listener.transmit(output);
      else this.#listener.event?.(output);
    }
    this.#arm();
  }

  #arm(): void {
    const timeoutMs = Math.max(this.session.nextTimeout(), this.#time.now);
    if (timeoutMs >= this.#wakeMs || timeoutMs === Infinity) return;
    this.#wakeMs = timeoutMs;
    this.#time.at(timeoutMs, () => {
      if (this.#wakeMs !== timeoutMs) return;
      this.#wakeMs = Infinity;
      this.act((now) => this.session.handleTimeout(now));
    });
  }
}
