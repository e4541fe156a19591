/** `rtpkit demo`, the main job: starts a receiving and a sending process, shows how they fare, and gives the verdict. */

import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RtpkitError } from '../node/index.js';
import type { DemoArguments } from './demo-arguments.js';
import type { ReceiverReady } from './demo-messages.js';
import { DemoProcess } from './demo-process.js';
import { DemoRecord } from './demo-record.js';
import { PROGRESS_LEGEND, progressText, verdictOf } from './demo-words.js';
import { ProgressLine } from './progress-line.js';

const REFRESH_MS = 200;

/** After the sender's BYE the receiver has this long for what is still in its buffer. */
const RECEIVER_GRACE_MS = 5000;

/** Runs the demonstration and returns the exit code, 0 only when all that was sent has arrived octet for octet. */
export async function runDemo({ source, output }: DemoArguments): Promise<number> {
  const record = new DemoRecord();
  const line = new ProgressLine(process.stdout);
  const directory = resolve(output);
  const receiver = startReceiver(directory, record);
  let refresh: NodeJS.Timeout | undefined;
  let sender: DemoProcess | undefined;
  try {
    const { ports } = await receiver.ready;
    process.stdout.write(PROGRESS_LEGEND);
    const startMs = performance.now();
    refresh = setInterval(() => {
      const now = performance.now();
      line.update(now, progressText(record, now - startMs));
    }, REFRESH_MS);
    sender = new DemoProcess('sender', [source, JSON.stringify(ports)], (message) => record.take('sender', message));
    await Promise.race([sender.finished, receiver.process.finished.then(() => sender?.finished)]);
    await Promise.race([receiver.process.finished, graceIsOver()]);
  } finally {
    clearInterval(refresh);
    line.end();
    sender?.kill();
    receiver.process.kill();
  }
  const verdict = verdictOf(record);
  process.stdout.write(`${verdict.text}\nreceived streams: ${directory}/video.h264, ${directory}/audio.ogg\n`);
  return verdict.passed ? 0 : 1;
}

interface StartedReceiver {
  readonly process: DemoProcess;
  readonly ready: Promise<ReceiverReady>;
}

function startReceiver(directory: string, record: DemoRecord): StartedReceiver {
  let started!: (message: ReceiverReady) => void;
  const listening = new Promise<ReceiverReady>((listen) => (started = listen));
  const receiver = new DemoProcess('receiver', [directory], (message) => {
    if (message.type === 'ready') started(message);
    record.take('receiver', message);
  });
  return { process: receiver, ready: Promise.race([listening, receiver.finished.then(() => listening)]) };
}

async function graceIsOver(): Promise<never> {
  await delay(RECEIVER_GRACE_MS, undefined, { ref: false });
  throw new RtpkitError('ERR_RTPKIT_CHILD_PROCESS', 'The receiver has not seen the end of the streams');
}
