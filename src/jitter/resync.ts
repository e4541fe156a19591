/** The relation between media time and the receiver's clock has broken and was made anew. */

/**
 * `jump`: media time and time of arrival disagree by more than the mode allows (a pause of the sender, a clock that stepped,
 * timestamps that jumped). `overdue`: what was due was asked for more than a second too late (the host slept).
 */
export type ResyncCause = 'jump' | 'overdue';

export interface Resync {
  readonly cause: ResyncCause;
  /** When it was noticed, in ms of the receiver's clock. */
  readonly atMs: number;
  /** By how many milliseconds: of a jump, how much later media plays from here; of what was overdue, how much. */
  readonly byMs: number;
}
