/** One line of `--json`. */

/** `event` says what happened, the other fields are that event's own. */
export interface JsonEvent {
  readonly event: string;
  readonly [field: string]: string | number | boolean | null | undefined;
}
