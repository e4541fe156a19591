/** Cuts access units out of an H.264 byte stream as it comes through a pipe (ISO 14496-10 Annex B, §7.4.1.2.3). */

import { findStartCode } from '../bytes/start-code.js';
import { Reject, requireInteger } from '../errors.js';
import { AccessUnitBoundary } from '../payloaders/h264/access-unit-boundary.js';
import { endOfNalUnit, joinAnnexB, splitAnnexB } from '../payloaders/h264/annex-b.js';
import {
  isParameterSetType,
  isSingleNalUnitType,
  isVideoCodingLayer,
  nalUnitType,
  NalUnitType,
} from '../payloaders/h264/nal-unit.js';
import { ParameterSets } from '../payloaders/h264/parameter-sets.js';
import { SLICE_HEADER_LENGTH } from '../payloaders/h264/slice-header.js';

/** One access unit, ready for a payloader. */
export interface AnnexBAccessUnit {
  /** Its NAL units with their start codes, from the first one on; a copy. */
  readonly bytes: Uint8Array;
  /** Whether it holds an IDR picture. */
  readonly keyFrame: boolean;
}

export interface AnnexBReaderOptions {
  /** Octets that an access unit may have; larger ones are dropped and counted. Default 8 MiB. */
  readonly maxAccessUnitBytes?: number;
}

/** What was not as it should be, counted. */
export type AnnexBReaderStatistics = {
  /** Access units dropped because they were too large. */
  oversizedAccessUnits: number;
  /** Octets that belonged to no NAL unit. */
  strayOctets: number;
  /** NAL units of types without a meaning (0, 24 to 31), left out: no payload can carry them, and no decoder uses them. */
  unspecifiedNalUnits: number;
  /** Ends of writes that turned out to lie inside an access unit. */
  writesInsideAccessUnit: number;
};

/** What is searched at one time: bounds the buffer, whatever the size of a chunk. */
const PIECE_LENGTH = 0x10000;
/** No place: stays so when all places are shifted. */
const NONE: number = Number.NEGATIVE_INFINITY;

/**
 * An access unit comes out as soon as the first octets of the next one are there, or at {@link endOfWrite}. Each octet is
 * looked at once, however small the chunks are, and copied at most a constant number of times.
 */
export class AnnexBReader {
  readonly statistics: AnnexBReaderStatistics = {
    oversizedAccessUnits: 0,
    strayOctets: 0,
    unspecifiedNalUnits: 0,
    writesInsideAccessUnit: 0,
  };
  readonly #maxBytes: number;
  readonly #sets = new ParameterSets();
  readonly #boundary = new AccessUnitBoundary(this.#sets);
  #buffer: Uint8Array = new Uint8Array(2 * PIECE_LENGTH);
  /** The access unit in progress lies from `start` to `end`; start codes were looked for up to `scanned`. */
  #start = 0;
  #end = 0;
  #scanned = 0;
  /** The first octet of the last NAL unit; NONE before the first start code of the access unit. */
  #nalUnit = NONE;
  /** Whether that NAL unit has not been looked at yet, for want of octets. */
  #undecided = false;
  /** The first octet of a prefix NAL unit that goes where the next slice goes. */
  #prefix = NONE;
  #empty = true;
  #keyFrame = false;
  #hasUnspecified = false;
  #oversized = false;
  #afterWrite = false;
  #trustsWrites = true;

