/** Cuts raw pictures of one size out of what a decoder writes. */

export class PictureReader {
  readonly #length: number;
  #picture: Uint8Array;
  #filled = 0;

  /** @param length octets of each picture, at least 1 */
  constructor(length: number) {
    this.#length = length;
    this.#picture = new Uint8Array(length);
  }

  /** Takes the next chunk and returns the pictures that are whole now; they are copies. */
  push(chunk: Uint8Array): Uint8Array[] {
    const pictures: Uint8Array[] = [];
    for (let offset = 0; offset < chunk.length;) {
      const piece = chunk.subarray(offset, offset + this.#length - this.#filled);
      this.#picture.set(piece, this.#filled);
      this.#filled += piece.length;
      offset += piece.length;
      if (this.#filled < this.#length) break;
      pictures.push(this.#picture);
      this.#picture = new Uint8Array(this.#length);
      this.#filled = 0;
    }
    return pictures;
  }
}
