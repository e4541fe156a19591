/** What an incoming stream counts by itself, apart from its jitter buffer and its depayloaders. */

import type { MediaFrame } from '../../payloaders/depayloader.js';
import type { RtpPacket } from '../../rtp/rtp-packet.js';

export class IncomingStreamCounters {
  packetsReceived = 0;
  bytesReceived = 0;
  headerBytesReceived = 0;
  /** Packets that were sent again, those among them whose number nobody had sent, and octets of payload in all of them. */
  retransmittedPackets = 0;
  misplaced = 0;
  retransmittedBytes = 0;
  framesReceived = 0;
  keyFramesReceived = 0;
  /** The latency under which each packet was played, without what lip sync adds to it, added up. */
  minimumDelayMs = 0;
  lastArrivalMs: number = Number.NaN;

  countPacket(arrivalMs: number, { bytes, payloadOffset, payloadEnd }: RtpPacket): void {
    this.packetsReceived++;
    this.bytesReceived += payloadEnd - payloadOffset;
    this.headerBytesReceived += bytes.length - (payloadEnd - payloadOffset);
    this.lastArrivalMs = arrivalMs;
  }

  countRetransmission({ payloadOffset, payloadEnd }: RtpPacket, misplaced: boolean): void {
    this.retransmittedPackets++;
    this.retransmittedBytes += payloadEnd - payloadOffset;
    if (misplaced) this.misplaced++;
  }

  countRelease(latencyMs: number): void {
    this.minimumDelayMs += latencyMs;
  }

  countFrame({ keyFrame }: MediaFrame): void {
    this.framesReceived++;
    if (keyFrame === true) this.keyFramesReceived++;
  }
}
