/** The access unit: the NAL units of one coded picture, as they came (ISO 14496-10 §7.4.1.2.3). */

import type { MediaFrame } from '../depayloader.js';
import { joinAnnexB } from './annex-b.js';
import { joinAvc, type AvcLengthSize } from './avc.js';
import { withParameterSets, type ParameterSets } from './parameter-sets.js';

/** What showed that an access unit was over: the next one's timestamp, the marker bit, or the end of the stream. */
export type AccessUnitEnd = 'timestamp' | 'marker' | 'flush';

export class AccessUnit implements MediaFrame {
  /** Use a depayloader, which makes access units. */
  constructor(
    /** In sending order, each from its header octet on; they may be views on received datagrams. */
    readonly nalUnits: readonly Uint8Array[],
    /** The RTP timestamp, 32 bits. */
    readonly timestamp: number,
    /** Whether nothing was lost since the end of the unit before, as far as sequence numbers can tell. */
    readonly complete: boolean,
    readonly endedBy: AccessUnitEnd,
    /** Whether a decoder can start here: an IDR picture, or on request a recovery point. */
    readonly keyFrame: boolean,
  ) {}

  /** The same unit with the parameter sets that it lacks; itself when it lacks none. It must hold a slice. */
  withParameterSets(sets: ParameterSets): AccessUnit {
    const nalUnits = withParameterSets(this.nalUnits, sets);
    if (nalUnits === this.nalUnits) return this;
    return new AccessUnit(nalUnits, this.timestamp, this.complete, this.endedBy, this.keyFrame);
  }

  /** One contiguous copy with start codes of four octets (ISO 14496-10 Annex B). */
  toAnnexB(): Uint8Array {
    return joinAnnexB(this.nalUnits);
  }

  /**
   * One contiguous copy with lengths, as in MP4 (ISO 14496-15 §5.3.4.2).
   * @throws RangeError when a NAL unit is too long for its length field of `lengthSize` octets
   */
  toAvc(lengthSize: AvcLengthSize = 4): Uint8Array {
    return joinAvc(this.nalUnits, lengthSize);
  }
}
