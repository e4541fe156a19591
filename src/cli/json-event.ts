/** One line of `--json`. */

import type { EventName } from './event-table.js';

/** `event` says what happened, the other fields are that event's own. */
export interface JsonEvent {
  readonly event: EventName;
  readonly [field: string]: string | number | boolean | null | undefined;
}
