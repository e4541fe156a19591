/** Notices when nothing has come for too long, and when something comes again; says each once. */

export type Alarm =
  | { readonly kind: 'silent' }
  | {
      readonly kind: 'resumed';
      /** How long nothing had come, in milliseconds. */
      readonly afterMs: number;
    };

export class SilenceAlarm {
  readonly #patienceMs: number;
  #heardMs: number;
  #state: 'heard' | 'silent' | 'excused' = 'heard';

  /**
   * @param now milliseconds from any origin: the moment from which on something is expected
   * @param patienceMs how long silence is nothing to speak of
   */
  constructor(now: number, patienceMs: number) {
    this.#heardMs = now;
    this.#patienceMs = patienceMs;
  }

  /** Whether nothing has come for too long. */
  get silent(): boolean {
    return this.#state === 'silent';
  }

  /** Nothing is expected from `now` on until something comes again. */
  excuse(now: number): void {
    this.#state = 'excused';
    this.#heardMs = now;
  }

  /** @param heardMs when something came last; −Infinity: never */
  check(now: number, heardMs: number): Alarm | undefined {
    if (heardMs > this.#heardMs) return this.#hear(heardMs);
    if (this.#state !== 'heard' || now - this.#heardMs < this.#patienceMs) return undefined;
    this.#state = 'silent';
    return { kind: 'silent' };
  }

  #hear(heardMs: number): Alarm | undefined {
    const afterMs = heardMs - this.#heardMs;
    const wasSilent = this.silent;
    this.#heardMs = heardMs;
    this.#state = 'heard';
    return wasSilent ? { kind: 'resumed', afterMs } : undefined;
  }
}
