/** `rtpkit demo`, the main job: starts a receiving and a sending process, shows how they fare, and gives the verdict. */

import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RtpkitError } from '../../node/index.js';
import type { ExitCode, Surroundings } from '../command.js';
import type { Console } from '../console.js';
import { MEDIA, type ReceiverReady } from './demo-messages.js';
import { DemoProcess } from './demo-process.js';
import { DemoRecord } from './demo-record.js';
import type { SourceName } from './demo-source.js';
import { PROGRESS_LEGEND, progressText, verdictOf, type Verdict } from './demo-words.js';

const REFRESH_MS = 200;

/** After the sender's BYE the receiver has this long for what is still in its buffer. */
const RECEIVER_GRACE_MS = 5000;

export interface DemoOptions {
  readonly source: SourceName;
  /** Directory for the received elementary streams. */
  readonly output: string;
  /** Whether the verdict is told as an event, and not on stdout. */
  readonly json: boolean;
}

/** Runs the demonstration and returns the exit code, 0 only when all that was sent has arrived octet for octet. */
export async function runDemo(options: DemoOptions, { console, interruption }: Surroundings): Promise<ExitCode> {
  const record = new DemoRecord();
  const directory = resolve(options.output);
  const receiver = startReceiver(directory, record);
  let refresh: NodeJS.Timeout | undefined;
  let sender: DemoProcess | undefined;
  const runToTheEnd = async (): Promise<void> => {
    const { ports } = await receiver.ready;
    console.say(PROGRESS_LEGEND);
    refresh = showProgress(console, record);
    const args = ['--source', options.source, ...MEDIA.flatMap((medium) => [`--${medium}`, `${ports[medium]}`])];
    sender = new DemoProcess('sender', args, (message) => record.take('sender', message));
    await Promise.race([sender.finished, receiver.process.finished.then(() => sender?.finished)]);
    await Promise.race([receiver.process.finished, graceIsOver()]);
  };
  try {
    await Promise.race([runToTheEnd(), interrupted(interruption.signal)]);
  } finally {
    clearInterval(refresh);
    console.end();
    await Promise.all([sender?.end(), receiver.process.end()]);
  }
  const verdict = verdictOf(record);
  if (options.json) console.tell({ event: 'verdict', ...verdict });
  else writeVerdict(verdict, directory);
  return verdict.passed ? 0 : 1;
}

function writeVerdict({ text }: Verdict, directory: string): void {
  process.stdout.write(`${text}\nreceived streams: ${directory}/video.h264, ${directory}/audio.ogg\n`);
}

function showProgress(console: Console, record: DemoRecord): NodeJS.Timeout {
  const startMs = performance.now();
  return setInterval(() => {
    if (record.hasBegun) console.progress('demo', progressText(record, performance.now() - startMs));
  }, REFRESH_MS);
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

function interrupted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const refuse = (): void =>
      reject(new RtpkitError('ERR_RTPKIT_CLOSED', 'The demonstration was interrupted: nothing was shown'));
    signal.addEventListener('abort', refuse, { once: true });
  });
}
