/** Many participants in virtual time, each with a schedule of its own, who all hear what each of them sends. */

import { SeededRandom, VirtualTime } from '../../../src/lab/index.js';
import { GoodbyeBackoff } from '../../../src/session/reports/goodbye-backoff.js';
import type { Membership } from '../../../src/session/reports/rtcp-interval.js';
import { RtcpSchedule } from '../../../src/session/reports/rtcp-schedule.js';

/** Octets of every compound, IP and UDP headers included. */
export const COMPOUND_SIZE = 128;

export interface Transmission {
  readonly atMs: number;
  readonly participant: number;
}

export interface PopulationOptions {
  readonly count: number;
  /** The first so many send RTP. */
  readonly senders?: number;
  /** The session bandwidth in bit/s. */
  readonly bandwidth?: number;
  /** How long a compound travels, to everybody alike. */
  readonly delayMs?: number;
  readonly seed: number;
}

/** Something that wakes, may send, and wakes again. */
export interface Waking {
  nextTimeout(): number;
  /** Whether it sends now. */
  wake(now: number): boolean;
  /** What `participant` has sent has come. */
  heard(size: number, participant: number, now: number): void;
}

/** All know all the others from the beginning: what they send until there are `enough` transmissions. */
export function reportsOfConstantMembership(options: PopulationOptions, enough: number): Transmission[] {
  const { count, senders = 0 } = options;
  return run(options, enough, (participant, { uint32 }) => {
    const weSent = participant < senders;
    return reporter(options, uint32, () => ({ members: count, senders, weSent }));
  });
}

/** All join at 0 and learn of one another from what they send; until each has sent once. */
export function reportsOfJoinStorm(options: PopulationOptions): Transmission[] {
  const sent = new Set<number>();
  const known = new Set<number>();
  const time = new VirtualTime();
  const { delayMs = 0, count } = options;
  return run(
    { ...options, time },
    () => sent.size === count,
    (participant, { uint32 }) => {
      const membership = (): Membership => {
        return { members: known.has(participant) ? known.size : known.size + 1, senders: 0, weSent: false };
      };
      const { wake, ...rest } = reporter(options, uint32, membership);
      return {
        ...rest,
        wake: (now) => {
          if (!wake(now)) return false;
          sent.add(participant);
          time.at(now + delayMs, () => known.add(participant));
          return true;
        },
      };
    },
  );
}

/** All leave at 0; until each has said goodbye. */
export function goodbyesOfStorm(options: PopulationOptions): Transmission[] {
  const { count, bandwidth = 64_000 } = options;
  return run(options, count, (_participant, { uint32 }) => {
    const session = { options: { bandwidth }, randomUint32: uint32, mediaRate: 0 };
    const backoff = new GoodbyeBackoff(0, COMPOUND_SIZE, session);
    let waiting = true;
    return {
      nextTimeout: () => (waiting ? backoff.nextTimeout() : Infinity),
      wake: (now) => {
        waiting = !backoff.due(now);
        return !waiting;
      },
      heard: (size) => (waiting ? backoff.heard(size) : undefined),
    };
  });
}

function reporter(options: PopulationOptions, uint32: () => number, membership: () => Membership): Waking {
  const schedule = new RtcpSchedule({ bandwidth: options.bandwidth ?? 64_000 }, uint32);
  schedule.begin(0, membership());
  return {
    nextTimeout: () => schedule.nextTimeout(),
    wake: (now) => {
      if (!schedule.due(now, membership())) return false;
      schedule.sent(now, COMPOUND_SIZE, membership());
      return true;
    },
    heard: (size) => schedule.received(size),
  };
}

/** What participants send until it is enough; each hears what the others have sent. */
export function run(
  { count, delayMs = 0, seed, time = new VirtualTime() }: PopulationOptions & { readonly time?: VirtualTime },
  enough: number | (() => boolean),
  create: (participant: number, random: SeededRandom) => Waking,
): Transmission[] {
  const random = new SeededRandom(seed);
  const transmissions: Transmission[] = [];
  const participants = Array.from({ length: count }, (_, participant) => create(participant, random));
  const arm = (participant: number): void => {
    const timeoutMs = participants[participant]!.nextTimeout();
    if (timeoutMs < Infinity) time.at(timeoutMs, () => wake(participant));
  };
  const wake = (participant: number): void => {
    if (participants[participant]!.wake(time.now)) {
      transmissions.push({ atMs: time.now, participant });
      time.at(time.now + delayMs, () => {
        for (const other of participants.keys())
          if (other !== participant) participants[other]!.heard(COMPOUND_SIZE, participant, time.now);
      });
    }
    arm(participant);
  };
  for (const participant of participants.keys()) arm(participant);
  const isEnough = typeof enough === 'function' ? enough : () => transmissions.length >= enough;
  while (!isEnough()) time.run(time.next);
  return transmissions;
}
