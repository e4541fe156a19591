/** Joins the fragments of one packet or configuration, checked piece by piece (RFC 5215 §2.3). */

import { concatenate } from '../../bytes/octets.js';

/**
 * Fragments are collected as views and joined once. Sequence numbers are the depayloader's business: after a gap it calls
 * {@link abandon}.
 */
export class FragmentAssembler {
  #fragments: Uint8Array[] = [];
  #length = 0;
  #ident = 0;
  #dataType = 0;
  #timestamp = 0;

  /** Whether a start fragment has been seen and its end has not. */
  get open(): boolean {
    return this.#fragments.length > 0;
  }

  /** Octets collected so far. */
  get length(): number {
    return this.#length;
  }

  /** Fragments collected so far; each keeps a datagram alive, however short it is. */
  get count(): number {
    return this.#fragments.length;
  }

  /** The RTP timestamp that all fragments share. */
  get timestamp(): number {
    return this.#timestamp;
  }

  start(ident: number, dataType: number, timestamp: number, fragment: Uint8Array): void {
    this.#fragments = [fragment];
    this.#length = fragment.length;
    this.#ident = ident;
    this.#dataType = dataType;
    this.#timestamp = timestamp;
  }

  /** Whether a fragment with these fields can belong to what is open. */
  continues(ident: number, dataType: number, timestamp: number): boolean {
    return this.open && ident === this.#ident && dataType === this.#dataType && timestamp === this.#timestamp;
  }

  append(fragment: Uint8Array): void {
    this.#fragments.push(fragment);
    this.#length += fragment.length;
  }

  /** The whole, in one copy; the assembler is free again. */
  finish(): Uint8Array {
    const whole = concatenate(this.#fragments);
    this.abandon();
    return whole;
  }

  abandon(): void {
    this.#fragments = [];
    this.#length = 0;
  }
}
