/** What we say of ourselves: the CNAME with every report, all else in its turn (RFC 3550 §6.3.9, §6.5). */

import { utf8Length } from '../../bytes/utf-8.js';
import { outOfRange, wrongType } from '../../errors.js';
import type { SourceDescriptionItem, TextItem } from '../../rtcp/index.js';
import { measureItem } from '../../rtcp/source-description-item.js';

/** Each at most 255 octets of UTF-8. */
export interface SourceDescriptionTexts {
  /** Who the user is. */
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  /** Where the user is. */
  readonly location?: string;
  /** The application, perhaps with its version. */
  readonly tool?: string;
  /** What the state of the participant is at present, such as "on the phone". */
  readonly note?: string;
}

/** In the order of their turns: the first there is has 7 of 8. */
const ITEM_OF_TEXT = {
  note: 'NOTE',
  name: 'NAME',
  tool: 'TOOL',
  location: 'LOC',
  email: 'EMAIL',
  phone: 'PHONE',
} as const;
const MAX_TEXT_LENGTH = 255;
/** A further item goes with every third report, which is 15 s in a small session; of eight turns the others have one. */
const REPORTS_PER_ITEM = 3;
const TURNS = 8;

export class OwnDescription {
  readonly cname: TextItem;
  readonly #foremost: TextItem | undefined;
  readonly #others: readonly TextItem[];
  #reports = 0;

  /**
   * @throws TypeError when a text is none
   * @throws RangeError when one is too long
   */
  constructor(cname: string, texts: SourceDescriptionTexts = {}) {
    this.cname = { type: 'CNAME', value: requireText('cname', cname) };
    const items: TextItem[] = [];
    for (const [key, type] of Object.entries(ITEM_OF_TEXT)) {
      const value = texts[key as keyof SourceDescriptionTexts];
      if (value !== undefined) items.push({ type, value: requireText(`sourceDescription.${key}`, value) });
    }
    [this.#foremost, ...this.#others] = items;
  }

  /**
   * The items of the next report.
   * @param room for further items, in octets; without it their turn passes
   */
  next(room: number): SourceDescriptionItem[] {
    const report = this.#reports++;
    const item = report % REPORTS_PER_ITEM === 0 ? this.#itemOfTurn(report / REPORTS_PER_ITEM) : undefined;
    return item === undefined || measureItem(item) > room ? [this.cname] : [this.cname, item];
  }

  #itemOfTurn(turn: number): TextItem | undefined {
    if (this.#others.length === 0 || turn % TURNS !== TURNS - 1) return this.#foremost;
    return this.#others[Math.floor(turn / TURNS) % this.#others.length];
  }
}

/**
 * @throws TypeError when the text is none
 * @throws RangeError when it does not fit into an SDES item or a goodbye (RFC 3550 §6.5, §6.6)
 */
export function requireText(name: string, text: string): string {
  if (typeof text !== 'string') throw wrongType(name, text, 'a string');
  if (utf8Length(text) > MAX_TEXT_LENGTH) throw outOfRange(name, text, `at most ${MAX_TEXT_LENGTH} octets of UTF-8`);
  return text;
}
