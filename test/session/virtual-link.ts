/** Two sessions on the lab's links in virtual time: what `a` sends reaches `b`, and the other way. */

import { Link, SeededRandom, VirtualHost, VirtualTime, type LinkOptions } from '../../src/lab/index.js';
import type { Address } from '../../src/session/address.js';
import { Session } from '../../src/session/session.js';
import type { SessionOptions } from '../../src/session/session-options.js';
import type { Channel, SessionOutput } from '../../src/session/session-output.js';

export interface Peer {
  readonly name: string;
  readonly session: Session;
  readonly address: Address;
  /** What the session said, and when. */
  readonly said: { readonly at: number; readonly output: SessionOutput }[];
}

export const NTP_2026 = { seconds: 4_000_000_000, fraction: 0 };

/** The address of each has the name of the peer as its host. */
export class VirtualLink {
  readonly a: Peer;
  readonly b: Peer;
  readonly #time: VirtualTime;
  readonly #options: LinkOptions;
  readonly #links: { readonly channel: Channel; readonly link: Link }[] = [];
  readonly #hosts: ReadonlyMap<Peer, VirtualHost>;

  /** @param options of each way, by default 10 ms long; RTCP has a link of its own */
  constructor(
    a: Partial<SessionOptions>,
    b: Partial<SessionOptions>,
    options: Partial<LinkOptions> = {},
    startMs = 1000,
  ) {
    this.#time = new VirtualTime(startMs);
    this.#options = { seed: 1, delayMs: 10, ...options };
    this.a = this.#peer('a', a, 1);
    this.b = this.#peer('b', b, 2);
    this.#hosts = new Map([this.a, this.b].map((peer) => [peer, this.#host(peer)]));
  }

  get now(): number {
    return this.#time.now;
  }

  /** Lets time pass; what was done to the sessions meanwhile comes first. */
  runTo(untilMs: number): void {
    this.act(() => undefined);
    this.#time.run(untilMs);
  }

  /** Does something with the sessions now and takes what comes of it. */
  act(action: (now: number) => void): void {
    action(this.now);
    for (const host of this.#hosts.values()) host.act(() => undefined);
  }

  /** What is sent from now on is lost, either way, on one channel or both. */
  cut(only?: Channel): void {
    for (const { channel, link } of this.#links) if (channel === (only ?? channel)) link.pause('lose');
  }

  /** Ends a cut. */
  mend(): void {
    for (const { link } of this.#links) link.resume();
  }

  #peer(name: string, options: Partial<SessionOptions>, seed: number): Peer {
    const defaults = { cname: `${name}@test`, randomUint32: new SeededRandom(this.#options.seed + seed).uint32 };
    const session = new Session(this.now, { ...defaults, ...options });
    session.setWallClock(this.now, NTP_2026);
    return { name, session, address: { host: name, port: 5004 }, said: [] };
  }

  #host(peer: Peer): VirtualHost {
    const links = { rtp: this.#link(peer, 'rtp'), rtcp: this.#link(peer, 'rtcp') };
    const note = (output: SessionOutput): void => void peer.said.push({ at: this.now, output });
    return new VirtualHost(this.#time, peer.session, {
      transmit(output) {
        note(output);
        links[output.channel].send(output.bytes);
      },
      event: note,
    });
  }

  #link(from: Peer, channel: Channel): Link {
    const to = from === this.a ? this.b : this.a;
    const source = { host: from.name, port: channel === 'rtp' ? 5004 : 5005 };
    const options = { ...this.#options, seed: this.#options.seed + this.#links.length };
    const link = new Link(this.#time, options, (bytes) => this.#hosts.get(to)!.receive(bytes, source, channel));
    this.#links.push({ channel, link });
    return link;
  }
}
