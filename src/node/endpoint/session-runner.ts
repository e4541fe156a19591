/** Drives one session over one pair of sockets: datagrams and time in, datagrams and events out; decides nothing. */

import type { EventEmitter } from 'node:events';
import type { Address } from '../../session/address.js';
import type { Session } from '../../session/session.js';
import type { Channel } from '../../session/session-output.js';
import type { SocketProblem, UdpListener } from '../sockets/udp-socket.js';
import type { UdpSocketPair } from '../sockets/udp-socket-pair.js';
import { processScheduler, type Scheduled } from '../system/scheduler.js';
import { monotonicNow, wallClockAt } from '../system/system-clock.js';
import type { EndpointEvents } from './endpoint-events.js';

/** How often the session is told the wall clock: hosts suspend and clocks step. */
const WALL_CLOCK_INTERVAL_MS = 5000;
/** How long the sockets stay open for a goodbye that has to wait its turn; who cannot wait may leave without (RFC 3550 §6.3.7). */
const GOODBYE_PATIENCE_MS = 5000;

export class SessionRunner implements Scheduled, UdpListener {
  scheduledMs: number = Infinity;
  readonly #session: Session;
  readonly #sockets: UdpSocketPair;
  readonly #events: EventEmitter<EndpointEvents>;
  #wallClockDueMs = 0;
  #deadlineMs = 0;
  /** Until when a goodbye is waited for; Infinity while the session is open. */
  #patientUntilMs = Infinity;
  #leave: (() => void) | undefined;
  #closed = false;

  constructor(session: Session, sockets: UdpSocketPair, events: EventEmitter<EndpointEvents>) {
    this.#session = session;
    this.#sockets = sockets;
    this.#events = events;
    sockets.listen(this);
    this.#tellWallClock(monotonicNow());
    // What the session has to say is said once the caller has had the time to listen.
    processScheduler.schedule(this);
  }

  get deadlineMs(): number {
    return this.#deadlineMs;
  }

  onDatagram(channel: Channel, bytes: Uint8Array, from: Address): void {
    if (this.#session.handleDatagram(monotonicNow(), bytes, from, channel)) this.settle();
  }

  onProblem(_channel: Channel, problem: SocketProblem): void {
    if (this.#leave === undefined) this.#events.emit('problem', problem);
  }

  wake(now: number): void {
    if (now >= this.#wallClockDueMs) this.#tellWallClock(now);
    this.#session.handleTimeout(now);
    this.settle();
    if (now >= this.#patientUntilMs && !this.#closed) this.#leave?.();
  }

  /** Carries out what the session wants; to be called after anything was said to it. What a listener throws leaves the timer set. */
  settle(): void {
    try {
      this.#tell();
    } finally {
      this.#arm();
    }
  }

  /**
   * Says BYE, in a session of 50 participants or more after a while, hands out what is held and closes the sockets; the listener
   * hears nothing once this has returned.
   * @throws RangeError when the reason is too long; nothing is closed then
   */
  close(reason?: string): Promise<void> {
    const now = monotonicNow();
    this.#session.close(now, reason);
    this.#patientUntilMs = now + GOODBYE_PATIENCE_MS;
    return new Promise((resolve) => {
      this.#leave = () => {
        this.#closed = true;
        processScheduler.remove(this);
        resolve(this.#sockets.close());
      };
      this.settle();
    });
  }

  #tell(): void {
    for (let output = this.#session.poll(); output !== undefined; output = this.#session.poll()) {
      if (output.type === 'transmit') this.#sockets.send(output.channel, output.bytes, output.to);
      // The compiler does not see that an event and its own type go together.
      else this.#events.emit(output.type, output as never);
    }
  }

  #arm(): void {
    // A listener may have closed the session in the middle of all this.
    if (this.#closed) return;
    const timeoutMs = this.#session.nextTimeout();
    if (timeoutMs === Infinity && this.#leave !== undefined) {
      this.#leave();
      return;
    }
    this.#deadlineMs = Math.min(timeoutMs, this.#wallClockDueMs, this.#patientUntilMs);
    processScheduler.schedule(this);
  }

  #tellWallClock(now: number): void {
    this.#session.setWallClock(now, wallClockAt(now));
    this.#wallClockDueMs = now + WALL_CLOCK_INTERVAL_MS;
  }
}
