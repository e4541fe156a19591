/** RFC 3550 A.1, A.3, A.7 and A.8 as the RFC writes them, integers and all, to compare the library against. */

const RTP_SEQ_MOD = 1 << 16;
const MAX_DROPOUT = 3000;
const MAX_MISORDER = 100;
const MIN_SEQUENTIAL = 2;
/** e − 3/2 as A.7 writes it. */
export const COMPENSATION = 1.21828;

/** A.1, A.3 and A.8: `source` and what is done with it. */
export class ReferenceSource {
  maxSeq: number;
  cycles = 0;
  baseSeq: number;
  badSeq: number = RTP_SEQ_MOD + 1;
  probation: number;
  received = 0;
  expectedPrior = 0;
  receivedPrior = 0;
  transit: number | undefined;
  jitter = 0;

  /** A source that is heard for the first time; `probation` 0 makes it valid without more ado. */
  constructor(seq: number, probation: number = MIN_SEQUENTIAL) {
    this.baseSeq = seq;
    this.maxSeq = probation === 0 ? seq : seq - 1;
    this.probation = probation;
  }

  initSeq(seq: number): void {
    this.baseSeq = seq;
    this.maxSeq = seq;
    this.badSeq = RTP_SEQ_MOD + 1;
    this.cycles = 0;
    this.received = 0;
    this.receivedPrior = 0;
    this.expectedPrior = 0;
  }

  updateSeq(seq: number): boolean {
    const udelta = (seq - this.maxSeq + RTP_SEQ_MOD) % RTP_SEQ_MOD;
    if (this.probation > 0) {
      // The 16 bits of the sum are compared: C would promote it to int, and a source that begins at 65535 never be valid.
      if (seq === ((this.maxSeq + 1) & (RTP_SEQ_MOD - 1))) {
        this.probation--;
        this.maxSeq = seq;
        if (this.probation === 0) {
          this.initSeq(seq);
          this.received++;
          return true;
        }
      } else {
        this.probation = MIN_SEQUENTIAL - 1;
        this.maxSeq = seq;
      }
      return false;
    }
    if (udelta < MAX_DROPOUT) {
      if (seq < this.maxSeq) this.cycles += RTP_SEQ_MOD;
      this.maxSeq = seq;
    } else if (udelta <= RTP_SEQ_MOD - MAX_MISORDER) {
      if (seq === this.badSeq) {
        this.initSeq(seq);
      } else {
        this.badSeq = (seq + 1) & (RTP_SEQ_MOD - 1);
        return false;
      }
    }
    this.received++;
    return true;
  }

  /** `arrival` in timestamp units; 32-bit arithmetic as in C. */
  updateJitter(arrival: number, timestamp: number): void {
    const transit = (arrival - timestamp) | 0;
    if (this.transit !== undefined) {
      const d = Math.abs((transit - this.transit) | 0);
      this.jitter += (1 / 16) * (d - this.jitter);
    }
    this.transit = transit;
  }

  report(): { fractionLost: number; cumulativeLost: number; extendedHighestSequenceNumber: number } {
    const extendedMax = this.cycles + this.maxSeq;
    const expected = extendedMax - this.baseSeq + 1;
    const lost = Math.max(-0x80_0000, Math.min(expected - this.received, 0x7f_ffff));
    const expectedInterval = expected - this.expectedPrior;
    this.expectedPrior = expected;
    const receivedInterval = this.received - this.receivedPrior;
    this.receivedPrior = this.received;
    const lostInterval = expectedInterval - receivedInterval;
    const fraction =
      expectedInterval === 0 || lostInterval <= 0 ? 0 : Math.floor((lostInterval << 8) / expectedInterval);
    return { fractionLost: Math.min(fraction, 255), cumulativeLost: lost, extendedHighestSequenceNumber: extendedMax };
  }
}

/** rtcp_interval of A.7, in seconds; `random` stands for drand48. */
export function referenceRtcpInterval(
  members: number,
  senders: number,
  rtcpBw: number,
  weSent: boolean,
  avgRtcpSize: number,
  initial: boolean,
  random: number,
): number {
  let rtcpMinTime = 5;
  if (initial) rtcpMinTime /= 2;
  let n = members;
  let bw = rtcpBw;
  if (senders <= members * 0.25) {
    if (weSent) {
      bw *= 0.25;
      n = senders;
    } else {
      bw *= 0.75;
      n -= senders;
    }
  }
  let t = (avgRtcpSize * n) / bw;
  if (t < rtcpMinTime) t = rtcpMinTime;
  t *= random + 0.5;
  return t / COMPENSATION;
}
