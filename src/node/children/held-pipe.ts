/** A pipe that stays open because somebody else holds it: the child that it was made for has ended. */

import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Ends the pipe for its reader when nothing has come out of it for so long, and nothing waits to be read. A process that has left
 * the child's group, as daemons do, would keep it open for as long as it lives.
 * @param pipe one that is being read
 */
export async function endHeldPipe(pipe: Socket, patienceMs: number): Promise<void> {
  let octets = -1;
  while (!pipe.readableEnded && !pipe.destroyed && (pipe.readableLength > 0 || pipe.bytesRead > octets)) {
    octets = pipe.bytesRead;
    await delay(patienceMs, undefined, { ref: false });
  }
  if (!pipe.readableEnded && !pipe.destroyed) pipe.push(null);
}
