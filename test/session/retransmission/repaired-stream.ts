/** One stream between two sessions over links that lose both ways, RTP and RTCP alike, in virtual time: what comes, and at what cost. */

import { Link, SeededRandom, VirtualHost, VirtualTime, type LinkOptions } from '../../../src/lab/index.js';
import { isRtcp } from '../../../src/rtp/demultiplex.js';
import { parseRtpPacket, type RtpPacket } from '../../../src/rtp/rtp-packet.js';
import { parseCompoundPacket, serializeCompoundPacket, type RtcpPacket } from '../../../src/rtcp/index.js';
import { Session } from '../../../src/session/session.js';
import type { OutgoingStream, OutgoingStreamOptions, ReceiveFormat, RtcpOptions } from '../../../src/session/index.js';
import type { Address } from '../../../src/session/address.js';
import type { IncomingStream } from '../../../src/session/incoming/incoming-stream.js';
import type { SessionOutput, Transmission } from '../../../src/session/session-output.js';
import { toyFormat, type ToyFrame } from '../toy-format.js';

export const FRAME_MS = 20;
const MTU = 300;
const SENDER = { host: 'a', port: 5004 };
const RECEIVER = { host: 'b', port: 5004 };

export interface RepairedStreamOptions {
  /** Of either way, besides their seed; default 25 ms long and without loss. */
  readonly link?: Partial<LinkOptions>;
  readonly latencyMs?: number;
  /** Besides port, profile and size; default a bandwidth of 2.5 Mbit/s. */
  readonly rtcp?: RtcpOptions;
  readonly seed?: number;
  readonly send?: Partial<OutgoingStreamOptions>;
  readonly receive?: Partial<ReceiveFormat>;
  /** Lost packets come again under the SSRC of the media; default false. */
  readonly plain?: boolean;
  /** Sees each datagram that arrives at the receiver; `false` keeps it away. */
  readonly toReceiver?: (bytes: Uint8Array, rtcp: boolean) => boolean;
}

/** RTP and RTCP share a port. Every frame tells its number, and holds octets that follow from it. */
export class RepairedStream {
  readonly time: VirtualTime = new VirtualTime(1000);
  readonly sender: Session;
  readonly receiver: Session;
  readonly outgoing: OutgoingStream;
  readonly forward: Link;
  readonly back: Link;
  /** Events of the receiver other than frames. */
  readonly events: SessionOutput[] = [];
  /** Sees what the sender sends. */
  transmitted: ((transmission: Transmission) => void) | undefined;
  /** Sees what RTCP the receiver sends. */
  answered: ((packets: readonly RtcpPacket[]) => void) | undefined;
  /** Is done with each frame. */
  alongside: ((now: number) => void) | undefined;
  framesSent = 0;
  framesReceived = 0;
  framesWrong = 0;
  /** RTCP of the receiver, IP and UDP headers included. */
  rtcpOctets = 0;
  readonly nackedNumbers: number[] = [];
  /** Of the media sent last. */
  lastSequenceNumber = 0;
  timestamp = 0;
  #receiverSsrc: number | undefined;
  #highest = -1;
  readonly #hosts: { readonly sender: VirtualHost; readonly receiver: VirtualHost };
  readonly random: SeededRandom;

