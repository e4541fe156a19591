/** Ports that nobody uses at the moment, for programs that have to be told theirs. */

import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
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

/** Waits until a program has bound the port. Read from the kernel's table: trying to bind it would be in the program's way. */
export async function untilPortIsTaken(port: number, timeoutMs = 10_000): Promise<void> {
  const entry = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += 10) {
    const sockets = readFileSync('/proc/net/udp', 'latin1') + readFileSync('/proc/net/udp6', 'latin1');
    if (sockets.includes(entry)) return;
    await delay(10);
  }
  throw new Error(`nobody has bound UDP port ${port} within ${timeoutMs} ms`);
}
