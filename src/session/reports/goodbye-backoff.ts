/** A goodbye that waits for its turn, so that many who leave together do not flood the rest (RFC 3550 §6.3.7). */

import type { RtcpOptions } from '../session-options.js';
import type { Membership } from './rtcp-interval.js';
import { RtcpSchedule } from './rtcp-schedule.js';

/** From so many members on, ourselves included, a goodbye has to wait. */
export const BACKOFF_MEMBERS = 50;

/** What a goodbye takes from its session. */
export interface GoodbyeBackoffSession {
  readonly options: RtcpOptions;
  readonly randomUint32: () => number;
  /** What its media had come to at the end, in bit/s. */
  readonly mediaRate: number;
}

/** The rules of the first report in a group, with those who say goodbye in the place of the members, and none who sends. */
export class GoodbyeBackoff {
  readonly #schedule: RtcpSchedule;
  readonly #session: GoodbyeBackoffSession;
  #members = 1;

  /** @param size octets of the compound that ends with the goodbye, IP and UDP headers included */
  constructor(now: number, size: number, session: GoodbyeBackoffSession) {
    this.#session = session;
    this.#schedule = new RtcpSchedule(session.options, session.randomUint32, size);
    this.#schedule.begin(now, this.#membership);
  }

  /** Another has said goodbye, in a compound of `size` octets. */
  heard(size: number): void {
    this.#members++;
    this.#schedule.received(size);
  }

  nextTimeout(): number {
    return this.#schedule.nextTimeout();
  }

  /** Whether the goodbye is due now; where others have said theirs meanwhile, the time moves on. */
  due(now: number): boolean {
    return this.#schedule.due(now, this.#membership);
  }

  get #membership(): Membership {
    const { mediaRate } = this.#session;
    return { members: this.#members, senders: 0, weSent: false, multicast: true, mediaRate };
  }
}
