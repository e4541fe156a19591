/** The storms of `population.ts` with the algorithm that RFC 3550 prints in the library's place. */

import { ReferenceParticipant } from '../rfc-3550-timer-reference.js';
import { COMPOUND_SIZE, run, type PopulationOptions, type Transmission, type Waking } from './population.js';

/** All join at 0 and learn of one another from what they send; until each has sent once. */
export function referenceJoinStorm(options: PopulationOptions): Transmission[] {
  const sent = new Set<number>();
  const enough = (): boolean => sent.size === options.count;
  return run(options, enough, (participant, { uint32 }) => {
    const reference = create(options, uint32);
    const { wake, ...rest } = waking(reference);
    return {
      ...rest,
      wake: (now) => {
        const sends = wake(now);
        if (sends) sent.add(participant);
        return sends;
      },
      heard: (size, from) => reference.onReport(from, size),
    };
  });
}

/** All leave at 0; until each has said goodbye. */
export function referenceGoodbyeStorm(options: PopulationOptions): Transmission[] {
  return run(options, options.count, (_participant, { uint32 }) => {
    let leaves = false;
    // Whoever leaves has been there before, with a timer that no longer matters.
    const reference = create(options, () => (leaves ? uint32() : 0));
    leaves = true;
    reference.leave(0, COMPOUND_SIZE);
    return { ...waking(reference), heard: (size, from, now) => reference.onBye(now / 1000, from, size) };
  });
}

function create({ bandwidth = 64_000 }: PopulationOptions, uint32: () => number): ReferenceParticipant {
  return new ReferenceParticipant(0, (bandwidth * 0.05) / 8, COMPOUND_SIZE, () => uint32() / 2 ** 32);
}

function waking(reference: ReferenceParticipant): Pick<Waking, 'nextTimeout' | 'wake'> {
  return {
    nextTimeout: () => reference.tn * 1000,
    wake: (now) => reference.onExpire(now / 1000, () => COMPOUND_SIZE) !== undefined,
  };
}
