/** One sender and many receivers in a multicast group, in virtual time: everybody hears all RTCP, 10 ms later. */

import { SeededRandom, VirtualHost, VirtualTime } from '../../../src/lab/index.js';
import { Session } from '../../../src/session/session.js';
import type { RtcpOptions } from '../../../src/session/session-options.js';
import type { Channel, SessionOutput, Transmission } from '../../../src/session/session-output.js';
import { keyFrameFormat } from './key-frame-format.js';

export interface GroupMember {
  readonly session: Session;
  readonly host: VirtualHost;
  readonly said: { readonly at: number; readonly output: SessionOutput }[];
}

const GROUP = { host: '239.0.0.1', port: 5004 };
const DELAY_MS = 10;
const feedback = ['nack pli', 'goog-remb'] as const;

export class VirtualGroup {
  readonly members: readonly GroupMember[];
  /** While it is set, no media arrives. */
  losing = false;
  readonly #time = new VirtualTime();
  readonly #stream;

  /** @param receivers how many hear the first member's stream */
  constructor(receivers: number, rtcp: RtcpOptions, seed: number) {
    const random = new SeededRandom(seed);
    const format = keyFrameFormat();
    this.members = Array.from({ length: receivers + 1 }, (_, index) => {
      const session = new Session(0, {
        cname: `${index}@test`,
        randomUint32: random.uint32,
        remote: GROUP,
        receive: index === 0 ? [] : [{ payloadType: 96, format, feedback }],
        latencyMs: 50,
        rtcp: { ...rtcp, remote: { host: GROUP.host, port: GROUP.port + 1 } },
      });
      const said: GroupMember['said'] = [];
      const note = (output: SessionOutput): void => void said.push({ at: this.now, output });
      const transmit = (output: Transmission): void => {
        note(output);
        this.#deliver(index, output);
      };
      return { session, said, host: new VirtualHost(this.#time, session, { transmit, event: note }) };
    });
    this.#stream = this.members[0]!.session.addOutgoing({ format, feedback });
  }

  get now(): number {
    return this.#time.now;
  }

  get ssrc(): number {
    return this.#stream.ssrc;
  }

  runTo(untilMs: number): void {
    this.#time.run(untilMs);
  }

  /** Sends a frame to all, and lets 40 ms pass. */
  send(frame: Uint8Array): void {
    this.members[0]!.host.act((now) => this.#stream.send(now, frame));
    this.runTo(this.now + 40);
  }

  #deliver(from: number, { bytes, channel }: Transmission): void {
    if (this.losing && channel === 'rtp') return;
    const source = { host: `10.0.0.${from}`, port: portOf(channel) };
    this.#time.at(this.now + DELAY_MS, () => {
      for (const [index, { host }] of this.members.entries()) if (index !== from) host.receive(bytes, source, channel);
    });
  }
}

function portOf(channel: Channel): number {
  return channel === 'rtp' ? GROUP.port : GROUP.port + 1;
}
