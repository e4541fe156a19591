/** Whether the system lets a socket hold a burst of packets. */

import { readFileSync } from 'node:fs';
import { BUFFER_OCTETS } from '../sockets/udp-socket.js';
import type { Finding } from './finding.js';

/** Elsewhere than on Linux there are no such files, and nothing to say. */
export function diagnoseNetwork(directory: string = '/proc/sys/net/core'): Finding[] {
  return ['rmem_max', 'wmem_max'].flatMap((name) => limitFinding(directory, name) ?? []);
}

function limitFinding(directory: string, name: string): Finding | undefined {
  const limit = readLimit(`${directory}/${name}`);
  if (limit === undefined) return undefined;
  const finding = { area: 'network', name: `net.core.${name}` } as const;
  if (limit >= BUFFER_OCTETS) return { ...finding, state: 'ok', detail: `${limit} octets` };
  const detail = `${limit} octets, asked for are ${BUFFER_OCTETS}: bursts of packets may be lost`;
  return { ...finding, state: 'missing', detail, remedy: `sudo sysctl net.core.${name}=${BUFFER_OCTETS}` };
}

function readLimit(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
