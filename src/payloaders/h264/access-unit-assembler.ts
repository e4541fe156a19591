/** Puts NAL units together to access units and finds where each ends (RFC 6184 §5.1: timestamp and marker bit). */

import { AccessUnit, type AccessUnitEnd } from './access-unit.js';
import type { H264DepayloaderStatistics } from './h264-depayloader-statistics.js';
import { isVideoCodingLayer, nalUnitType, NalUnitType } from './nal-unit.js';
import { RECOVERY_POINT, seiPayloadTypes } from './supplemental-enhancement-information.js';

export interface AccessUnitRules {
  readonly maxAccessUnitBytes: number;
  readonly maxNalUnits: number;
  readonly recoveryPointIsKeyFrame: boolean;
}

/** After a marker inside an access unit a source must behave for so many units before its markers are believed again. */
const UNITS_OF_DISTRUST = 50;
/** An access unit may take one packet for each so many octets allowed, because a datagram held costs about that much. */
const OCTETS_PER_PACKET = 512;

/**
 * A new timestamp ends an access unit. The marker ends it early once a slice is there: cameras mark parameter sets, too.
 * Cameras that mark every NAL unit are found out by the packets that follow, and go by timestamp from then on.
 */
export class AccessUnitAssembler {
  readonly #onUnit: (unit: AccessUnit) => void;
  readonly #statistics: H264DepayloaderStatistics;
  readonly #rules: AccessUnitRules;
  /** Of the unit in progress, else of the one that a marker ended; −1 before the first. */
  #timestamp = -1;
  #open = false;
  #nalUnits: Uint8Array[] = [];
  #octets = 0;
  #packets = 0;
  #damaged = false;
  /** Packets were lost in front of the unit, and nothing says that they were not its own. */
  #beginningDoubtful = false;
  /** The same of a unit that is to begin with the packet that follows a loss. */
  #nextDoubtful = false;
  #overflowed = false;
  #sliceSeen = false;
  #keyFrame = false;
  /** A marker that did not end the unit, because markers are not believed. */
  #marked = false;
  #lastPacketMarked = false;
  #distrustedUnits = 0;
  /** A timestamp under which more came than one access unit can have: its markers tell the truth. */
  #stuckTimestamp = -1;

  constructor(onUnit: (unit: AccessUnit) => void, statistics: H264DepayloaderStatistics, rules: AccessUnitRules) {
    this.#onUnit = onUnit;
    this.#statistics = statistics;
    this.#rules = rules;
  }

  /** Whether a packet of this timestamp would go on with the unit in progress. */
  continues(timestamp: number): boolean {
    return this.#open && timestamp === this.#timestamp;
  }

  /**
   * Packets were lost between the last one and the next.
   * @param reachesNext whether they may have been the beginning of the next unit
   */
  lose(reachesNext: boolean): void {
    this.#damaged = true;
    this.#nextDoubtful = reachesNext;
  }

  /**
   * A packet has come: ends the unit before when its timestamp is another.
   * @param length octets of the packet, counted whole because views keep all of it
   * @returns whether the unit still has room; when not, it is dropped to its end
   */
  begin(timestamp: number, length: number): boolean {
    if (this.continues(timestamp)) {
      if (this.#marked) this.#noteMisplacedMarker();
    } else {
      if (this.#open) this.#end('timestamp');
      this.#start(timestamp);
    }
    this.#nextDoubtful = false;
    this.#lastPacketMarked = false;
    this.#octets += length;
    this.#packets++;
    const { maxAccessUnitBytes } = this.#rules;
    if (this.#octets > maxAccessUnitBytes || this.#packets * OCTETS_PER_PACKET > maxAccessUnitBytes) this.#overflow();
    return !this.#overflowed;
  }

  /** Adds a whole NAL unit to the unit in progress. */
  add(nalUnit: Uint8Array): void {
    if (this.#nalUnits.length === this.#rules.maxNalUnits) this.#overflow();
    if (this.#overflowed) return;
    const type = nalUnitType(nalUnit[0]!);
    // A delimiter is the first NAL unit of its access unit (ISO 14496-10 §7.4.1.2.3): what was lost before it was another's.
    if (type === NalUnitType.accessUnitDelimiter && this.#nalUnits.length === 0) this.#beginningDoubtful = false;
    this.#nalUnits.push(nalUnit);
    if (isVideoCodingLayer(type)) this.#sliceSeen = true;
    if (type === NalUnitType.idrSlice || this.#isRecoveryPoint(type, nalUnit)) this.#keyFrame = true;
  }

  /** Something of the unit in progress could not be used. */
  damage(): void {
    this.#damaged = true;
  }

  /** The packet had the marker bit, and no NAL unit is left in fragments. */
  mark(): void {
    this.#lastPacketMarked = true;
    if (!this.#sliceSeen) return;
    if (this.#distrustedUnits === 0) this.#end('marker');
    else this.#marked = true;
  }

  /** Nothing more will come. Without a marker to be believed the last unit may have lost its end: it counts as not complete. */
  flush(): void {
    if (!this.#lastPacketMarked || this.#distrustedUnits > 0) this.#damaged = true;
    if (this.#open) this.#end('flush');
    this.#timestamp = -1;
    this.#damaged = false;
  }

  #start(timestamp: number): void {
    const cut = timestamp === this.#timestamp && timestamp !== this.#stuckTimestamp;
    this.#timestamp = timestamp;
    this.#open = true;
    this.#damaged = cut;
    this.#beginningDoubtful = this.#nextDoubtful;
    if (!cut) return;
    this.#statistics.accessUnitsCutByMarker++;
    this.#noteMisplacedMarker();
  }

  #noteMisplacedMarker(): void {
    this.#statistics.markerInsideAccessUnit++;
    this.#distrustedUnits = UNITS_OF_DISTRUST + 1; // this unit's own end takes one
  }

  #overflow(): void {
    if (this.#overflowed) return;
    this.#statistics.oversizedAccessUnits++;
    this.#overflowed = true;
    this.#nalUnits = [];
    // Let the next marker end it, even where markers were distrusted: the timestamps of some sources never change.
    this.#sliceSeen = true;
    this.#distrustedUnits = 0;
    this.#stuckTimestamp = this.#timestamp;
  }

  #end(endedBy: AccessUnitEnd): void {
    const nalUnits = this.#nalUnits;
    const complete = !this.#damaged && !this.#beginningDoubtful;
    const keyFrame = this.#keyFrame;
    const overflowed = this.#overflowed;
    if (this.#distrustedUnits > 0) this.#distrustedUnits--;
    this.#reset();
    if (overflowed) return;
    if (nalUnits.length === 0) {
      this.#statistics.lostAccessUnits++;
      return;
    }
    this.#statistics.accessUnits++;
    if (!complete) this.#statistics.incompleteAccessUnits++;
    this.#onUnit(new AccessUnit(nalUnits, this.#timestamp, complete, endedBy, keyFrame));
  }

  #reset(): void {
    this.#open = false;
    this.#nalUnits = [];
    this.#octets = 0;
    this.#packets = 0;
    this.#damaged = false;
    this.#beginningDoubtful = false;
    this.#overflowed = false;
    this.#sliceSeen = false;
    this.#keyFrame = false;
    this.#marked = false;
  }

  #isRecoveryPoint(type: number, nalUnit: Uint8Array): boolean {
    return (
      this.#rules.recoveryPointIsKeyFrame &&
      type === NalUnitType.supplementalEnhancementInformation &&
      seiPayloadTypes(nalUnit).includes(RECOVERY_POINT)
    );
  }
}
