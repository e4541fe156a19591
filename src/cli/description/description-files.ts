/** The files that a description is written to: none of them is read by the same command, or written twice. */

import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Arguments } from '../command.js';
import { UsageError } from '../usage-error.js';
import type { DescriptionPlaces } from './published-description.js';

/** @throws UsageError when a file is the source, the other one, or `-`: stdout is for media and events */
export function descriptionFilesOf(args: Arguments): Pick<DescriptionPlaces, 'sdp' | 'caps'> {
  const taken = [args.positionals[0], args.text('video'), args.text('audio')];
  for (const option of ['sdp', 'caps']) {
    const path = args.text(option);
    if (path === undefined) continue;
    if (path === '-' || path === '') throw new UsageError(`--${option} is ${JSON.stringify(path)}, expected a file`);
    const other = taken.find((name) => name !== undefined && isSameFile(name, path));
    if (other !== undefined) throw new UsageError(`--${option} would write over ${other}`);
    taken.push(path);
  }
  return { sdp: args.text('sdp'), caps: args.text('caps') };
}

/** Whether two names are of one file, which may not be there yet. */
export function isSameFile(one: string, other: string): boolean {
  return placeOf(one) === placeOf(other);
}

function placeOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
