/** Ports that nobody uses at the moment, for programs that have to be told theirs. */

import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { openSocketPair } from '../../src/node/sockets/udp-socket-pair.js';

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

/** Waits until a program has bound the port and its successor: from then on it hears what is sent. */
export async function untilPairIsTaken(port: number, timeoutMs = 10_000): Promise<void> {
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += 10) {
    if (isTaken(port) && isTaken(port + 1)) return;
    await delay(10);
  }
  throw new Error(`nobody has bound the UDP ports ${port} and ${port + 1} within ${timeoutMs} ms`);
}

/** From the kernel's table, `slot: address:port …` in hexadecimal; trying to bind the port would be in the program's way. */
function isTaken(port: number): boolean {
  const sockets = readFileSync('/proc/net/udp', 'latin1') + readFileSync('/proc/net/udp6', 'latin1');
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
  return new RegExp(`^ *\\d+: [0-9A-F]+:${hexadecimal} `, 'm').test(sockets);
}
