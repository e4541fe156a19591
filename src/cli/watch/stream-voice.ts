/** Says what happens to one stream, to a person in words and to a program as an event. */

import type { Console } from '../console.js';
import type { EventName } from '../event-table.js';
import type { JsonEvent } from '../json-event.js';
import { printableLine } from '../terminal/printable.js';
import { MessageFlood } from './message-flood.js';

/** What an event tells beside its name and its stream. */
export type EventFields = Omit<JsonEvent, 'event' | 'stream'>;

/** Anybody can send from ever new sources: what a person reads of them is bounded, what a program reads is not. */
export class StreamVoice {
  readonly #console: Console;
  readonly #stream: string;
  readonly #floods = new Map<EventName, MessageFlood>();

  /** @param stream as it is called in words and events: `video`, `audio` */
  constructor(console: Console, stream: string) {
    this.#console = console;
    this.#stream = stream;
  }

  say(event: EventName, text: string, fields: EventFields = {}): void {
    if (this.#admits(event)) this.#console.say(this.#lineOf(text));
    this.#console.tell(this.#eventOf(event, fields));
  }

  /** What only `-v` wants to read; programs read it always. */
  detail(event: EventName, text: string, fields: EventFields = {}): void {
    this.#console.detail(this.#lineOf(text));
    this.#console.tell(this.#eventOf(event, fields));
  }

  warn(event: EventName, text: string, fields: EventFields = {}): void {
    const told = this.#eventOf(event, { text, ...fields });
    if (this.#admits(event)) this.#console.warn(this.#lineOf(text), told);
    else this.#console.tell(told);
  }

  #admits(event: EventName): boolean {
    let flood = this.#floods.get(event);
    if (flood === undefined) {
      flood = new MessageFlood((count) => this.#console.say(this.#lineOf(`and ${count} more like it (${event})`)));
      this.#floods.set(event, flood);
    }
    return flood.admits(performance.now());
  }

  /** What the far end says of itself may not look like a line of ours. */
  #lineOf(text: string): string {
    return printableLine(`${this.#stream}: ${text}`);
  }

  #eventOf(event: EventName, fields: EventFields): JsonEvent {
    return { event, stream: this.#stream, ...fields };
  }
}
