/** `rtpkit describe`: what a description or a capture says, and what to type for it. */

import { isCaptureFile, loadDescription, readCaptureFile, CaptureSurveyor } from '../../node/index.js';
import type { Arguments, Command, ExitCode, Surroundings } from '../command.js';
import { describeCapture } from '../explanation/describe-capture.js';
import { describeText } from '../explanation/describe-text.js';
import type { Explanation } from '../explanation/explanation.js';
import { printable } from '../terminal/printable.js';
import { UsageError } from '../usage-error.js';

export const describe: Command = {
  name: 'describe',
  summary: 'explain a description or a capture, and what to type for it',
  positionals: [{ name: 'FILE|URL', help: 'SDP, GStreamer caps (0.10 or 1.x), pcap or rtpdump', required: true }],
  options: [],
  examples: ['rtpkit describe video.caps', 'rtpkit describe http://10.0.0.1:8000/', 'rtpkit describe captured.pcap'],
  run,
};

async function run(args: Arguments, { console, interruption }: Surroundings): Promise<ExitCode> {
  const [from] = args.positionals;
  if (from === undefined) throw new UsageError('there is no FILE or URL to describe');
  const { signal } = interruption;
  const isCapture = !/^https?:/i.test(from) && (await isCaptureFile(from));
  const explanation = isCapture
    ? await explainCapture(from, signal)
    : describeText(from, await loadDescription(from, { signal }));
  if (args.flag('json')) for (const event of explanation.events) console.tell(event);
  else process.stdout.write(`${printable(words(explanation))}\n`);
  return explanation.streams === 0 ? 3 : 0;
}

async function explainCapture(path: string, signal: AbortSignal): Promise<Explanation> {
  const surveyor = new CaptureSurveyor();
  for await (const datagram of readCaptureFile(path)) {
    surveyor.push(datagram);
    signal.throwIfAborted();
  }
  return describeCapture(path, surveyor.result());
}

function words({ lines }: Explanation): string {
  return lines.join('\n');
}
