/** What `describe` found out: words for a person, events for a program. */

import type { Counterpart } from '../announcements/counterparts.js';
import type { JsonEvent } from '../json-event.js';

export interface Explanation {
  readonly lines: readonly string[];
  readonly events: readonly JsonEvent[];
  /** How many streams of RTP there are. */
  readonly streams: number;
}

/** Lines to type, under what they do; nothing when there is none. */
export function counterpartLines(heading: string, counterparts: readonly Counterpart[]): string[] {
  return counterparts.length === 0 ? [] : [heading, ...counterparts.map(({ line }) => `  ${line}`)];
}

export function counterpartEvents(role: 'receive' | 'send', counterparts: readonly Counterpart[]): JsonEvent[] {
  return counterparts.map(({ program, line }) => ({ event: 'command', role, program, line }));
}
