/** What can be told of one stream of a capture: who sends it where, how much of it came, and what is in it. */

import { sequenceNumberDelta } from '../clock/serial-number.js';
import { Reject } from '../errors.js';
import type { CapturedDatagram } from '../formats/captured-datagram.js';
import {
  H264_CLOCK_RATE,
  nalUnitType,
  NalUnitType,
  parseSequenceParameterSet,
  type SequenceParameterSet,
} from '../payloaders/h264/index.js';
import { PayloadType, STAP_LENGTH_SIZE } from '../payloaders/h264/payload-structure.js';
import { VorbisDepayloader } from '../payloaders/vorbis/index.js';
import type { RtpPacket } from '../rtp/rtp-packet.js';
import { STATIC_PAYLOAD_TYPES } from '../sdp/index.js';
import type { Address } from '../session/address.js';
import { ReceptionStatistics } from '../session/incoming/reception-statistics.js';
import { PayloadGuess } from './payload-guess.js';

export interface SurveyedStream {
  readonly ssrc: number;
  /** Of its last packet. */
  readonly from: Address;
  readonly to: Address;
  /** In the order in which they came. */
  readonly payloadTypes: readonly number[];
  readonly packets: number;
  /** Octets of payload. */
  readonly octets: number;
  /** Negative when duplicates outnumber losses. */
  readonly packetsLost: number;
  /** From the first packet to the last. */
  readonly durationMs: number;
  /** By payload type, else by what the payloads look like; `undefined` when neither tells. */
  readonly codec: string | undefined;
  /** Ticks per second, as the codec or the stream itself says. */
  readonly clockRate: number | undefined;
  /** By timestamps; `undefined` for less than a second. */
  readonly framesPerSecond: number | undefined;
  /** What the first SPS says; `undefined` where none came in-band. */
  readonly picture: SequenceParameterSet | undefined;
}

/** A jump of the sequence numbers by more than this is a sender that began anew, not a loss. */
const MAX_DROPOUT = 3000;
/** A configuration of Vorbis has 64 KiB at the most; only the last one is wanted. */
const VORBIS_LIMITS = { maxPacketLength: 1 << 16, maxConfigurations: 1, maxWaitingPackets: 0 };
/** With the length of the first unit. */
const STAP_A_HEADER_LENGTH: number = 1 + STAP_LENGTH_SIZE;

/** Takes the packets of one SSRC; what it keeps does not grow with them. */
export class StreamSurvey {
  readonly #payloadTypes = new Set<number>();
  readonly #guess = new PayloadGuess();
  readonly #vorbis = new VorbisDepayloader(() => undefined, {}, VORBIS_LIMITS);
  readonly #statistics: ReceptionStatistics;
  readonly #firstMs: number;
  #last: CapturedDatagram;
  #lastPacket: RtpPacket;
  #lostBefore = 0;
  #packets = 0;
  #octets = 0;
  #timestampsSeen = 0;
  #picture: SequenceParameterSet | undefined;

  constructor(packet: RtpPacket, datagram: CapturedDatagram) {
    this.#statistics = new ReceptionStatistics(packet.sequenceNumber);
    this.#firstMs = datagram.unixMs;
    this.#last = datagram;
    this.#lastPacket = packet;
  }

  push(packet: RtpPacket, datagram: CapturedDatagram): void {
    this.#count(packet);
    this.#packets++;
    this.#octets += packet.payloadEnd - packet.payloadOffset;
    this.#payloadTypes.add(packet.payloadType);
    if (this.#packets === 1 || packet.timestamp !== this.#lastPacket.timestamp) this.#timestampsSeen++;
    this.#guess.look(packet);
    this.#picture ??= pictureIn(packet);
    this.#vorbis.push(packet);
    this.#last = datagram;
    this.#lastPacket = packet;
  }

  result(): SurveyedStream {
    const { sourceHost, sourcePort, destinationHost, destinationPort, unixMs } = this.#last;
    const durationMs = unixMs - this.#firstMs;
    const codec = STATIC_PAYLOAD_TYPES.get(this.#lastPacket.payloadType)?.encodingName ?? this.#guess.codec;
    return {
      ssrc: this.#lastPacket.ssrc,
      from: { host: sourceHost, port: sourcePort },
      to: { host: destinationHost, port: destinationPort },
      payloadTypes: [...this.#payloadTypes],
      packets: this.#packets,
      octets: this.#octets,
      packetsLost: this.#lostBefore + this.#statistics.lost,
      durationMs,
      codec,
      clockRate: this.#clockRate(codec),
      framesPerSecond: durationMs < 1000 ? undefined : ((this.#timestampsSeen - 1) * 1000) / durationMs,
      picture: codec === 'H264' ? this.#picture : undefined,
    };
  }

  #count({ sequenceNumber }: RtpPacket): void {
    if (Math.abs(sequenceNumberDelta(sequenceNumber, this.#lastPacket.sequenceNumber)) > MAX_DROPOUT) {
      this.#lostBefore += this.#statistics.lost;
      this.#statistics.restart(sequenceNumber);
    }
    this.#statistics.count(sequenceNumber);
  }

  #clockRate(codec: string | undefined): number | undefined {
    if (codec === 'H264') return H264_CLOCK_RATE;
    if (codec === 'VORBIS') return this.#vorbis.clockRate;
    return STATIC_PAYLOAD_TYPES.get(this.#lastPacket.payloadType)?.clockRate;
  }
}

/** An SPS stands alone in a packet, or first in an aggregate (RFC 6184 §5.7.1). */
function pictureIn({ bytes, payloadOffset, payloadEnd }: RtpPacket): SequenceParameterSet | undefined {
  const isAggregate = nalUnitType(bytes[payloadOffset] ?? 0) === PayloadType.stapA;
  const start = payloadOffset + (isAggregate ? STAP_A_HEADER_LENGTH : 0);
  if (nalUnitType(bytes[start] ?? 0) !== NalUnitType.sequenceParameterSet) return undefined;
  const picture = parseSequenceParameterSet(bytes.subarray(start, payloadEnd));
  return picture instanceof Reject ? undefined : picture;
}
