/** A bounded queue that a consumer iterates: what falls out of a slow consumer's queue is counted, memory never grows. */

/**
 * The oldest value leaves when a new one finds the queue full. Iterated by one consumer at a time; the iteration ends when the
 * queue has been closed and read out.
 */
export class FrameQueue<T extends object> implements AsyncIterable<T> {
  readonly #capacity: number;
  readonly #values: T[] = [];
  #wake: (() => void) | undefined;
  #closed = false;
  #dropped = 0;

  /** @param capacity the most values held for the consumer, at least 1 */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Values that left unread because the consumer was too slow. */
  get dropped(): number {
    return this.#dropped;
  }

  push(value: T): void {
    if (this.#closed) return;
    if (this.#values.length === this.#capacity) {
      this.#values.shift();
      this.#dropped++;
    }
    this.#values.push(value);
    this.#wake?.();
  }

  /** Nothing more comes; what is queued can still be read. */
  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const value = this.#values.shift();
      if (value !== undefined) yield value;
      else if (this.#closed) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
