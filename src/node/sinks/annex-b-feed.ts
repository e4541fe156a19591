/** Access units as a byte stream with start codes (ISO 14496-10 Annex B). */

import type { AccessUnit, ParameterSets } from '../../payloaders/h264/index.js';
import { completedUnit } from './completed-unit.js';
import { NO_OCTETS, type Feed } from './feed.js';

export class AnnexBFeed implements Feed<AccessUnit> {
  readonly #parameterSets: ParameterSets;

  /** @param parameterSets of the stream; outlive the feed */
  constructor(parameterSets: ParameterSets) {
    this.#parameterSets = parameterSets;
  }

  octetsOf(unit: AccessUnit): Uint8Array {
    return completedUnit(unit, this.#parameterSets).toAnnexB();
  }

  /** `trailing_zero_8bits` (ISO 14496-10 §B.1.1). */
  filler(): Uint8Array {
    return new Uint8Array(1);
  }

  end(): Uint8Array {
    return NO_OCTETS;
  }
}
