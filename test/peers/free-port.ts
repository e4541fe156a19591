/** Ports that nobody uses at the moment, for programs that have to be told theirs. */

import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { openSocketPair } from '../../src/node/sockets/udp-socket-pair.js';
import { PATIENCE } from './patience.js';

/**
 * Ports are handed out four by four: RTP, RTCP, RTCP back as in the original, and one that is claimed over TCP for as long as the
 * process lives. Between the look and the use of a port nobody else takes it then: not the suites that run beside, and not the
 * system, which draws from 32768 upwards. Of each two thousands the upper one is left to sound, which `send` puts 1000 ports above.
 */
const BLOCK = 4;
const THOUSANDS = [22_000, 24_000, 26_000, 28_000, 30_000] as const;
const DRAWS = 200;

/** An even port whose two successors are free too. */
export async function freePortPair(host = '127.0.0.1'): Promise<number> {
  for (let draw = 0; draw < DRAWS; draw++) {
    const port = THOUSANDS[randomInt(THOUSANDS.length)]! + BLOCK * randomInt(1000 / BLOCK);
    if ((await isClaimed(port + BLOCK - 1)) && (await isFree(host, port))) return port;
  }
  throw new Error(`no free ports were found in ${DRAWS} draws`);
}

/** Several of them, no two alike. */
export function freePortPairs(count: number): Promise<number[]> {
  return Promise.all(Array.from({ length: count }, () => freePortPair()));
}

/** Whether the port is ours from now on, until the process ends. */
async function isClaimed(port: number): Promise<boolean> {
  const claim = createServer().unref();
  return once(claim.listen(port, '127.0.0.1'), 'listening').then(
    () => true,
    () => false,
  );
}

async function isFree(host: string, port: number): Promise<boolean> {
  for (const rtcpPort of [port + 1, port + 2]) {
    const pair = await openSocketPair({ host, port, rtcpPort }).catch(() => undefined);
    if (pair === undefined) return false;
    await pair.close();
  }
  return true;
}

/** Waits until a program has bound the port and its successor: from then on it hears what is sent. */
export async function untilPairIsTaken(port: number): Promise<void> {
  const beganMs = performance.now();
  while (performance.now() - beganMs < PATIENCE.timeout) {
    if (waitingOctets(port) !== undefined && waitingOctets(port + 1) !== undefined) return;
    await delay(10);
  }
  throw new Error(`nobody has bound the UDP ports ${port} and ${port + 1} within ${PATIENCE.timeout} ms`);
}

/** Waits until the program that has bound the port and its successor has read all that came. */
export async function untilPairIsRead(port: number): Promise<void> {
  while (waitingOctets(port) !== 0 || waitingOctets(port + 1) !== 0) await delay(10);
}

/**
 * What waits to be read at a port; `undefined` where nobody has bound it. From the kernel's table, `slot: address:port remote state
 * sent:received …` in hexadecimal; trying to bind the port would be in the program's way.
 */
function waitingOctets(port: number): number | undefined {
  const sockets = readFileSync('/proc/net/udp', 'latin1') + readFileSync('/proc/net/udp6', 'latin1');
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
  const row = new RegExp(`^ *\\d+: [0-9A-F]+:${hexadecimal} \\S+ \\S+ [0-9A-F]+:([0-9A-F]+) `, 'm').exec(sockets);
  return row === null ? undefined : parseInt(row[1]!, 16);
}
