/** A sender whose every frame has a known instant of capture, its datagrams as they arrive: clocks, path and reports as told. */

import { addMs, type NtpTimestamp } from '../../src/clock/ntp-timestamp.js';
import { SeededRandom } from '../../src/lab/seeded-random.js';
import { serializeCompoundPacket } from '../../src/rtcp/index.js';
import type { Session } from '../../src/session/session.js';
import type { FrameReceived } from '../../src/session/session-output.js';
import { toyPacket } from './toy-stream.js';

export interface CapturedStreamOptions {
  readonly ssrc: number;
  readonly cname?: string;
  readonly frameMs: number;
  /** At the timestamp of the first frame. */
  readonly timestampOffset?: number;
  /** The way to the receiver at its shortest, and what is added to it. */
  readonly pathMs: number | ((capturedMs: number) => number);
  readonly jitterMs?: number;
  /** How much faster than ours the clocks run that count media and wall time. */
  readonly mediaDrift?: number;
  readonly wallDrift?: number;
  readonly wallClock?: (capturedMs: number) => NtpTimestamp;
  /** Between reports; default 5000. */
  readonly reportMs?: number;
  readonly firstReportMs?: number;
  /** When the sender starts, and when it is gone without a word; default from the beginning and for ever. */
  readonly beganMs?: number;
  readonly endMs?: number;
}

const NTP: NtpTimestamp = { seconds: 4_000_000_000, fraction: 0 };
const FROM = { host: 'a', port: 5004 };
const FROM_RTCP = { host: 'a', port: 5005 };
const TICKS_PER_MS = 90;

/** What a frame says of its presentation, beside the truth about its capture. */
export interface PresentedFrame {
  readonly capturedMs: number;
  readonly event: FrameReceived;
}

export class CapturedStream {
  readonly frames: PresentedFrame[] = [];
  readonly #session: Session;
  readonly #options: CapturedStreamOptions;
  readonly #random: () => number;
  #sequenceNumber = 0;
  #sent = 0;
  #reportAtMs: number;
  #lastArrivalMs = 0;
  #capturedMs = new Map<number, number>();

  constructor(session: Session, options: CapturedStreamOptions) {
    this.#session = session;
    this.#options = options;
    this.#random = new SeededRandom(options.ssrc).uint32;
    this.#reportAtMs = options.firstReportMs ?? 2000;
  }

  /** Lets everything arrive that arrives up to then. Frames told are handed to `onFrame`, not kept, where it is given. */
  run(untilMs: number, onFrame: (frame: PresentedFrame) => void = (frame) => this.frames.push(frame)): void {
    while (this.#nextArrivalMs <= untilMs) {
      const arrivalMs = this.#nextArrivalMs;
      this.#wakeUntil(arrivalMs, onFrame);
      if (this.#frameDueMs <= this.#reportAtMs) this.#sendFrame(arrivalMs);
      else this.#sendReport(arrivalMs);
      this.#take(onFrame);
    }
    this.#wakeUntil(untilMs, onFrame);
  }

  /** When the next frame is captured, in our time. */
  get #frameDueMs(): number {
    const { beganMs = 0, frameMs, mediaDrift = 0 } = this.#options;
    return beganMs + (this.#sent * frameMs) / (1 + mediaDrift);
  }

  get #nextArrivalMs(): number {
    const { pathMs, jitterMs = 0, endMs = Infinity } = this.#options;
    const sentMs = Math.min(this.#frameDueMs, this.#reportAtMs);
    if (sentMs > endMs) return Infinity;
    const leastMs = typeof pathMs === 'number' ? pathMs : pathMs(sentMs);
    const share = ((this.#sent * 7919) % 1000) / 1000;
    return Math.max(sentMs + leastMs + jitterMs * share, this.#lastArrivalMs);
  }

  #ticksAt(capturedMs: number): number {
    const { mediaDrift = 0, timestampOffset = 0 } = this.#options;
    return Math.round(capturedMs * (1 + mediaDrift) * TICKS_PER_MS) + timestampOffset;
  }

  #sendFrame(arrivalMs: number): void {
    const timestamp = this.#ticksAt(this.#frameDueMs) >>> 0;
    this.#capturedMs.set(timestamp, this.#frameDueMs);
    const sequenceNumber = this.#sequenceNumber;
    this.#sequenceNumber = (sequenceNumber + 1) & 0xffff;
    this.#sent++;
    const bytes = toyPacket({ sequenceNumber, timestamp, ssrc: this.#options.ssrc });
    this.#lastArrivalMs = arrivalMs;
    this.#session.handleDatagram(arrivalMs, bytes, FROM, 'rtp');
  }

  #sendReport(arrivalMs: number): void {
    const { ssrc, cname = 'a', wallDrift = 0, reportMs = 5000 } = this.#options;
    const sentMs = this.#reportAtMs;
    const wallClock = this.#options.wallClock ?? ((capturedMs) => addMs(NTP, capturedMs * (1 + wallDrift)));
    const bytes = serializeCompoundPacket([
      {
        type: 'sender-report',
        ssrc,
        ntpTimestamp: wallClock(sentMs),
        rtpTimestamp: this.#ticksAt(sentMs) >>> 0,
        senderPacketCount: this.#sent,
        senderOctetCount: 0,
        reportBlocks: [],
      },
      { type: 'source-description', chunks: [{ ssrc, items: [{ type: 'CNAME', value: cname }] }] },
    ]);
    // The interval is drawn anew each time, as RFC 3550 §6.3.1 has it.
    this.#reportAtMs += reportMs * (0.5 + this.#random() / 2 ** 32);
    this.#lastArrivalMs = arrivalMs;
    this.#session.handleDatagram(arrivalMs, bytes, FROM_RTCP, 'rtcp');
  }

  #wakeUntil(untilMs: number, onFrame: (frame: PresentedFrame) => void): void {
    for (let next = this.#session.nextTimeout(); next <= untilMs; next = this.#session.nextTimeout()) {
      this.#session.handleTimeout(Math.max(next, this.#lastArrivalMs));
      this.#take(onFrame);
    }
  }

  #take(onFrame: (frame: PresentedFrame) => void): void {
    for (let output = this.#session.poll(); output !== undefined; output = this.#session.poll()) {
      if (output.type !== 'frame') continue;
      const capturedMs = this.#capturedMs.get(output.rtpTimestamp)!;
      this.#capturedMs.delete(output.rtpTimestamp);
      onFrame({ capturedMs, event: output });
    }
  }
}
