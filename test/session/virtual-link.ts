/** Two sessions on a link in virtual time: seeded delay, loss, reordering and duplication; the test's own network. */

import type { Address } from '../../src/session/address.js';
import { Session } from '../../src/session/session.js';
import type { SessionOptions } from '../../src/session/session-options.js';
import type { Channel, SessionOutput } from '../../src/session/session-output.js';

/** xorshift32: small, seeded, good enough to draw test networks. */
export function seededUint32(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>>= 0);
  };
}

export interface LinkOptions {
  readonly seed?: number;
  readonly delayMs?: number;
  /** Added to the delay, uniform from 0. */
  readonly jitterMs?: number;
  /** Shares from 0 to 1. */
  readonly loss?: number;
  readonly duplication?: number;
  /** Asked for each datagram: whether the way is cut. */
  readonly cut?: () => boolean;
}

interface Flight {
  readonly arrivalMs: number;
  readonly to: Peer;
  readonly bytes: Uint8Array;
  readonly channel: Channel;
  readonly from: Address;
}

export interface Peer {
  readonly name: string;
  readonly session: Session;
  readonly address: Address;
  /** What the session said, and when. */
  readonly said: { readonly at: number; readonly output: SessionOutput }[];
}

export const NTP_2026 = { seconds: 4_000_000_000, fraction: 0 };

/** `a` sends to `b` and may be answered; the address of each has the name of the peer as its host. */
export class VirtualLink {
  now: number;
  readonly a: Peer;
  readonly b: Peer;
  readonly #options: Required<LinkOptions>;
  readonly #random: () => number;
  #flights: Flight[] = [];

  constructor(a: Partial<SessionOptions>, b: Partial<SessionOptions>, options: LinkOptions = {}, startMs = 1000) {
    this.now = startMs;
    this.#options = { seed: 1, delayMs: 10, jitterMs: 0, loss: 0, duplication: 0, cut: () => false, ...options };
    this.#random = seededUint32(this.#options.seed);
    this.a = this.#peer('a', a);
    this.b = this.#peer('b', b);
    this.#collect();
  }

  /** Lets time pass, stopping at each instant at which something is due. */
  runTo(untilMs: number): void {
    for (;;) {
      const next = Math.min(this.#nextArrival(), this.a.session.nextTimeout(), this.b.session.nextTimeout());
      if (next > untilMs) break;
      this.now = Math.max(this.now, next);
      this.#deliver();
      this.a.session.handleTimeout(this.now);
      this.b.session.handleTimeout(this.now);
      this.#collect();
    }
    this.now = untilMs;
  }

  /** Does something with the sessions now and takes what comes of it. */
  act(action: (now: number) => void): void {
    action(this.now);
    this.#collect();
  }

  #peer(name: string, options: Partial<SessionOptions>): Peer {
    const defaults = { cname: `${name}@test`, randomUint32: seededUint32(this.#random()) };
    const session = new Session(this.now, { ...defaults, ...options });
    session.setWallClock(this.now, NTP_2026);
    return { name, session, address: { host: name, port: 5004 }, said: [] };
  }

  #nextArrival(): number {
    return this.#flights.reduce((earliest, { arrivalMs }) => Math.min(earliest, arrivalMs), Infinity);
  }

  #deliver(): void {
    const due = this.#flights.filter(({ arrivalMs }) => arrivalMs <= this.now);
    this.#flights = this.#flights.filter(({ arrivalMs }) => arrivalMs > this.now);
    due.sort((x, y) => x.arrivalMs - y.arrivalMs);
    for (const { to, bytes, from, channel } of due) to.session.handleDatagram(this.now, bytes, from, channel);
  }

  #collect(): void {
    for (const peer of [this.a, this.b]) {
      for (let output = peer.session.poll(); output !== undefined; output = peer.session.poll()) {
        peer.said.push({ at: this.now, output });
        if (output.type === 'transmit') this.#launch(peer, output.bytes, output.channel);
      }
    }
  }

  #launch(from: Peer, bytes: Uint8Array, channel: Channel): void {
    const { loss, duplication, delayMs, jitterMs } = this.#options;
    const to = from === this.a ? this.b : this.a;
    const port = channel === 'rtp' ? 5004 : 5005;
    const draw = (): number => this.#random() / 2 ** 32;
    if (this.#options.cut() || draw() < loss) return;
    for (let copies = draw() < duplication ? 2 : 1; copies > 0; copies--) {
      const arrivalMs = this.now + delayMs + jitterMs * draw();
      this.#flights.push({ arrivalMs, to, bytes: bytes.slice(), channel, from: { host: from.name, port } });
    }
  }
}