  /** @throws RangeError when `maxAccessUnitBytes` is not a positive integer */
  constructor(options: AnnexBReaderOptions = {}) {
    this.#maxBytes = options.maxAccessUnitBytes ?? 8 * 1024 * 1024;
    requireInteger('maxAccessUnitBytes', this.#maxBytes, 1, 2 ** 31);
  }

  /** Takes octets of the stream and returns the access units that they end. */
  push(chunk: Uint8Array): AnnexBAccessUnit[] {
    const units: AnnexBAccessUnit[] = [];
    for (let offset = 0; offset < chunk.length; offset += PIECE_LENGTH) {
      this.#append(chunk.subarray(offset, offset + PIECE_LENGTH));
      this.#scan(units);
    }
    return units;
  }

  /**
   * Says that what writes the stream has just finished a write, and returns the access unit that is whole then: encoders
   * that write one access unit at a time (GStreamer's fdsink) need not wait for the next. Should a write turn out to have
   * ended inside an access unit, that is counted and the ends of writes mean nothing from then on.
   */
  endOfWrite(): AnnexBAccessUnit[] {
    const units: AnnexBAccessUnit[] = [];
    // No NAL unit ends with a zero (§7.4.1). Not looking for the octet that does keeps small writes of zeros linear in time.
    if (this.#nalUnit >= this.#end || this.#buffer[this.#end - 1] === 0) return units;
    if (this.#undecided) this.#decide(this.#end, units);
    if (!this.#trustsWrites || !this.#boundary.sliceSeen || this.#nalUnit === NONE) return units;
    this.#close(units);
    this.#afterWrite = true;
    return units;
  }

  /** The stream has ended: returns what is left. */
  flush(): AnnexBAccessUnit[] {
    const units: AnnexBAccessUnit[] = [];
    this.#finishNalUnit(this.#end, units);
    if (this.#nalUnit !== NONE) this.#close(units);
    return units;
  }

  /** Ends the access unit in progress with the last NAL unit; zeros behind it may belong to the next start code. */
  #close(units: AnnexBAccessUnit[]): void {
    const limit = this.#nalUnit === this.#end ? this.#startCodeBefore(this.#nalUnit) : this.#end;
    this.#cut(endOfNalUnit(this.#buffer, this.#start, limit), units);
    this.#scanned = Math.max(this.#scanned, this.#start);
    this.#nalUnit = NONE;
    this.#undecided = false;
  }

  #append(piece: Uint8Array): void {
    if (this.#end + piece.length > this.#buffer.length) this.#makeRoom(piece.length);
    this.#buffer.set(piece, this.#end);
    this.#end += piece.length;
  }

  /** At least doubles what is free, so that moving costs each octet a constant. */
  #makeRoom(length: number): void {
    const shift = this.#start;
    const needed = 2 * (this.#end - shift + length);
    const buffer = needed > this.#buffer.length ? new Uint8Array(needed) : this.#buffer;
    buffer.set(this.#buffer.subarray(shift, this.#end));
    this.#buffer = buffer;
    this.#start = 0;
    this.#end -= shift;
    this.#scanned -= shift;
    this.#nalUnit -= shift;
    this.#prefix -= shift;
  }

  #scan(units: AnnexBAccessUnit[]): void {
    let startCode = findStartCode(this.#buffer, this.#scanned, this.#end);
    while (startCode !== -1) {
      this.#finishNalUnit(startCode, units);
      if (this.#nalUnit === NONE) this.#skipStrayOctets(startCode);
      this.#nalUnit = startCode + 3;
      this.#undecided = true;
      startCode = findStartCode(this.#buffer, startCode + 3, this.#end);
    }
    this.#scanned = Math.max(this.#nalUnit, this.#end - 2, this.#start);
    if (this.#undecided && this.#end > this.#nalUnit && this.#end - this.#nalUnit >= this.#octetsToDecide())
      this.#decide(this.#end, units);
    if (this.#end - this.#start > this.#maxBytes) this.#drop();
  }

  /** The header octet, or for a slice its header. What begins with zero may be no NAL unit but another start code. */
  #octetsToDecide(): number {
    const header = this.#buffer[this.#nalUnit]!;
    return header === 0 || isVideoCodingLayer(nalUnitType(header)) ? SLICE_HEADER_LENGTH : 1;
  }

  /** The last NAL unit ends here at the latest; nothing to do when it is empty, or its beginning was dropped. */
  #finishNalUnit(limit: number, units: AnnexBAccessUnit[]): void {
    const end = endOfNalUnit(this.#buffer, this.#nalUnit, limit);
    if (this.#nalUnit < this.#start || this.#nalUnit >= end) return;
    if (this.#undecided) this.#decide(end, units);
    if (!isParameterSetType(nalUnitType(this.#buffer[this.#nalUnit]!))) return;
    this.#sets.store(this.#buffer.subarray(this.#nalUnit, end));
  }

  /** Finds out whether the last NAL unit, of which the octets up to `limit` are known, begins an access unit. */
  #decide(limit: number, units: AnnexBAccessUnit[]): void {
    this.#undecided = false;
    const nalUnit = this.#buffer.subarray(this.#nalUnit, limit);
    if (this.#boundary.awaitsSlice(nalUnit)) {
      this.#prefix = this.#nalUnit;
      return;
    }
    const first = this.#prefix === NONE ? this.#nalUnit : this.#prefix;
    this.#prefix = NONE;
    if (this.#boundary.begins(nalUnit)) this.#cut(this.#startCodeBefore(first), units);
    else if (this.#afterWrite) this.#distrustWrites();
    this.#afterWrite = false;
    this.#empty = false;
    const type = nalUnitType(nalUnit[0]!);
    if (type === NalUnitType.idrSlice) this.#keyFrame = true;
    if (isSingleNalUnitType(type)) return;
    this.#hasUnspecified = true;
    this.statistics.unspecifiedNalUnits++;
  }

  /** Hands out the access unit that ends here, unless it has no NAL unit or was too large. */
  #cut(limit: number, units: AnnexBAccessUnit[]): void {
    if (!this.#empty && !this.#oversized) {
      const end = endOfNalUnit(this.#buffer, this.#start, limit);
      const whole = this.#buffer.slice(this.#start, end);
      const bytes = this.#hasUnspecified ? withoutUnspecified(whole) : whole;
      if (bytes.length > 0) units.push({ bytes, keyFrame: this.#keyFrame });
    }
    this.#start = limit;
    this.#empty = true;
    this.#keyFrame = false;
    this.#hasUnspecified = false;
    this.#oversized = false;
  }

  /** Keeps only what is needed to find the next start code, or to decide about the NAL unit that has just begun. */
  #drop(): void {
    if (!this.#oversized) this.statistics.oversizedAccessUnits++;
    this.#oversized = true;
    this.#start = this.#undecided ? this.#startCodeBefore(this.#nalUnit) : this.#end - 3;
    this.#prefix = NONE;
  }

  #skipStrayOctets(startCode: number): void {
    const end = endOfNalUnit(this.#buffer, this.#start, startCode);
    this.statistics.strayOctets += end - this.#start;
    if (end > this.#start && this.#afterWrite) this.#distrustWrites();
    this.#start = this.#startCodeBefore(startCode + 3);
  }

  #distrustWrites(): void {
    this.#trustsWrites = false;
    this.#afterWrite = false;
    this.statistics.writesInsideAccessUnit++;
  }

  /** The start code in front of a NAL unit, with its zero_byte where there is one. */
  #startCodeBefore(nalUnit: number): number {
    return nalUnit - 4 >= this.#start && this.#buffer[nalUnit - 4] === 0 ? nalUnit - 4 : nalUnit - 3;
  }
}

/** Decoders pass over these NAL units (ISO 14496-10 §7.4.1), and RTP has another use for their types (RFC 6184 §5.2). */
function withoutUnspecified(stream: Uint8Array): Uint8Array {
  const nalUnits = splitAnnexB(stream);
  if (nalUnits instanceof Reject) return stream;
  return joinAnnexB(nalUnits.filter((nalUnit) => isSingleNalUnitType(nalUnitType(nalUnit[0]!))));
}

/** All access units of a stream that is at hand as a whole. */
export function splitAccessUnits(stream: Uint8Array): AnnexBAccessUnit[] {
  const reader = new AnnexBReader({ maxAccessUnitBytes: Math.min(Math.max(stream.length, 1), 2 ** 31) });
  return [...reader.push(stream), ...reader.flush()];
}
