/** Lip sync: streams of one CNAME are presented as they were captured, whichever session they come through (RFC 3550 §6.4.1, §6.5.1). */

import type { NtpTimestamp } from '../../clock/ntp-timestamp.js';
import { outOfRange } from '../../errors.js';
import { LipSyncGroup } from './lip-sync-group.js';
import { LipSyncMember } from './lip-sync-member.js';

export interface LipSyncOptions {
  /** How fast playout may be slewed, in milliseconds per second, above 0 to 1000; default 50, one twentieth of the speed. */
  readonly slewMsPerSecond?: number;
}

/**
 * Share one among the sessions of a process that run on one clock: video and audio usually have a session each. A stream
 * starts at once with its own latency. When it and another of its CNAME have sent reports, the faster ones are slewed to wait
 * for the slowest, to within 4 ms; one that would have to wait longer than 3 s is left alone, as in GStreamer's rtpbin.
 */
export class LipSync {
  readonly #slewRate: number;
  readonly #groups = new Map<string, LipSyncGroup>();
  readonly #groupOf = new Map<LipSyncMember, LipSyncGroup>();

  /** @throws RangeError for a rate out of range */
  constructor({ slewMsPerSecond = 50 }: LipSyncOptions = {}) {
    if (!(slewMsPerSecond > 0 && slewMsPerSecond <= 1000)) {
      throw outOfRange('slewMsPerSecond', slewMsPerSecond, 'milliseconds per second above 0 to 1000');
    }
    this.#slewRate = slewMsPerSecond / 1000;
  }

  /** Canonical names under which streams are known at this moment. */
  get names(): Iterable<string> {
    return this.#groups.keys();
  }

  /** A stream begins; sessions call this and all that follows. Nothing is kept of it before it has a name. */
  join(latencyMs: number, offsetMs: number): LipSyncMember {
    return new LipSyncMember(latencyMs, offsetMs, this.#slewRate);
  }

  /** The stream's source says its CNAME, for the first time or anew; an empty one names nobody. */
  rename(now: number, member: LipSyncMember, cname: string): void {
    const former = this.#groupOf.get(member);
    if (former?.cname === cname) return;
    this.#detach(member);
    former?.align(now);
    if (cname === '') return;
    const group = this.#groups.get(cname) ?? new LipSyncGroup(cname);
    group.add(member);
    this.#groups.set(cname, group);
    this.#groupOf.set(member, group);
  }

  /**
   * The stream's sender has reported.
   * @param localMs our time of the report's RTP timestamp, without any playout delay
   */
  measure(now: number, member: LipSyncMember, localMs: number, ntp: NtpTimestamp): void {
    this.#groupOf.get(member)?.measure(now, member, localMs, ntp);
  }

  /** The stream's latency has changed. */
  setLatency(now: number, member: LipSyncMember, latencyMs: number): void {
    member.latencyMs = latencyMs;
    this.#groupOf.get(member)?.align(now);
  }

  /** The stream has ended. The others go on as if it had not, for ten seconds: its sender may have been started anew. */
  leave(now: number, member: LipSyncMember): void {
    const former = this.#groupOf.get(member);
    this.#detach(member);
    former?.hold(now);
  }

  #detach(member: LipSyncMember): void {
    const group = this.#groupOf.get(member);
    if (group === undefined) return;
    this.#groupOf.delete(member);
    group.delete(member);
    if (group.size === 0) this.#groups.delete(group.cname);
  }
}
