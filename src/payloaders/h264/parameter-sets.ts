/** The parameter sets of a stream, kept by their ids (ISO 14496-10 §7.4.1.2.1): a new one replaces the old of its id. */

import { BitReader } from '../../bytes/bit-reader.js';
import { equalBytes } from '../../bytes/octets.js';
import { Reject } from '../../errors.js';
import { nalUnitType, NalUnitType, rawByteSequencePayload } from './nal-unit.js';
import { parseSequenceParameterSet, type SequenceParameterSet } from './sequence-parameter-set.js';

/** Octets a set may have: with 32 + 256 ids it bounds what a hostile stream can make us keep to 4.5 MiB. */
const MAX_LENGTH = 16_384;
/** Two ids of at most 17 bits lie within the first octets, whatever emulation prevention does. */
const IDS_LENGTH = 16;
/** What stands before the picture: delimiter, SPS, PPS, SPS extension, subset SPS. */
const LEADING_TYPES: ReadonlySet<number> = new Set([9, 7, 8, 13, 15]);

interface StoredSequence {
  readonly nalUnit: Uint8Array;
  readonly description: SequenceParameterSet;
}

interface StoredPicture {
  readonly nalUnit: Uint8Array;
  readonly sequenceParameterSetId: number;
}

export class ParameterSets {
  readonly #sequence = new Map<number, StoredSequence>();
  readonly #picture = new Map<number, StoredPicture>();

  /** The SPS and then the PPS as NAL units, each kind in ascending order of id. */
  get nalUnits(): Uint8Array[] {
    return [...inOrder(this.#sequence), ...inOrder(this.#picture)].map(({ nalUnit }) => nalUnit);
  }

  /** What the SPS of an id says; without an id the lowest one, because nearly all streams have just one. */
  describe(id?: number): SequenceParameterSet | undefined {
    return (id === undefined ? inOrder(this.#sequence)[0] : this.#sequence.get(id))?.description;
  }

  /** What the SPS says that the PPS of an id refers to. */
  describeByPicture(pictureParameterSetId: number): SequenceParameterSet | undefined {
    const picture = this.#picture.get(pictureParameterSetId);
    return picture && this.#sequence.get(picture.sequenceParameterSetId)?.description;
  }

  /** Keeps a copy of an SPS or PPS (`slice` of a Node Buffer would be a view); a set that cannot be read changes nothing. */
  store(nalUnit: Uint8Array): Reject | undefined {
    const type = nalUnitType(nalUnit[0] ?? 0);
    if (nalUnit.length > MAX_LENGTH) return new Reject('parameter-set-too-large', MAX_LENGTH, 'ISO 14496-10 §7.3.2');
    if (type === NalUnitType.sequenceParameterSet) return this.#storeSequence(nalUnit);
    if (type === NalUnitType.pictureParameterSet) return this.#storePicture(nalUnit);
    return new Reject('not-a-parameter-set', 0, 'ISO 14496-10 §7.4.1', `NAL unit type ${type}, expected 7 or 8`);
  }

  #storeSequence(nalUnit: Uint8Array): Reject | undefined {
    if (isKnown(this.#sequence, nalUnit)) return undefined;
    const description = parseSequenceParameterSet(nalUnit);
    if (description instanceof Reject) return description;
    this.#sequence.set(description.id, { nalUnit: new Uint8Array(nalUnit), description });
    return undefined;
  }

  /** A PPS may come before its SPS (RFC 6184 §8.1 sets no order): only its ids are read. */
  #storePicture(nalUnit: Uint8Array): Reject | undefined {
    if (isKnown(this.#picture, nalUnit)) return undefined;
    const ids = parsePictureParameterSetIds(nalUnit);
    if (ids instanceof Reject) return ids;
    const { id, sequenceParameterSetId } = ids;
    this.#picture.set(id, { nalUnit: new Uint8Array(nalUnit), sequenceParameterSetId });
    return undefined;
  }
}

/**
 * The NAL units of an access unit that holds a slice, with the known parameter sets that it lacks: SPS behind an access unit
 * delimiter, which must stay first, PPS behind its own sets, which they may refer to (ISO 14496-10 §7.4.1.2.3).
 */
export function withParameterSets(nalUnits: readonly Uint8Array[], sets: ParameterSets): readonly Uint8Array[] {
  const missing = sets.nalUnits.filter((set) => !nalUnits.some((nalUnit) => equalBytes(nalUnit, set)));
  if (missing.length === 0) return nalUnits;
  const first = nalUnits.findIndex((nalUnit) => typeOf(nalUnit) !== NalUnitType.accessUnitDelimiter);
  const afterSets = nalUnits.findIndex((nalUnit) => !LEADING_TYPES.has(typeOf(nalUnit)));
  return [
    ...nalUnits.slice(0, first),
    ...missing.filter((set) => typeOf(set) === NalUnitType.sequenceParameterSet),
    ...nalUnits.slice(first, afterSets),
    ...missing.filter((set) => typeOf(set) === NalUnitType.pictureParameterSet),
    ...nalUnits.slice(afterSets),
  ];
}

/** Whether there is an SPS among the NAL units, and a PPS. */
export function bringParameterSets(nalUnits: readonly Uint8Array[]): boolean {
  const types = new Set(nalUnits.map(typeOf));
  return types.has(NalUnitType.sequenceParameterSet) && types.has(NalUnitType.pictureParameterSet);
}

/** The two ids that a PPS begins with: its own and that of its SPS (ISO 14496-10 §7.3.2.2). */
function parsePictureParameterSetIds(nalUnit: Uint8Array): { id: number; sequenceParameterSetId: number } | Reject {
  const reader = new BitReader(rawByteSequencePayload(nalUnit, Math.min(nalUnit.length, IDS_LENGTH)), 'msb-first');
  const id = reader.unsignedExpGolomb();
  const sequenceParameterSetId = reader.unsignedExpGolomb();
  if (reader.overrun) return new Reject('pps-truncated', nalUnit.length, 'ISO 14496-10 §7.3.2.2');
  if (id > 255 || sequenceParameterSetId > 31) return new Reject('pps-id-out-of-range', 1, 'ISO 14496-10 §7.4.2.2');
  return { id, sequenceParameterSetId };
}

function typeOf(nalUnit: Uint8Array): number {
  return nalUnitType(nalUnit[0]!);
}

/** Repetitions are the rule, and comparing octets is far cheaper than reading them. */
function isKnown(sets: ReadonlyMap<number, { readonly nalUnit: Uint8Array }>, nalUnit: Uint8Array): boolean {
  for (const known of sets.values()) if (equalBytes(known.nalUnit, nalUnit)) return true;
  return false;
}

function inOrder<Stored>(sets: ReadonlyMap<number, Stored>): Stored[] {
  return [...sets].toSorted(([a], [b]) => a - b).map(([, stored]) => stored);
}
