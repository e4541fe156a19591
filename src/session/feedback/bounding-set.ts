/** Which of several bit rate limits bind a sender, at one packet rate or another (RFC 5104 §3.5.4.2). */

import type { BitRateLimit } from '../../rtcp/index.js';

/**
 * Each limit allows `bitRate` bit/s in all, of which 8 × `overhead` bits go with every packet: a line that falls as the packet
 * rate grows. What binds is the lower hull of these lines, as far as anything is left for media.
 * @returns the binding limits by growing overhead
 */
export function boundingSet(limits: Iterable<BitRateLimit>): BitRateLimit[] {
  const byOverhead = [...limits].toSorted((a, b) => a.overhead - b.overhead || a.bitRate - b.bitRate);
  const binding: BitRateLimit[] = [];
  for (const limit of byOverhead) {
    const last = binding.at(-1);
    if (last !== undefined && last.overhead === limit.overhead) continue;
    while (binding.length > 0 && isUndercut(binding, limit)) binding.pop();
    const before = binding.at(-1);
    if (before === undefined || crossing(before, limit) < exhaustion(before)) binding.push(limit);
  }
  return binding;
}

/** Whether the last of the binding limits binds nowhere once there is a further one. */
function isUndercut(binding: readonly BitRateLimit[], limit: BitRateLimit): boolean {
  const last = binding.at(-1)!;
  const before = binding.at(-2);
  const fromRate = before === undefined ? 0 : crossing(before, last);
  return crossing(last, limit) <= fromRate;
}

/** The packet rate from which on the limit with more overhead is the lower. */
function crossing(less: BitRateLimit, more: BitRateLimit): number {
  return (more.bitRate - less.bitRate) / (8 * (more.overhead - less.overhead));
}

/** The packet rate at which nothing is left for media. */
function exhaustion({ bitRate, overhead }: BitRateLimit): number {
  return overhead === 0 ? Infinity : bitRate / (8 * overhead);
}
