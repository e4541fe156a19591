/** RFC 3550 §6.3 and A.7 as the RFC writes them, event by event, to compare the library against; times in seconds. */

import { COMPENSATION, referenceRtcpInterval } from './rfc-3550-reference.js';

/** How a participant comes to its random numbers, as drand48. */
export type Drand48 = () => number;

export class ReferenceParticipant {
  members = 1;
  pmembers = 1;
  initial = true;
  weSent = false;
  tp: number;
  tn: number;
  avgRtcpSize: number;
  /** What the timer waits for (TypeOfEvent). */
  event: 'report' | 'bye' | 'none' = 'report';
  readonly #rtcpBw: number;
  readonly #drand48: Drand48;
  readonly #memberTable = new Set<number>();
  /** The sender table, and when each last sent. */
  readonly #senderTable = new Map<number, number>();
  #weSentAt = -Infinity;
  /** The times of the last two reports, since when whoever has sent counts as a sender (§6.3.5, §6.3.8). */
  #reports: [number, number] = [-Infinity, -Infinity];

  /** §6.3.2. */
  constructor(tc: number, rtcpBw: number, avgRtcpSize: number, drand48: Drand48) {
    this.#rtcpBw = rtcpBw;
    this.#drand48 = drand48;
    this.avgRtcpSize = avgRtcpSize;
    this.tp = tc;
    this.tn = tc + this.#interval();
  }

  get senders(): number {
    return this.event === 'bye' ? 0 : this.#senderTable.size + (this.weSent ? 1 : 0);
  }

  /** OnExpire: what is sent, if anything; `packetSize` is asked for after it was sent. */
  onExpire(tc: number, packetSize: () => number): 'report' | 'bye' | undefined {
    const { event } = this;
    this.timeOutSenders();
    const t = this.#interval();
    this.tn = this.tp + t;
    const sends = this.tn <= tc;
    if (sends && event === 'bye') {
      this.event = 'none';
      this.tn = Infinity;
    } else if (sends) {
      this.avgRtcpSize = (1 / 16) * packetSize() + (15 / 16) * this.avgRtcpSize;
      this.tp = tc;
      this.#reports = [this.#reports[1], tc];
      // §6.3.1 step 2: false once a packet has been sent; the code of A.7 draws once more before it clears the flag.
      this.initial = false;
      this.tn = tc + this.#interval();
    }
    if (event === 'report') this.pmembers = this.members;
    return sends && event !== 'none' ? event : undefined;
  }

  /** OnReceive of a report. */
  onReport(ssrc: number, size: number): void {
    if (this.event !== 'report') return;
    this.#addMember(ssrc);
    this.#average(size);
  }

  /** OnReceive of RTP. */
  onRtp(tc: number, ssrc: number): void {
    if (this.event !== 'report') return;
    this.#addMember(ssrc);
    this.#senderTable.set(ssrc, tc);
  }

  /** OnReceive of a BYE; §6.3.7 while we wait to send ours. */
  onBye(tc: number, ssrc: number, size: number): void {
    this.#average(size);
    if (this.event === 'bye') {
      this.members += 1;
      return;
    }
    this.#senderTable.delete(ssrc);
    if (this.#memberTable.delete(ssrc)) this.members -= 1;
    this.reverseReconsideration(tc);
  }

  /** §6.3.4. */
  reverseReconsideration(tc: number, factor: number = this.members / this.pmembers): void {
    if (factor >= 1) return;
    this.tn = tc + factor * (this.tn - tc);
    this.tp = tc - factor * (tc - this.tp);
    this.pmembers = Math.min(this.pmembers, this.members);
  }

  /**
   * §6.3.8: we send RTP. What reverse reconsideration is to mean where the members are as many as before, the RFC leaves open:
   * here the time comes nearer by as much as a sender's deterministic interval is shorter than a receiver's.
   */
  onSend(tc: number): void {
    this.#weSentAt = tc;
    if (this.weSent) return;
    this.timeOutSenders();
    this.weSent = true;
    this.reverseReconsideration(tc, this.#deterministic(true) / this.#deterministic(false));
  }

  /** §6.3.7, for more than 50 members; fewer say BYE at once. */
  leave(tc: number, byeSize: number): void {
    this.event = 'bye';
    this.tp = tc;
    this.members = 1;
    this.pmembers = 1;
    this.initial = true;
    this.weSent = false;
    this.avgRtcpSize = byeSize;
    this.tn = tc + this.#interval();
  }

  #addMember(ssrc: number): void {
    if (this.#memberTable.has(ssrc)) return;
    this.#memberTable.add(ssrc);
    this.members += 1;
  }

  #average(size: number): void {
    this.avgRtcpSize = (1 / 16) * size + (15 / 16) * this.avgRtcpSize;
  }

  /** §6.3.5, "within the last two RTCP report intervals". */
  timeOutSenders(): void {
    const [since] = this.#reports;
    for (const [ssrc, at] of this.#senderTable) if (at <= since) this.#senderTable.delete(ssrc);
    if (this.#weSentAt <= since) this.weSent = false;
  }

  #interval(): number {
    const { members, senders, weSent, avgRtcpSize, initial } = this;
    return referenceRtcpInterval(members, senders, this.#rtcpBw, weSent, avgRtcpSize, initial, this.#drand48());
  }

  #deterministic(weSent: boolean): number {
    const { members, senders, avgRtcpSize, initial } = this;
    return referenceRtcpInterval(members, senders, this.#rtcpBw, weSent, avgRtcpSize, initial, 0.5) * COMPENSATION;
  }
}