  constructor(options: RepairedStreamOptions = {}) {
    const { link = {}, latencyMs = 200, seed = 1, send, receive, toReceiver = () => true } = options;
    const { plain = false } = options;
    const again = plain ? ({ plain } as const) : { payloadType: 97 };
    this.random = new SeededRandom(seed);
    const { rtcp = { bandwidth: 2_500_000 } } = options;
    const repairing = { mux: true, profile: 'AVPF', reducedSize: true } as const;
    const common = { mtu: MTU, rtcp: { ...rtcp, ...repairing }, latencyMs };
    const format = toyFormat();
    this.sender = new Session(this.time.now, {
      ...common,
      cname: 'a@test',
      remote: RECEIVER,
      randomUint32: new SeededRandom(seed + 1).uint32,
    });
    this.receiver = new Session(this.time.now, {
      ...common,
      cname: 'b@test',
      remote: SENDER,
      randomUint32: new SeededRandom(seed + 2).uint32,
      receive: [
        {
          payloadType: 96,
          format,
          feedback: ['nack'],
          ...(plain ? {} : { retransmission: { payloadType: 97 } }),
          ...receive,
        },
      ],
    });
    this.sender.setWallClock(this.time.now, { seconds: 4_000_000_000, fraction: 0 });
    this.outgoing = this.sender.addOutgoing({
      format,
      feedback: ['nack'],
      retransmission: again,
      ...send,
    });
    const way = { delayMs: 25, ...link };
    this.forward = new Link(this.time, { ...way, seed: seed + 3 }, (bytes) => {
      if (toReceiver(bytes, isRtcp(bytes))) this.#hosts.receiver.receive(bytes, SENDER, 'rtp');
    });
    this.back = new Link(this.time, { ...way, seed: seed + 4 }, (bytes) =>
      this.#hosts.sender.receive(bytes, RECEIVER, 'rtp'),
    );
    this.#hosts = {
      sender: new VirtualHost(this.time, this.sender, {
        transmit: (transmission) => {
          this.#noteMedia(transmission.bytes);
          this.transmitted?.(transmission);
          this.forward.send(transmission.bytes);
        },
      }),
      receiver: new VirtualHost(this.time, this.receiver, {
        transmit: ({ bytes }) => {
          this.#noteRtcp(bytes);
          this.back.send(bytes);
        },
        event: (event) => this.#note(event),
      }),
    };
  }

  get incoming(): IncomingStream {
    return [...this.receiver.incoming.values()][0]!;
  }

  /** Packets of the media that were sent, retransmissions not counted. */
  get packetsSent(): number {
    const { packetsSent, retransmittedPacketsSent } = this.outgoing.statistics;
    return packetsSent - retransmittedPacketsSent;
  }

  /** Packets that never came to be played. */
  get packetsMissing(): number {
    return this.events.reduce((sum, event) => sum + (event.type === 'gap' ? event.count : 0), 0);
  }

  /** Frames of 1 to `mostPackets` packets, one every 20 ms, for so long; then enough time for all to play. */
  run(seconds: number, mostPackets = 8): this {
    const untilMs = this.time.now + seconds * 1000;
    for (; this.time.now < untilMs; this.time.run(this.time.now + FRAME_MS)) this.sendFrame(mostPackets);
    this.time.run(this.time.now + 3000);
    return this;
  }

  sendFrame(mostPackets = 8): void {
    const length = 5 + (this.random.uint32() % (mostPackets * 280));
    this.#hosts.sender.act((now) => this.outgoing.send(now, frameOf(this.framesSent++, length)));
    this.#hosts.sender.act((now) => this.alongside?.(now));
  }

  /** A datagram that none of the two has sent. */
  forge(to: 'sender' | 'receiver', bytes: Uint8Array, from: Address = to === 'sender' ? RECEIVER : SENDER): void {
    this.#hosts[to].receive(bytes, from, 'rtp');
  }

  /** A receiver asks for packets, or someone does who claims to be it. */
  nack(sequenceNumbers: readonly number[], from: Address = RECEIVER, mediaSsrc: number = this.outgoing.ssrc): void {
    const ssrc = this.#receiverSsrc ?? 1;
    const bytes = serializeCompoundPacket([
      { type: 'receiver-report', ssrc, reportBlocks: [] },
      { type: 'generic-nack', ssrc, mediaSsrc, sequenceNumbers },
    ]);
    this.#hosts.sender.receive(bytes, from, 'rtp');
  }

  /** The numbers of the packets that were sent last. */
  latestSequenceNumbers(count: number): number[] {
    return Array.from({ length: count }, (_, index) => (this.lastSequenceNumber - index) & 0xffff);
  }

  /** Both leave. */
  end(): void {
    this.#hosts.sender.act((now) => this.sender.close(now));
    this.#hosts.receiver.act((now) => this.receiver.close(now));
    this.time.run(this.time.now + 1000);
  }

  #noteMedia(bytes: Uint8Array): void {
    if (isRtcp(bytes)) return;
    const packet = rtpPacket(bytes);
    if (packet.payloadType !== 96) return;
    this.lastSequenceNumber = packet.sequenceNumber;
    this.timestamp = packet.timestamp;
  }

  #note(event: Exclude<SessionOutput, { type: 'transmit' }>): void {
    if (event.type !== 'frame') {
      this.events.push(event);
      return;
    }
    const { bytes } = event.frame as ToyFrame;
    const index = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    // The toy format cannot tell that the stream begins in the middle of a frame.
    if (this.framesReceived === 0 && !isFrame(index, bytes)) return;
    this.framesReceived++;
    if (index <= this.#highest || !isFrame(index, bytes)) this.framesWrong++;
    this.#highest = index;
  }

  #noteRtcp(bytes: Uint8Array): void {
    this.rtcpOctets += bytes.length + 28;
    const packets = rtcpPackets(bytes);
    this.answered?.(packets);
    for (const packet of packets) {
      if ('ssrc' in packet) this.#receiverSsrc ??= packet.ssrc;
      if (packet.type === 'generic-nack') this.nackedNumbers.push(...packet.sequenceNumbers);
    }
  }
}

export function rtcpPackets(bytes: Uint8Array): RtcpPacket[] {
  const packets = parseCompoundPacket(bytes, { reducedSize: true });
  return Array.isArray(packets) ? (packets as RtcpPacket[]) : [];
}

export function rtpPacket(bytes: Uint8Array): RtpPacket {
  return parseRtpPacket(bytes) as RtpPacket;
}

function frameOf(index: number, length: number): Uint8Array {
  const frame = new Uint8Array(length).fill(index * 7);
  new DataView(frame.buffer).setUint32(0, index);
  frame[length - 1] = length;
  return frame;
}

function isFrame(index: number, bytes: Uint8Array): boolean {
  const expected = frameOf(index, bytes.length);
  return bytes.every((octet, position) => octet === expected[position]);
}
