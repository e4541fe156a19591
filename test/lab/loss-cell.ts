/** One cell of the loss matrix: the clip over an impaired link in virtual time, and what must have come of it. */

import { Link, burstLoss, SeededRandom, VirtualHost, VirtualTime } from '../../src/lab/index.js';
import { h264, splitAnnexB, type AccessUnit } from '../../src/payloaders/h264/index.js';
import { parseRtpPacket, type RtpPacket } from '../../src/rtp/rtp-packet.js';
import type { IncomingStreamStatistics } from '../../src/session/incoming/incoming-stream-statistics.js';
import { Session } from '../../src/session/session.js';
import { clipUnits } from '../peers/clip.js';

export interface Impairment {
  readonly loss: number;
  /** Mean length of a burst of losses; 1 for independent ones. */
  readonly burst: number;
  readonly reorder: number;
  readonly duplication: number;
  readonly jitterMs: number;
  /** Whether the first second passes unharmed, so that the numbers that depend on how a stream begins are known. */
  readonly leadIn: boolean;
}

export interface Outcome {
  /** Frames whose packets were all there in time, and that did not come out as they were sent. */
  readonly missing: readonly number[];
  readonly inTime: number;
  /** Frames of which a packet came within 1 ms of its deadline: nothing is said about them. */
  readonly leftOut: number;
  /** NAL units that nobody sent, and frames that call themselves complete and are not. */
  readonly damaged: readonly string[];
  readonly delivered: number;
  readonly statistics: IncomingStreamStatistics;
  readonly truth: { readonly packetsReceived: number; readonly packetsLost: number; readonly lostByBuffer: number };
}

const FRAME_MS = 1000 / 30;
const DELAY_MS = 20;
const LATENCY_MS = 100;
/** With 100 ms of jitter on top, some packets come after their deadline. */
const REORDER_DELAY_MS = 60;
const LEAD_IN_MS = 1000;
const UNCERTAIN_MS = 1;
const FIRST_SEQUENCE_NUMBER = 65_400;
/** Small enough that most frames of the clip take several packets. */
const MTU = 300;

const ALICE = { host: '10.0.0.1', port: 5004 };
const BOB = { host: '10.0.0.2', port: 5004 };

const units = clipUnits(300);
const sentNalUnits = units.map((unit) => (splitAnnexB(unit) as Uint8Array[]).map(key));
const everyNalUnit = new Set(sentNalUnits.flat());

/** A string that is equal when the octets are; shorter than hexadecimal. */
function key(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** Each datagram of the stream: when its frame was due to arrive, and when it first did. */
interface Flight {
  readonly frame: number;
  readonly sentMs: number;
  firstArrivalMs: number;
}

/** What the receiving end saw: datagrams as they came, and frames as they were handed out. */
class ReceivingEnd {
  readonly session: Session;
  readonly frames: AccessUnit[] = [];
  readonly arrived: RtpPacket[] = [];
  readonly #time: VirtualTime;
  readonly #flights: ReadonlyMap<number, Flight>;
  readonly #host: VirtualHost;

  constructor(time: VirtualTime, flights: ReadonlyMap<number, Flight>, randomUint32: () => number) {
    this.#time = time;
    this.#flights = flights;
    const receive = [{ payloadType: 96, format: h264 }];
    this.session = new Session(time.now, { cname: 'bob', randomUint32, latencyMs: LATENCY_MS, receive });
    this.#host = new VirtualHost(time, this.session, {
      transmit: () => undefined,
      event: (event) => event.type === 'frame' && this.frames.push(event.frame as AccessUnit),
    });
  }

  readonly arrive = (bytes: Uint8Array): void => {
    const packet = parseRtpPacket(bytes) as RtpPacket;
    this.arrived.push(packet);
    const flight = this.#flights.get(packet.sequenceNumber)!;
    flight.firstArrivalMs = Math.min(flight.firstArrivalMs, this.#time.now);
    this.#host.receive(bytes, ALICE, 'rtp');
  };

  /** Ends the session: what is parked, because it might have begun a new sequence, is given up and counted. */
  readonly close = (): void => this.#host.act((now) => this.session.close(now));
}

