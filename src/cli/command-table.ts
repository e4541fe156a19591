/** Every command of `rtpkit`. */

import type { Command } from './command.js';
import { describe } from './commands/describe.js';
import { doctor } from './commands/doctor.js';
import { forward } from './commands/forward.js';
import { recv } from './commands/recv.js';
import { recvAudio } from './commands/recv-audio.js';
import { recvVideo } from './commands/recv-video.js';
import { send } from './commands/send.js';
import { sendAudio } from './commands/send-audio.js';
import { sendVideo } from './commands/send-video.js';
import { talk } from './commands/talk.js';
import { demo, demoReceiver, demoSender } from './demo/demo-commands.js';
import { nearestName } from './grammar/nearest-name.js';
import { UsageError } from './usage-error.js';

export const COMMANDS: readonly Command[] = [
  sendVideo,
  sendAudio,
  send,
  recvVideo,
  recvAudio,
  recv,
  forward,
  talk,
  describe,
  doctor,
  demo,
  demoReceiver,
  demoSender,
];

export interface FoundCommand {
  readonly command: Command;
  /** What its alias puts in front of the arguments. */
  readonly before: readonly string[];
}

/** @throws UsageError when there is no such command, with the nearest name that there is */
export function findCommand(name: string): FoundCommand {
  for (const command of COMMANDS) {
    if (command.name === name) return { command, before: [] };
    const before = Object.entries(command.aliases ?? {}).find(([alias]) => alias === name)?.[1];
    if (before !== undefined) return { command, before };
  }
  const shown = COMMANDS.filter(({ hidden }) => hidden !== true);
  const aliases = shown.flatMap((command) => Object.keys(command.aliases ?? {}));
  const nearest = nearestName(name, shown.map((command) => command.name).concat(aliases));
  throw new UsageError(`there is no command ${name}${nearest === undefined ? '' : `; is it ${nearest}?`}`);
}
