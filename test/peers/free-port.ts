/** Ports that nobody uses at the moment, for programs that have to be told theirs. */

import { openSocketPair } from '../../src/node/udp-socket-pair.js';

/** An even port whose successor is free too. */
export async function freePortPair(host = '127.0.0.1'): Promise<number> {
  const pair = await openSocketPair({ host });
  const { rtp } = pair.ports;
  await pair.close();
  return rtp;
}

/** Several of them, no two alike. */
export async function freePortPairs(count: number): Promise<number[]> {
  const pairs = await Promise.all(Array.from({ length: count }, () => openSocketPair({ host: '127.0.0.1' })));
  const ports = pairs.map((pair) => pair.ports.rtp);
  await Promise.all(pairs.map((pair) => pair.close()));
  return ports;
}
