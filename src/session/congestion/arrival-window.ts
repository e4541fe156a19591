/** When the packets of one counter arrived, until it has been told: a bounded stretch of 16-bit numbers. */

import { sequenceNumberDelta } from '../../clock/serial-number.js';

/** The longest stretch: 0.2 s of 100 Mbit/s. A power of two. */
const CAPACITY = 2048;

/** Numbers told of in one packet: 1000 octets at the worst, with the report before them below every usual MTU. */
export const MOST_TOLD = 400;

/** A stretch of numbers and when each of them arrived. */
export interface ArrivalStretch {
  /** The first, 16 bits. */
  readonly first: number;
  /** One for each number, in ms of the session's clock; NaN: it has not come. */
  readonly arrivalsMs: readonly number[];
}

export class ArrivalWindow {
  readonly #arrivalsMs = new Float64Array(CAPACITY).fill(Number.NaN);
  /** The first that is to be told, and one past the last that has come: numbers that do not wrap. */
  #begin = 0;
  #end = 0;
  #untold = 0;

  /** How many packets have come that have not been told. */
  get untold(): number {
    return this.#untold;
  }

  /** Takes a packet's number. One that lies further off than the window reaches begins a new one. */
  heard(now: number, number: number): void {
    let place = this.#end + sequenceNumberDelta(number, this.#end & 0xffff);
    if (this.#end === 0 || Math.abs(place - this.#end) >= CAPACITY) {
      this.#arrivalsMs.fill(Number.NaN);
      this.#untold = 0;
      place = 0x1_0000 + number;
      this.#begin = place;
      this.#end = place;
    }
    for (; this.#end <= place; this.#end++) this.#arrivalsMs[this.#end % CAPACITY] = Number.NaN;
    if (!Number.isNaN(this.#arrivalsMs[place % CAPACITY]!)) return;
    this.#arrivalsMs[place % CAPACITY] = now;
    this.#untold++;
    this.#begin = Math.max(Math.min(this.#begin, place), this.#end - CAPACITY);
  }

  /** The next stretch of at most so many numbers; `undefined` when all has been told. */
  take(most: number): ArrivalStretch | undefined {
    if (this.#untold === 0) return undefined;
    const end = Math.min(this.#end, this.#begin + most);
    const arrivalsMs: number[] = [];
    for (let place = this.#begin; place < end; place++) arrivalsMs.push(this.#arrivalsMs[place % CAPACITY]!);
    const stretch = { first: this.#begin & 0xffff, arrivalsMs };
    this.#begin = end;
    if (end === this.#end) this.#untold = 0;
    return stretch;
  }
}
