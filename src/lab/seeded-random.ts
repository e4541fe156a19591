/** Random numbers that a seed repeats: Marsaglia's xorshift128 with the state filled by splitmix32. */

export class SeededRandom {
  readonly #state: Uint32Array = new Uint32Array(4);

  /** @param seed any integer; equal seeds give equal sequences */
  constructor(seed: number) {
    let mixed = seed >>> 0;
    for (let index = 0; index < 4; index++) {
      mixed = (mixed + 0x9e37_79b9) >>> 0;
      let word = mixed;
      word = Math.imul(word ^ (word >>> 16), 0x21f0_aaad);
      word = Math.imul(word ^ (word >>> 15), 0x735a_2d97);
      this.#state[index] = word ^ (word >>> 15);
    }
  }

  /** Uniform from 0 to 2^32 − 1; a property, so that it can be handed to a session as it is. */
  readonly uint32 = (): number => {
    const state = this.#state;
    let word = state[3]!;
    word ^= word << 11;
    word ^= word >>> 8;
    state[3] = state[2]!;
    state[2] = state[1]!;
    state[1] = state[0]!;
    word ^= state[0]! ^ (state[0]! >>> 19);
    state[0] = word;
    return state[0]!;
  };

  /** Uniform from 0 up to, but not including, 1. */
  fraction(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  /** Whether an event of this probability happens. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }
}
