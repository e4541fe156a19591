/** One receiving session in virtual time: datagrams in, timeouts kept, everything that it says with the time. */

import { expect } from 'vitest';
import { serializeCompoundPacket, type RtcpPacket } from '../../src/rtcp/index.js';
import type { Address } from '../../src/session/address.js';
import type { Session } from '../../src/session/session.js';
import type { SessionOptions } from '../../src/session/session-options.js';
import type { Channel, SessionOutput } from '../../src/session/session-output.js';
import type { ToyFrame } from './toy-format.js';
import { drain, toySession } from './toy-session.js';
import { toyPacket } from './toy-stream.js';

export interface Sender {
  readonly ssrc: number;
  readonly payloadType?: number;
  /** The first number and timestamp; each packet is one frame. */
  readonly sequenceNumber?: number;
  readonly timestamp?: number;
  readonly from?: Address;
  /** Between frames; default 20. */
  readonly everyMs?: number;
  /** Packets of one timestamp; default 1. */
  readonly packetsPerFrame?: number;
  /** Written into the frames, to tell whose they are. */
  readonly name?: number;
}

/** A frame as it came out: whose it is (`name`), its number, and its times. */
export interface Heard {
  readonly ssrc: number;
  readonly name: number;
  readonly index: number;
  readonly at: number;
  readonly arrivalMs: number;
}

type Spoken = Exclude<SessionOutput['type'], 'frame'>;

export const HOME: Address = { host: 'a', port: 5004 };

export class SessionDriver {
  readonly session: Session;
  readonly said: { readonly at: number; readonly output: SessionOutput }[] = [];
  now = 0;
  /** Datagrams of which the session has said that nothing came of them. */
  calm = 0;

  constructor(options: Partial<SessionOptions> = {}) {
    this.session = toySession(options);
  }

  runTo(untilMs: number): void {
    for (let due = this.session.nextTimeout(); due <= untilMs; due = this.session.nextTimeout()) {
      this.now = Math.max(this.now, due);
      this.session.handleTimeout(this.now);
      this.#collect();
    }
    this.now = untilMs;
  }

  /** Packet `index` of a sender arrives now. */
  arrive(sender: Sender, index: number): void {
    const { ssrc, payloadType = 96, sequenceNumber = 0, timestamp = 0, from = HOME, everyMs = 20, name = 0 } = sender;
    const frame = Math.floor(index / (sender.packetsPerFrame ?? 1));
    const bytes = toyPacket({
      ssrc,
      payloadType,
      sequenceNumber: (sequenceNumber + index) & 0xffff,
      timestamp: (timestamp + frame * everyMs * 90) >>> 0,
      payload: Uint8Array.of(1, name, index >> 8, index & 0xff),
    });
    this.#take(bytes, from, 'rtp');
  }

  /** Packets `first` to `first + count - 1` of a sender, from `fromMs` on at its own pace. */
  play(sender: Sender, first: number, count: number, fromMs: number): void {
    for (let index = 0; index < count; index++) {
      this.runTo(fromMs + index * (sender.everyMs ?? 20));
      this.arrive(sender, first + index);
    }
  }

  rtcp(packets: readonly RtcpPacket[], from: Address = HOME): void {
    this.#take(serializeCompoundPacket(packets), { ...from, port: from.port + 1 }, 'rtcp');
  }

  /** RTCP that names the source, and perhaps says goodbye. */
  introduce(ssrc: number, cname: string, from: Address = HOME): void {
    this.rtcp(
      [receiverReport(ssrc), { type: 'source-description', chunks: [{ ssrc, items: [cnameItem(cname)] }] }],
      from,
    );
  }

  goodbye(ssrc: number): void {
    this.rtcp([receiverReport(ssrc), { type: 'goodbye', ssrcs: [ssrc] }]);
  }

  /** The frames that came out, in order. */
  get frames(): Heard[] {
    return this.said.flatMap(({ at, output }) => {
      if (output.type !== 'frame') return [];
      const [name, high, low] = (output.frame as ToyFrame).bytes as unknown as [number, number, number];
      return [{ ssrc: output.stream.ssrc, name, index: high * 256 + low, at, arrivalMs: output.arrivalMs }];
    });
  }

  /** All that was said of one type, in order. */
  heard<T extends Spoken>(type: T): Extract<SessionOutput, { type: T }>[] {
    return this.said.flatMap(({ output }) =>
      output.type === type ? [output as Extract<SessionOutput, { type: T }>] : [],
    );
  }

  /** Where the session says that nothing has come of a datagram, that has to be so. */
  #take(bytes: Uint8Array, from: Address, channel: Channel): void {
    const dueMs = this.session.nextTimeout();
    const calm = !this.session.handleDatagram(this.now, bytes, from, channel);
    const { length } = this.said;
    this.#collect();
    if (!calm) return;
    this.calm++;
    expect(this.said.slice(length)).toEqual([]);
    expect(this.session.nextTimeout()).toBeGreaterThanOrEqual(dueMs);
  }

  #collect(): void {
    for (const output of drain(this.session)) this.said.push({ at: this.now, output });
  }
}

function receiverReport(ssrc: number): RtcpPacket {
  return { type: 'receiver-report', ssrc, reportBlocks: [] };
}

function cnameItem(value: string): { type: 'CNAME'; value: string } {
  return { type: 'CNAME', value };
}
