/** The arguments of `rtpkit demo`, and its help. */

import { parseArgs } from 'node:util';
import { reasonOf } from '../node/reason-of.js';
import { SOURCE_NAMES, type SourceName } from './demo-source.js';
import { UsageError } from './usage-error.js';

export interface DemoArguments {
  readonly source: SourceName;
  /** Directory for the received elementary streams. */
  readonly output: string;
  readonly help: boolean;
}

export const DEMO_HELP = `rtpkit demo [--source clip|test] [--output DIRECTORY]

Streams H.264 and Vorbis live from one process to another over UDP on this host, with RTCP both ways, and compares
every access unit and every packet that arrives with what was sent. Exit code 0 only when all are equal.

  --source clip   the clip that comes with rtpkit, ten seconds (default)
  --source test   GStreamer's live test source; needs gst-launch-1.0
  --output DIR    where video.h264 and audio.ogg are written as received (default: received)
`;

/** @throws UsageError when the arguments are not those of the help */
export function parseDemoArguments(args: readonly string[]): DemoArguments {
  const { source, output, help } = parseOptions(args);
  const name = SOURCE_NAMES.find((known) => known === source);
  if (name === undefined) throw new UsageError(`--source is ${source}, expected ${SOURCE_NAMES.join(' or ')}`);
  return { source: name, output, help };
}

function parseOptions(args: readonly string[]): { source: string; output: string; help: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        source: { type: 'string', default: 'clip' },
        output: { type: 'string', default: 'received' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return { source: values.source!, output: values.output!, help: values.help! };
  } catch (error) {
    throw new UsageError(reasonOf(error));
  }
}
