/** RTP payloads to H.264 access units (RFC 6184 §5, packetization modes 0 and 1). */

import { sequenceNumberDelta } from '../../clock/serial-number.js';
import { Reject, requireInteger } from '../../errors.js';
import type { Depayloader, PayloadView } from '../depayloader.js';
import type { FormatParameters } from '../format-parameters.js';
import { AccessUnitAssembler } from './access-unit-assembler.js';
import type { AccessUnit } from './access-unit.js';
import { splitStapA } from './aggregation-packet.js';
import { noStatistics, type H264DepayloaderStatistics } from './h264-depayloader-statistics.js';
import { H264_CLOCK_RATE, parseSpropParameterSets } from './format-parameters.js';
import { FragmentedNalUnit, startsNalUnit } from './fragmented-nal-unit.js';
import { isParameterSetType, isSingleNalUnitType, nalUnitType } from './nal-unit.js';
import { bringParameterSets, ParameterSets } from './parameter-sets.js';
import { PayloadType } from './payload-structure.js';

export interface H264DepayloaderOptions {
  /** Octets that the datagrams of one access unit may have, together; larger units are dropped. Default 8 MiB. */
  readonly maxAccessUnitBytes?: number;
  /** NAL units that one access unit may have; units with more are dropped. Default 1000. */
  readonly maxNalUnits?: number;
  /** Whether a recovery point SEI makes a key frame, for streams without IDR pictures; default false. */
  readonly recoveryPointIsKeyFrame?: boolean;
  /**
   * Puts the known parameter sets, of the description and of the stream, into key frames that do not bring an SPS and a PPS of
   * their own, so that a decoder can begin at any of them (RFC 6184 §8.4); default true. With false, access units come out as
   * they went in.
   */
  readonly insertParameterSets?: boolean;
}

export class H264Depayloader implements Depayloader {
  readonly clockRate: number = H264_CLOCK_RATE;
  /** Of the description and of the stream, the newest of each id. */
  readonly parameterSets: ParameterSets = new ParameterSets();
  readonly statistics: H264DepayloaderStatistics = noStatistics();
  readonly #units: AccessUnitAssembler;
  readonly #fragmented = new FragmentedNalUnit();
  /** −1 before the first packet. */
  #nextSequenceNumber = -1;
  #previousTimestamp = -1;
  #gap = false;
  /** Packets missing in front of the next one, by their numbers; Infinity where those step back. */
  #missing = 0;

  /**
   * @param parameters those of `a=fmtp`; parameter sets that cannot be read are counted, the stream may bring better ones
   * @throws RangeError when a limit is not a positive integer
   */
  constructor(
    onFrame: (accessUnit: AccessUnit) => void,
    parameters: FormatParameters = {},
    options: H264DepayloaderOptions = {},
  ) {
    const { maxAccessUnitBytes = 8 * 1024 * 1024, maxNalUnits = 1000, recoveryPointIsKeyFrame = false } = options;
    requireInteger('maxAccessUnitBytes', maxAccessUnitBytes, 1, 2 ** 31);
    requireInteger('maxNalUnits', maxNalUnits, 1, 2 ** 20);
    const rules = { maxAccessUnitBytes, maxNalUnits, recoveryPointIsKeyFrame };
    const insert = (unit: AccessUnit): void => onFrame(this.#decodable(unit));
    this.#units = new AccessUnitAssembler(
      options.insertParameterSets === false ? onFrame : insert,
      this.statistics,
      rules,
    );
    const described = parseSpropParameterSets(parameters['sprop-parameter-sets'] ?? '');
    for (const nalUnit of described.nalUnits) this.#storeParameterSet(nalUnit);
    this.statistics.invalidParameterSets += described.rejects.length;
  }

  /** Access units of which not one NAL unit could be used, or that were too large. */
  get framesDropped(): number {
    return this.statistics.lostAccessUnits + this.statistics.oversizedAccessUnits;
  }

  /** Those of types that mode 1 does not have, and those that contradict their own lengths. */
  get payloadsRefused(): number {
    const { malformedFragments, malformedAggregates, unsupportedPayloads } = this.statistics;
    return malformedFragments + malformedAggregates + unsupportedPayloads;
  }

