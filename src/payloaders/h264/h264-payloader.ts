/** H.264 access units to RTP payloads (RFC 6184 §5 and §6, packetization modes 0 and 1). */

import { outOfRange, Reject, requireInteger, wrongType } from '../../errors.js';
import type { FormatParameters } from '../format-parameters.js';
import type { PacketSink, Payloader } from '../payloader.js';
import { endOfAggregate, type Aggregation } from './aggregation.js';
import { splitAnnexB } from './annex-b.js';
import { splitAvc, type AvcLengthSize } from './avc.js';
import { h264FormatParameters, type PacketizationMode } from './format-parameters.js';
import { isSingleNalUnitType, nalUnitType, nalUnitTypeName } from './nal-unit.js';
import { ParameterSetRepetition, type ParameterSetInterval } from './parameter-set-repetition.js';
import type { ParameterSets } from './parameter-sets.js';
import { FU_A_HEADER_LENGTH } from './payload-structure.js';
import { PayloadWriter } from './payload-writer.js';

export interface H264PayloaderOptions {
  /** 1 (default) may use STAP-A and FU-A; 0 sends single NAL units only (RFC 6184 §6.2, §6.3). */
  readonly packetizationMode?: PacketizationMode;
  /** Which NAL units share a packet; default `none`, as in GStreamer. */
  readonly aggregation?: Aggregation;
  /** `annex-b` (default): start codes. `avc`: lengths, as in MP4 and Matroska. Never guessed. */
  readonly inputFormat?: 'annex-b' | 'avc';
  /** Octets of each length of `avc` input; default 4. */
  readonly lengthSize?: AvcLengthSize;
  /** When known parameter sets are repeated in-band; default `idr`, so that whoever joins late can decode. */
  readonly parameterSetInterval?: ParameterSetInterval;
  /** SPS and PPS known beforehand, as NAL units; those of the stream replace them. */
  readonly parameterSets?: readonly Uint8Array[];
}

export class H264Payloader implements Payloader {
  readonly pending = false;
  readonly maxBundleMs = 0;
  readonly channels = undefined;
  readonly #sink: PacketSink;
  readonly #writer: PayloadWriter;
  readonly #mode: PacketizationMode;
  readonly #aggregation: Aggregation;
  readonly #split: (frame: Uint8Array) => Uint8Array[] | Reject;
  readonly #repetition: ParameterSetRepetition;

  /**
   * @throws TypeError for an aggregation other than `none` in mode 0, for options outside their lists and for parameter
   *   sets that cannot be read; RangeError for an interval that is not positive
   */
  constructor(sink: PacketSink, options: H264PayloaderOptions = {}) {
    const { packetizationMode = 1, aggregation = 'none', inputFormat = 'annex-b', lengthSize = 4 } = options;
    requireOneOf('packetizationMode', packetizationMode, [0, 1]);
    requireOneOf('aggregation', aggregation, ['none', 'zero-latency', 'max-stap']);
    requireOneOf('inputFormat', inputFormat, ['annex-b', 'avc']);
    requireOneOf('lengthSize', lengthSize, [1, 2, 4]);
    if (packetizationMode === 0 && aggregation !== 'none') {
      throw wrongType('aggregation', aggregation, '"none", because packetization mode 0 has no STAP-A (RFC 6184 §6.2)');
    }
    this.#sink = sink;
    this.#writer = new PayloadWriter(sink);
    this.#mode = packetizationMode;
    this.#aggregation = aggregation;
    this.#split = inputFormat === 'annex-b' ? splitAnnexB : (sample) => splitAvc(sample, lengthSize);
    this.#repetition = new ParameterSetRepetition(options.parameterSetInterval ?? 'idr', options.parameterSets ?? []);
  }

  /** The parameter sets given or seen so far. */
  get parameterSets(): ParameterSets {
    return this.#repetition.parameterSets;
  }

  /** The `a=fmtp` parameters of the stream as far as it is known. */
  get formatParameters(): FormatParameters {
    return h264FormatParameters(this.#mode, this.parameterSets.nalUnits);
  }

  /**
   * Sends one access unit; its last packet has the marker.
   * @param frame NAL units in the input format, at least one, none of it outside a NAL unit
   * @throws TypeError when the frame is not of the input format, or holds a NAL unit of a type that only payloads have (0
   *   and 24 to 31); RangeError when a NAL unit does not fit a packet in mode 0, or packets are too small to fragment
   */
  push(frame: Uint8Array, timestampTicks: number): void {
    requireInteger('timestampTicks', timestampTicks, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    const split = this.#split(frame);
    if (split instanceof Reject) throw wrongType('frame', split.toString(), 'an access unit in the input format');
    const nalUnits = this.#repetition.complete(split, timestampTicks);
    const room = this.#sink.maxPayloadLength;
    for (const nalUnit of nalUnits) this.#check(nalUnit, room);
    let index = 0;
    while (index < nalUnits.length) {
      const end = endOfAggregate(this.#aggregation, nalUnits, index, room);
      this.#writer.write(nalUnits, index, end, timestampTicks);
      index = end;
    }
  }

  /** Nothing is ever held back. */
  flush(): void {}

  #check(nalUnit: Uint8Array, room: number): void {
    const type = nalUnitType(nalUnit[0]!);
    if (!isSingleNalUnitType(type)) {
      throw wrongType('frame', `an access unit with NAL unit type ${type} (${nalUnitTypeName(type)})`, 'types 1 to 23');
    }
    if (nalUnit.length <= room) return;
    if (this.#mode === 0) {
      throw outOfRange('frame', `one with a NAL unit of ${nalUnit.length} octets`, `at most ${room} in mode 0`);
    }
    if (room <= FU_A_HEADER_LENGTH) throw outOfRange('maxPayloadLength', room, 'at least 3 to fragment NAL units');
  }
}

function requireOneOf(argument: string, found: unknown, expected: readonly unknown[]): void {
  if (!expected.includes(found)) throw wrongType(argument, found, `one of ${expected.join(', ')}`);
}
