/** A program that reads YUV4MPEG2 from its stdin, as mjpegtools_yuv_to_v4l did in the original. */

import { setTimeout as delay } from 'node:timers/promises';
import { Child } from '../children/child.js';
import type { ChildCommand } from '../children/child-command.js';
import { ChildSink } from '../children/child-sink.js';
import { RestartPolicy } from '../children/restart-policy.js';
import { monotonicNow } from '../system/system-clock.js';
import type { Y4mOutlet } from './y4m-outlet.js';

/** Who has lived for so long, in milliseconds, has read what it was given. */
const LIVED_MS = 1000;

/**
 * Starts it when there is something to read, and again when it has failed. When it has ended with 0 it wants no more.
 * @param name for a person
 */
export function y4mProgram(name: string, command: ChildCommand): Y4mOutlet {
  const policy = new RestartPolicy();
  let sink: ChildSink | undefined;
  let startedMs = 0;

  /** Whether the last run was not the last one. */
  async function wantsMore(signal: AbortSignal): Promise<boolean> {
    const end = await sink?.child.ended;
    if (end === undefined) return true;
    if (end.failure === undefined) return false;
    const ranMs = monotonicNow() - startedMs;
    const delayMs = policy.delayAfter(ranMs, ranMs >= LIVED_MS);
    if (delayMs === undefined) throw end.failure;
    await delay(delayMs, undefined, { signal });
    return true;
  }

  return {
    name,
    open: async (signal) => {
      if (!(await wantsMore(signal))) return undefined;
      startedMs = monotonicNow();
      const child = new Child(command, { stdin: 'pipe', stdout: 'inherit' });
      sink = new ChildSink(child);
      await child.started;
      return child.stdin;
    },
    close: async () => void (await sink?.end()),
  };
}