  push(packet: PayloadView): void {
    if (!this.#follow(packet)) return;
    if (this.#gap || this.#missing > 0) this.#lose();
    else if (!this.#units.continues(packet.timestamp)) this.#interrupt();
    if (this.#units.begin(packet.timestamp, packet.bytes.length)) this.#read(packet);
    else this.#fragmented.drop();
    if (packet.marker && !this.#fragmented.open) this.#units.mark();
  }

  gap(): void {
    this.#gap = true;
  }

  flush(): void {
    this.#interrupt();
    this.#units.flush();
    this.#nextSequenceNumber = -1;
    this.#gap = false;
    this.#missing = 0;
  }

  /** Compares sequence numbers and says whether there is anything to read: not in duplicates and empty payloads. */
  #follow(packet: PayloadView): boolean {
    const first = this.#nextSequenceNumber === -1;
    const ahead = first ? 0 : sequenceNumberDelta(packet.sequenceNumber, this.#nextSequenceNumber);
    if (ahead === -1 && packet.timestamp === this.#previousTimestamp) {
      this.statistics.duplicatePackets++;
      return false;
    }
    this.#missing += ahead < 0 ? Infinity : ahead;
    this.#nextSequenceNumber = (packet.sequenceNumber + 1) & 0xffff;
    this.#previousTimestamp = packet.timestamp;
    if (packet.payloadEnd > packet.payloadOffset) return true;
    this.statistics.emptyPayloads++;
    return false;
  }

  /** One packet that is missing within a NAL unit was its end, and nothing of what comes behind it. */
  #lose(): void {
    this.#units.lose(!(this.#missing === 1 && this.#fragmented.open));
    this.#interrupt();
    this.#gap = false;
    this.#missing = 0;
  }

  #read(packet: PayloadView): void {
    const type = nalUnitType(packet.bytes[packet.payloadOffset]!);
    if (type === PayloadType.fuA) {
      this.#readFragment(packet);
      return;
    }
    this.#interrupt();
    if (isSingleNalUnitType(type)) {
      this.#accept(packet.bytes.subarray(packet.payloadOffset, packet.payloadEnd));
    } else if (type === PayloadType.stapA) {
      this.#readAggregate(packet);
    } else {
      this.statistics.unsupportedPayloads++;
      this.#units.damage();
    }
  }

  #readAggregate(packet: PayloadView): void {
    const nalUnits = splitStapA(packet);
    if (nalUnits instanceof Reject) {
      this.statistics.malformedAggregates++;
      this.#units.damage();
    } else {
      for (const nalUnit of nalUnits) this.#accept(nalUnit);
    }
  }

  #readFragment(packet: PayloadView): void {
    if (startsNalUnit(packet)) this.#interrupt();
    const outcome = this.#fragmented.push(packet);
    if (outcome === 'pending') return;
    if (outcome === 'ended') {
      this.#accept(this.#fragmented.take());
      return;
    }
    if (outcome === 'malformed') this.statistics.malformedFragments++;
    else this.statistics.fragmentsWithoutStart++;
    this.#interrupt();
    this.#units.damage();
  }

  /** Drops the NAL unit that is still in fragments: what comes now does not go on with it. */
  #interrupt(): void {
    if (!this.#fragmented.open) return;
    this.#fragmented.drop();
    this.statistics.interruptedNalUnits++;
    this.#units.damage();
  }

  /** A key frame that brings sets of its own is left as it is: others may be of another time. */
  #decodable(unit: AccessUnit): AccessUnit {
    if (!unit.keyFrame || bringParameterSets(unit.nalUnits)) return unit;
    return unit.withParameterSets(this.parameterSets);
  }

  #accept(nalUnit: Uint8Array): void {
    if (isParameterSetType(nalUnitType(nalUnit[0]!))) this.#storeParameterSet(nalUnit);
    this.#units.add(nalUnit);
  }

  #storeParameterSet(nalUnit: Uint8Array): void {
    if (this.parameterSets.store(nalUnit) instanceof Reject) this.statistics.invalidParameterSets++;
  }
}
