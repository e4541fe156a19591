/** What to do when an SSRC of ours is heard from elsewhere: a collision, a loop, or a forgery (RFC 3550 §8.2). */

import { Reject } from '../../errors.js';
import type { RtpPacket } from '../../rtp/rtp-packet.js';
import { isMulticast, type Address } from '../address.js';
import type { OutgoingStream } from '../outgoing/outgoing-stream.js';
import type { OwnSources } from './own-sources.js';
import type { SourceTable } from './source-table.js';

/** The list is short and usually empty; while it is full we keep our SSRC, whatever comes: nobody makes us change it for ever. */
const MAX_CONFLICTS = 4;

/** We go on under another SSRC, because another participant has drawn the same. */
export interface SsrcChanged {
  readonly type: 'ssrc-changed';
  readonly previousSsrc: number;
  readonly ssrc: number;
  /** The stream that has it; `undefined` where only reports are sent under it. */
  readonly stream: OutgoingStream | undefined;
  /** Whence the other was heard. */
  readonly from: Address;
}

export interface CollisionContext {
  readonly own: OwnSources;
  readonly sources: SourceTable;
  readonly cname: string;
  /** Where we send RTP. */
  readonly remote: Address | undefined;
  readonly outputs: { push(output: SsrcChanged): void };
}

/** Whose a packet under an SSRC of ours is; a packet of our own has come back. */
type Sender = 'ours' | 'another' | 'unknown';

/** What RTCP has to do with it. */
export interface RtcpOfCollisions {
  /** Five intervals, in milliseconds. */
  readonly silenceMs: number;
  /** Says goodbye for an SSRC that is ours no longer. */
  giveUp(now: number, ssrc: number): void;
}

export class CollisionResolver {
  readonly #context: CollisionContext;
  readonly #rtcp: RtcpOfCollisions;
  /** The hosts that were in conflict with us, and when last: RTP and RTCP come from different ports of one host. */
  readonly #conflicts = new Map<string, number>();

  constructor(context: CollisionContext, rtcp: RtcpOfCollisions) {
    this.#context = context;
    this.#rtcp = rtcp;
  }

  /** RTP has come under an SSRC of ours; `undefined` when that is the other's from now on. */
  resolveRtp(now: number, packet: RtpPacket, from: Address): Reject | undefined {
    const ours = this.#context.own.streamOf(packet.ssrc)?.hasSent(packet) === true;
    return this.#resolve(now, packet.ssrc, from, ours ? 'ours' : 'another', 8);
  }

  /**
   * RTCP has come under an SSRC of ours; `undefined` when that is the other's from now on.
   * @param cname what it says the participant is called; feedback alone does not say, and may be ours that has come back
   */
  resolveRtcp(now: number, ssrc: number, from: Address, cname: string | undefined): Reject | undefined {
    const named = cname === this.#context.cname ? 'ours' : 'another';
    return this.#resolve(now, ssrc, from, cname === undefined ? 'unknown' : named, 4);
  }

  #resolve(now: number, ssrc: number, from: Address, sender: Sender, offset: number): Reject | undefined {
    const { own, outputs } = this.#context;
    this.#expire(now);
    const known = this.#conflicts.has(from.host);
    if (known) this.#conflicts.set(from.host, now);
    if (known || sender === 'ours') return new Reject('own-packet-looped', offset, 'RFC 3550 §8.2');
    if (sender === 'unknown' || !this.#mayBePeer(from) || this.#conflicts.size >= MAX_CONFLICTS) {
      return new Reject('own-ssrc', offset, 'RFC 3550 §8.2');
    }
    this.#conflicts.set(from.host, now);
    const stream = own.streamOf(ssrc);
    const next = own.replace(now, ssrc);
    this.#rtcp.giveUp(now, ssrc);
    outputs.push({ type: 'ssrc-changed', previousSsrc: ssrc, ssrc: next, stream, from });
    return undefined;
  }

  /** In a group anybody may take part; else those do with whom we exchange media, and no stranger makes us change. */
  #mayBePeer({ host }: Address): boolean {
    const { remote, sources } = this.#context;
    if (remote === undefined || isMulticast(remote.host) || remote.host === host) return true;
    for (const source of sources.senders) if (source.rtpAddress?.host === host) return true;
    return false;
  }

  /** After ten RTCP intervals. */
  #expire(now: number): void {
    const memoryMs = 2 * this.#rtcp.silenceMs;
    for (const [host, atMs] of this.#conflicts) if (now - atMs >= memoryMs) this.#conflicts.delete(host);
  }
}
