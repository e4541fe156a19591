/** What the tests of the commands share: a receiver and a sender in processes of their own, and what came of it. */

import { readFileSync } from 'node:fs';
import { openOggVorbis } from '../../../src/node/index.js';
import { hexOf } from '../../hex.js';
import { rtpkit } from '../../peers/cli-process.js';
import type { Program } from '../../peers/program.js';

/** Starts a receiver that does not keep packets long, and waits until it listens. */
export async function receiving(args: readonly string[]): Promise<Program> {
  const receiver = rtpkit([...args, '--latency', '100']);
  await receiver.waitForLine(/^send to it with one of/);
  return receiver;
}

/** What a program says on stdout with `--json`, line by line. */
export function eventsOf({ output }: Program): Record<string, unknown>[] {
  const lines = new TextDecoder().decode(output).trim().split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
}

export function bytesOf(path: string | URL): Uint8Array {
  return new Uint8Array(readFileSync(path));
}

/** The packets of an Ogg file, headers first, in hexadecimal. */
export async function packetsOf(path: string): Promise<string[]> {
  const packets: string[] = [];
  for await (const { bytes } of (await openOggVorbis(path)).packets) packets.push(hexOf(bytes));
  return packets;
}
