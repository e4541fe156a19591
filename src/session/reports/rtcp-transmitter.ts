/** The way RTCP leaves a session: where to, and how much of it (RFC 3550 §6.2, §11). */

import { serializeCompoundPacket, type RtcpPacket } from '../../rtcp/index.js';
import { isMulticast, type Address } from '../address.js';
import type { OutputQueue } from '../output-queue.js';
import type { SourceTable } from '../participants/source-table.js';
import type { RtcpOptions } from '../session-options.js';
import { LearntAddressAllowance } from './learnt-address-allowance.js';
import { sizeOnTheWay } from './lower-layers.js';
import { chooseRtcpDestination, type RtcpDestination } from './rtcp-destination.js';

export interface RtcpTransmitterContext {
  readonly options: RtcpOptions;
  readonly remote: Address | undefined;
  readonly sources: SourceTable;
  readonly outputs: OutputQueue;
}

export class RtcpTransmitter {
  /** Is to be told of every datagram that comes, whatever is in it. */
  readonly allowance: LearntAddressAllowance = new LearntAddressAllowance();
  readonly #context: RtcpTransmitterContext;
  #destination: RtcpDestination | undefined;
  /** What the destination was chosen by: with 1000 streams in a process, choosing anew for each packet is 6 % of its time. */
  #rtpSource: Address | undefined;
  #rtcpSource: Address | undefined;
  #packetsSent = 0;
  #packetsWithheld = 0;

  constructor(context: RtcpTransmitterContext) {
    this.#context = context;
  }

  /** Compound packets sent. */
  get packetsSent(): number {
    return this.#packetsSent;
  }

  /** Compound packets that were not sent, because more would have gone to an address only learnt than came from it. */
  get packetsWithheld(): number {
    return this.#packetsWithheld;
  }

  get destination(): Address | undefined {
    return this.#destination?.to;
  }

  get isMulticast(): boolean {
    return this.#destination !== undefined && isMulticast(this.#destination.to.host);
  }

  /** Looks anew where RTCP goes. */
  chooseDestination(): void {
    const { peer } = this.#context.sources;
    const rtpSource = peer?.rtpAddress;
    const rtcpSource = peer?.rtcpAddress;
    const unchanged = rtpSource === this.#rtpSource && rtcpSource === this.#rtcpSource;
    if (unchanged && this.#destination !== undefined) return;
    this.#rtpSource = rtpSource;
    this.#rtcpSource = rtcpSource;
    const { options, remote, outputs } = this.#context;
    const destination = chooseRtcpDestination({ options, remote, rtpSource, rtcpSource }) ?? this.#destination;
    const before = this.#destination?.to;
    if (destination === undefined) return;
    if (before?.host === destination.to.host && before.port === destination.to.port) return;
    this.#destination = destination;
    this.allowance.limit(destination.learnt ? destination.to.host : undefined);
    outputs.push({ type: 'rtcp-destination', ...destination });
  }

  /** Octets that a compound takes on its way, IP and UDP headers included. */
  measure(packets: readonly RtcpPacket[]): number {
    return sizeOnTheWay(serialize(packets).length, this.destination?.host ?? '');
  }

  /** Returns the sizes of the compounds that have left; none has where the destination is unknown. */
  transmit(compounds: readonly RtcpPacket[][]): number[] {
    const to = this.destination;
    if (to === undefined) return [];
    const sizes: number[] = [];
    for (const packets of compounds) {
      const bytes = serialize(packets);
      const size = sizeOnTheWay(bytes.length, to.host);
      if (!this.allowance.spend(size)) {
        this.#packetsWithheld++;
        continue;
      }
      this.#context.outputs.push({ type: 'transmit', channel: 'rtcp', bytes, to });
      sizes.push(size);
    }
    this.#packetsSent += sizes.length;
    return sizes;
  }
}

function serialize(packets: readonly RtcpPacket[]): Uint8Array {
  return serializeCompoundPacket(packets, { reducedSize: true });
}
