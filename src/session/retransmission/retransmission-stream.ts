/** The stream in which lost packets are sent again: its own SSRC and numbers, the original's timestamps (RFC 4588 §4, §5.3). */

import { sequenceNumberDelta } from '../../clock/serial-number.js';
import { requireInteger } from '../../errors.js';
import type { ReportBlock, SenderReport } from '../../rtcp/index.js';
import type { RtpPacket } from '../../rtp/rtp-packet.js';
import type { WallClock } from '../reports/wall-clock.js';
import { resendLimitsOf } from './resend-limits.js';
import type { RetransmissionStreamOptions } from './retransmission-options.js';
import { retransmissionOf } from './retransmission-packet.js';

/** A packet that has come back lies within so many behind the newest. */
const RETURNING_PACKETS = 2048;

export interface RetransmissionStreamContext {
  readonly randomUint32: () => number;
  /** The original's RTP timestamp of an instant. */
  readonly timestampAt: (now: number) => number;
}

export class RetransmissionStream {
  readonly payloadType: number;
  /** How long lost packets can be asked for, in milliseconds: `rtx-time` of the description. */
  readonly timeMs: number;
  #ssrc: number;
  readonly #timestampAt: (now: number) => number;
  #sequenceNumber: number;
  #packetsSent = 0;
  #bytesSent = 0;
  #lastSentMs = -Infinity;

  /** @throws RangeError for an option out of range */
  constructor(options: RetransmissionStreamOptions, { randomUint32, timestampAt }: RetransmissionStreamContext) {
    const { payloadType, ssrc = randomUint32(), sequenceNumber = randomUint32() & 0xffff } = options;
    requireInteger('retransmission.payloadType', payloadType, 0, 127);
    requireInteger('retransmission.ssrc', ssrc, 0, 0xffff_ffff);
    requireInteger('retransmission.sequenceNumber', sequenceNumber, 0, 0xffff);
    this.#ssrc = ssrc;
    this.payloadType = payloadType;
    this.timeMs = resendLimitsOf(options).timeMs;
    this.#timestampAt = timestampAt;
    this.#sequenceNumber = sequenceNumber;
  }

  get ssrc(): number {
    return this.#ssrc;
  }

  /** Goes on under another SSRC; its reports begin to count anew (RFC 3550 §6.4.1). */
  rename(ssrc: number): void {
    this.#ssrc = ssrc;
    this.#packetsSent = 0;
    this.#bytesSent = 0;
  }

  /** Whether a packet with this number was made lately. */
  hasMade(sequenceNumber: number): boolean {
    const behind = sequenceNumberDelta(this.#sequenceNumber, sequenceNumber);
    return behind >= 1 && behind <= Math.min(RETURNING_PACKETS, this.#packetsSent);
  }

  /** When a packet was last sent, in ms of the session's clock; −Infinity before the first. */
  get lastSentMs(): number {
    return this.#lastSentMs;
  }

  /** The next packet of this stream, with an original in it; it is sent now. */
  wrap(now: number, original: RtpPacket): Uint8Array {
    const { ssrc, payloadType } = this;
    const packet = retransmissionOf(original, { ssrc, payloadType, sequenceNumber: this.#sequenceNumber });
    this.#sequenceNumber = (this.#sequenceNumber + 1) & 0xffff;
    this.#lastSentMs = now;
    this.#packetsSent++;
    this.#bytesSent += packet.length - original.payloadOffset;
    return packet;
  }

  /** The sender report of this instant (RFC 4588 §6.1: the stream reports by itself). */
  report(now: number, wallClock: WallClock, reportBlocks: readonly ReportBlock[]): SenderReport {
    return {
      type: 'sender-report',
      ssrc: this.ssrc,
      ntpTimestamp: wallClock.at(now),
      rtpTimestamp: this.#timestampAt(now),
      senderPacketCount: this.#packetsSent,
      senderOctetCount: this.#bytesSent,
      reportBlocks,
    };
  }
}