export function runCell(impairment: Impairment, seed: number): Outcome {
  const time = new VirtualTime(5000);
  const flights = new Map<number, Flight>();
  const { uint32: randomUint32 } = new SeededRandom(seed);
  const { arrive, close, session, frames, arrived } = new ReceivingEnd(time, flights, randomUint32);
  const clean = new Link(time, { seed, delayMs: DELAY_MS }, arrive);
  const rough = new Link(time, linkOptions(impairment, seed), arrive);
  const roughFromMs = time.now + (impairment.leadIn ? LEAD_IN_MS : 0);

  let frame = 0;
  const sender = new Session(time.now, { cname: 'alice', randomUint32, remote: BOB, mtu: MTU });
  const alice = new VirtualHost(time, sender, {
    transmit({ bytes, channel }) {
      if (channel === 'rtcp') return;
      const { sequenceNumber } = parseRtpPacket(bytes) as RtpPacket;
      flights.set(sequenceNumber, { frame, sentMs: time.now, firstArrivalMs: Infinity });
      (time.now < roughFromMs ? clean : rough).send(bytes);
    },
  });
  const numbers = { sequenceNumber: FIRST_SEQUENCE_NUMBER, timestampOffset: 2 ** 32 - 300_000 };
  const stream = sender.addOutgoing({ format: h264, ...numbers });
  for (const [index, unit] of units.entries()) {
    time.at(5000 + index * FRAME_MS, () => {
      frame = index;
      alice.act((now) => stream.send(now, unit, index * 3000));
    });
  }
  time.run(5000 + units.length * FRAME_MS + 2000);
  const received = session.incoming.get(stream.ssrc)!;
  close();
  const { statistics } = received;
  const judged = judge(flights, frames, impairment.leadIn);
  return { ...judged, delivered: frames.length, statistics, truth: truthOf(arrived, statistics) };
}

function linkOptions(
  { loss, burst, reorder, duplication, jitterMs }: Impairment,
  seed: number,
): ConstructorParameters<typeof Link>[1] {
  return {
    seed,
    delayMs: DELAY_MS,
    jitterMs,
    loss: burst === 1 ? loss : burstLoss(loss, burst),
    duplication,
    reorder: { probability: reorder, delayMs: REORDER_DELAY_MS },
  };
}

function judge(
  flights: ReadonlyMap<number, Flight>,
  frames: readonly AccessUnit[],
  leadIn: boolean,
): Pick<Outcome, 'missing' | 'inTime' | 'leftOut' | 'damaged'> {
  const received = new Set<string>();
  const damaged: string[] = [];
  const sentFrames = new Set(sentNalUnits.map((nalUnits) => nalUnits.join('|')));
  for (const [index, { nalUnits, complete }] of frames.entries()) {
    const keys = nalUnits.map(key);
    received.add(keys.join('|'));
    if (keys.some((each) => !everyNalUnit.has(each))) damaged.push('a NAL unit that was not sent');
    // Nobody can know what was lost before the first packet that arrived.
    const beginningKnown = leadIn || index > 0;
    if (complete && beginningKnown && !sentFrames.has(keys.join('|')))
      damaged.push('a complete frame that was not sent');
  }
  const worstMarginMs = units.map(() => Infinity);
  for (const { frame, sentMs, firstArrivalMs } of flights.values()) {
    const marginMs = sentMs + DELAY_MS + LATENCY_MS - firstArrivalMs;
    worstMarginMs[frame] = Math.min(worstMarginMs[frame]!, marginMs);
  }
  const inTime = [...worstMarginMs.keys()].filter((frame) => worstMarginMs[frame]! > UNCERTAIN_MS);
  return {
    missing: inTime.filter((frame) => !received.has(sentNalUnits[frame]!.join('|'))),
    inTime: inTime.length,
    leftOut: worstMarginMs.filter((marginMs) => Math.abs(marginMs) <= UNCERTAIN_MS).length,
    damaged,
  };
}

/** With a lead-in the first packet sent is the first of all counts. */
function truthOf(arrived: readonly RtpPacket[], { jitterBuffer }: IncomingStreamStatistics): Outcome['truth'] {
  const highest = arrived.reduce(
    (most, { sequenceNumber }) => Math.max(most, (sequenceNumber - FIRST_SEQUENCE_NUMBER) & 0xffff),
    0,
  );
  return {
    packetsReceived: arrived.length,
    packetsLost: highest + 1 - arrived.length,
    lostByBuffer: highest + 1 - jitterBuffer.delivered,
  };
}
