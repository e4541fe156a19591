/** Many sessions in one multicast group of virtual time: what one sends reaches all the others. */

import { SeededRandom, VirtualHost, VirtualTime } from '../../src/lab/index.js';
import type { Address } from '../../src/session/address.js';
import { Session } from '../../src/session/session.js';
import type { SessionOptions } from '../../src/session/session-options.js';
import type { SessionOutput, Transmission } from '../../src/session/session-output.js';
import { NTP_2026 } from './virtual-link.js';

const GROUP: Address = { host: '239.255.0.1', port: 5004 };

export interface GroupMember {
  readonly session: Session;
  readonly address: Address;
  /** What the session said, and when. */
  readonly said: { readonly at: number; readonly output: SessionOutput }[];
}

export class VirtualGroup {
  readonly members: readonly GroupMember[];
  readonly #time = new VirtualTime(1000);
  readonly #delayMs: number;
  readonly #hosts: readonly VirtualHost[];

  /** @param delayMs from each to every other */
  constructor(count: number, options: Partial<SessionOptions> = {}, delayMs = 20) {
    this.#delayMs = delayMs;
    this.members = Array.from({ length: count }, (_, index) => this.#member(index, options));
    this.#hosts = this.members.map((member) => this.#host(member));
  }

  get now(): number {
    return this.#time.now;
  }

  runTo(untilMs: number): void {
    this.act(() => undefined);
    this.#time.run(untilMs);
  }

  /** Does something with the sessions now and takes what comes of it. */
  act(action: (now: number) => void): void {
    action(this.now);
    for (const host of this.#hosts) host.act(() => undefined);
  }

  /** The compounds that were sent since, by all, in order. */
  compounds(sinceMs = 0): { readonly at: number; readonly by: GroupMember; readonly bytes: Uint8Array }[] {
    const sent = this.members.flatMap((by) =>
      by.said.flatMap(({ at, output }) =>
        at >= sinceMs && output.type === 'transmit' && output.channel === 'rtcp'
          ? [{ at, by, bytes: output.bytes }]
          : [],
      ),
    );
    return sent.toSorted((a, b) => a.at - b.at);
  }

  #member(index: number, options: Partial<SessionOptions>): GroupMember {
    const address = { host: `192.0.2.${index}`, port: 5004 };
    const randomUint32 = new SeededRandom(index + 1).uint32;
    const session = new Session(this.now, { cname: `${index}@test`, randomUint32, remote: GROUP, ...options });
    session.setWallClock(this.now, NTP_2026);
    return { session, address, said: [] };
  }

  #host(member: GroupMember): VirtualHost {
    const note = (output: SessionOutput): void => void member.said.push({ at: this.now, output });
    return new VirtualHost(this.#time, member.session, {
      transmit: (transmission) => {
        note(transmission);
        this.#time.at(this.now + this.#delayMs, () => this.#deliver(member, transmission));
      },
      event: note,
    });
  }

  #deliver(from: GroupMember, { bytes, channel }: Transmission): void {
    for (const [index, host] of this.#hosts.entries()) {
      if (this.members[index] !== from) host.receive(bytes, from.address, channel);
    }
  }
}
