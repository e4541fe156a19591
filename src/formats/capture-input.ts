/** Octets of a capture file that came in chunks and make no record yet. */

/** Holds what is left over, and copies each octet a bounded number of times, however small the chunks are. */
export class CaptureInput {
  #buffer: Uint8Array = new Uint8Array(0x1_0000);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  push(chunk: Uint8Array): void {
    if (this.#end + chunk.length > this.#buffer.length) this.#makeRoom(chunk.length);
    this.#buffer.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** The next octets, as a view that is good until the next `push`; there must be so many. */
  peek(count: number): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#start + count);
  }

  /** A copy of the next octets, which are gone then. */
  take(count: number): Uint8Array {
    const taken = this.peek(count).slice();
    this.#start += count;
    return taken;
  }

  /** At least doubled when it is more than half full, so that moving octets costs a bounded share of reading them. */
  #makeRoom(count: number): void {
    const needed = this.length + count;
    const length = 2 * needed > this.#buffer.length ? 2 * needed : this.#buffer.length;
    const buffer = length === this.#buffer.length ? this.#buffer : new Uint8Array(length);
    buffer.set(this.#buffer.subarray(this.#start, this.#end));
    this.#buffer = buffer;
    this.#end -= this.#start;
    this.#start = 0;
  }
}
