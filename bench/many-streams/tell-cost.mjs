/** In a child process: measures itself once it is told to, and tells the parent. */

import { cpuUsage } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

/** @param received how many datagrams, or frames of one datagram each, have come so far */
export function tellCost(received) {
  process.on('message', async ({ seconds }) => {
    const countBefore = received();
    const before = cpuUsage();
    await delay(1000 * seconds);
    const { user, system } = cpuUsage(before);
    process.send({ microseconds: user + system, received: received() - countBefore });
  });
  process.send({ ready: true });
}
