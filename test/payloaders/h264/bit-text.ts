/** Writes syntax elements of H.264 by hand: `u` bits, `ue` and `se` Exp-Golomb codes (ISO 14496-10 §7.2, §9.1). */
export class BitText {
  #text = '';

  u(count: number, value: number): this {
    this.#text += value.toString(2).padStart(count, '0');
    return this;
  }

  ue(value: number): this {
    const code = (value + 1).toString(2);
    this.#text += '0'.repeat(code.length - 1) + code;
    return this;
  }

  se(value: number): this {
    return this.ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** With the header octet in front, trailing bits behind and emulation prevention within. */
  nalUnit(header: number): Uint8Array {
    const padded = `${this.#text}1`.padEnd(8 * Math.ceil((this.#text.length + 1) / 8), '0');
    const octets = [header];
    for (const text of padded.match(/.{8}/g) ?? []) {
      const octet = Number.parseInt(text, 2);
      if (octet <= 3 && octets.at(-1) === 0 && octets.at(-2) === 0) octets.push(3);
      octets.push(octet);
    }
    return Uint8Array.from(octets);
  }
}
