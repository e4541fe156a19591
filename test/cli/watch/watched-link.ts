/** A sender and a receiver in virtual time with endpoints that only listen, for those who watch them. */

import { EventEmitter } from 'node:events';
import { vi } from 'vitest';
import type { Console } from '../../../src/cli/console.js';
import { Receiver, Sender, type Endpoint, type SessionEvent } from '../../../src/node/index.js';
import type { OutgoingStream } from '../../../src/session/outgoing/outgoing-stream.js';
import type { OutgoingStreamOptions, ReceiveFormat } from '../../../src/session/session-options.js';
import { VirtualLink, type Peer } from '../../session/virtual-link.js';

const STEP_MS = 20;

/** What a console was told, in order; programs' events by themselves. */
export class RecordedConsole implements Console {
  readonly said: string[] = [];
  readonly events: Record<string, unknown>[] = [];
  /** The line of each stream as it stands. */
  readonly lines: Map<string, string> = new Map();
  say = (text: string): void => void this.said.push(text);
  detail = (text: string): void => void this.said.push(`(${text})`);
  warn = (text: string, event?: Record<string, unknown>): void => {
    this.said.push(`! ${text}`);
    if (event !== undefined) this.events.push(event);
  };
  progress = (stream: string, text: string | undefined): void => {
    if (text === undefined) this.lines.delete(stream);
    else this.lines.set(stream, text);
  };
  tell = (event: Record<string, unknown>): void => void this.events.push(event);
  end = (): void => this.lines.clear();

  /** What was said since the last call. */
  news(): string[] {
    return this.said.splice(0);
  }

  /** The same without what only `-v` wants to read. */
  plainNews(): string[] {
    return this.news().filter((text) => !text.startsWith('('));
  }
}

/** Needs fake timers, and a fake `performance`. */
export class WatchedLink {
  readonly link: VirtualLink;
  readonly sender: Sender;
  readonly receiver: Receiver;
  readonly #emitters: readonly { readonly peer: Peer; readonly events: EventEmitter; taken: number }[];

  constructor(stream: OutgoingStreamOptions, receive: readonly ReceiveFormat[]) {
    const remote = { host: 'b', port: 5004 };
    this.link = new VirtualLink({ remote }, { receive }, {}, performance.now());
    const { a, b } = this.link;
    this.#emitters = [a, b].map((peer) => ({ peer, events: new EventEmitter(), taken: 0 }));
    const outgoing = a.session.addOutgoing(stream);
    this.sender = new Sender(endpointOf(a, this.#emitters[0]!.events, [], remote), outgoing);
    this.receiver = new Receiver(endpointOf(b, this.#emitters[1]!.events, receive, undefined));
  }

  /** Lets time pass for sessions and timers alike, and sends a frame of the stream every 40 ms. */
  run(forMs: number, frames?: { readonly stream: OutgoingStream; readonly frame: Uint8Array }): void {
    for (const untilMs = this.link.now + forMs; this.link.now < untilMs;) {
      if (frames !== undefined && this.link.now % (2 * STEP_MS) === 0) {
        this.link.act((now) => frames.stream.send(now, frames.frame));
      }
      this.link.runTo(this.link.now + STEP_MS);
      for (const emitter of this.#emitters) {
        for (const { output } of emitter.peer.said.slice(emitter.taken))
          emitter.events.emit(output.type, output as SessionEvent);
        emitter.taken = emitter.peer.said.length;
      }
      vi.advanceTimersByTime(STEP_MS);
    }
  }

  /** Closes the endpoints, without a word. */
  close(): void {
    for (const { events } of this.#emitters) events.emit('close');
  }

  /** Lets the endpoint of one side tell something. */
  tell(side: 'sender' | 'receiver', event: { readonly type: string } & Readonly<Record<string, unknown>>): void {
    this.#emitters[side === 'sender' ? 0 : 1]!.events.emit(event.type, event);
  }
}

function endpointOf(
  { session }: Peer,
  events: EventEmitter,
  receive: readonly ReceiveFormat[],
  remote: Endpoint['remote'],
): Endpoint {
  const sockets = { rtp: { address: { host: '0.0.0.0', port: 10_000 } } };
  return { session, events, receive, remote, sockets } as unknown as Endpoint;
}
