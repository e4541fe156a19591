/** The two ways this library says no: {@link Reject}, a value, for bytes it did not make; errors, thrown, for arguments. */

/**
 * Why bytes or text from outside were refused. A value, never thrown: parsers return `T | Reject`, sessions count rejects
 * by `reason`. Tell it apart with `instanceof Reject`.
 */
export class Reject {
  /**
   * @param reason stable kebab-case name, the key under which statistics count it, such as `padding-overruns-packet`
   * @param offset octets from the start of what was parsed (lines, from 1, where `section` names a text format)
   * @param section the clause that was broken, such as `RFC 3550 §5.1`
   * @param detail what was found and what was expected, where the reason alone does not say it
   */
  constructor(
    readonly reason: string,
    readonly offset: number,
    readonly section: string,
    readonly detail?: string,
  ) {}

  toString(): string {
    return `${this.reason} at ${this.offset} (${this.section})${this.detail === undefined ? '' : `: ${this.detail}`}`;
  }
}

/** Codes of {@link RtpkitError}; a string, because an ESM and a CJS copy of the class can live in one process. */
export type ErrorCode =
  | 'ERR_RTPKIT_ADDRESS'
  | 'ERR_RTPKIT_BACKEND'
  | 'ERR_RTPKIT_CHILD_PROCESS'
  | 'ERR_RTPKIT_CLOSED'
  | 'ERR_RTPKIT_DESCRIPTION'
  | 'ERR_RTPKIT_FILE'
  | 'ERR_RTPKIT_PORT_IN_USE'
  | 'ERR_RTPKIT_SOCKET';

/** What the machine would not do (a port in use, a missing program); the message says what to do about it. */
export class RtpkitError extends Error {
  override readonly name = 'RtpkitError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** A `TypeError` for an argument of the wrong kind: `found` and `expected` complete its sentence. */
export function wrongType(argument: string, found: unknown, expected: string): TypeError {
  return new TypeError(`${argument} is ${describe(found)}, expected ${expected}`);
}

/** A `RangeError` for an argument outside its range. */
export function outOfRange(argument: string, found: unknown, expected: string): RangeError {
  return new RangeError(`${argument} is ${describe(found)}, expected ${expected}`);
}

/** Throws a `RangeError` unless `value` is an integer from `low` to `high`. */
export function requireInteger(argument: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw outOfRange(argument, value, `an integer from ${low} to ${high}`);
  }
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && value !== null) return `an object (${value.constructor?.name ?? 'no prototype'})`;
  return String(value);
}
