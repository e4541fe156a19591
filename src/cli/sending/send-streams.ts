/** Streams on their way out: each from its source to its sender, until the sources end or the person wants it. */

import { openSender, RtpkitError, type Address, type MediaSource } from '../../node/index.js';
import { reasonOf } from '../../node/system/reason-of.js';
import { announceSending, type SendingStream } from '../announcements/ready-lines.js';
import type { Medium } from '../arguments/medium.js';
import type { ExitCode, Surroundings } from '../command.js';
import { PublishedDescription } from '../description/published-description.js';
import { watchSender } from '../watch/sender-watch.js';
import type { StreamWatch } from '../watch/stream-watch.js';
import type { MediaInput } from './media-input.js';
import type { SendSettings } from './send-options.js';

export interface StreamToSend {
  readonly medium: Medium;
  readonly to: Address;
  readonly payloadType?: number;
  readonly input: MediaInput;
}

interface SentStream extends SendingStream {
  readonly source: MediaSource;
  readonly watch: StreamWatch;
}

/**
 * Opens all streams, tells how to receive them, and sends until all have ended; a failure of one ends all.
 * @returns 3 when nothing was sent, and it was not a person who ended it
 */
export async function sendStreams(
  streams: readonly StreamToSend[],
  settings: SendSettings,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { interruption } = surroundings;
  const sent: SentStream[] = [];
  const stopAll = (): void => sent.forEach(({ source }) => void source.stop());
  interruption.signal.addEventListener('abort', stopAll, { once: true });
  try {
    for (const stream of streams) sent.push(await openStream(stream, settings, surroundings));
    if (!interruption.signal.aborted) await sendDescribed(sent, settings, surroundings);
  } finally {
    await Promise.all(sent.map(closeStream));
  }
  return interruption.cause === 'signal' || sent.some(({ watch }) => watch.heard) ? 0 : 3;
}

async function openStream(
  { medium, to, payloadType, input }: StreamToSend,
  { rtcp, multicast }: SendSettings,
  surroundings: Surroundings,
): Promise<SentStream> {
  const source = await input.open(surroundings);
  try {
    const { codec, clockRate, captureDelayMs } = source;
    const stream = { codec, clockRate, captureDelayMs, ...(payloadType !== undefined && { payloadType }) };
    const sender = await openSender({ to, rtcp, multicast, ...stream }).catch(explainPort);
    return { medium, source, sender, watch: watchSender(surroundings.console, medium, sender) };
  } catch (error) {
    await source.stop();
    throw error;
  }
}

/** In the original's layout two senders to the same port of two hosts are in each other's way. */
function explainPort(error: unknown): never {
  if (!(error instanceof RtpkitError) || error.code !== 'ERR_RTPKIT_PORT_IN_USE') throw error;
  const hint = '--rtcp adjacent, at both ends, takes any port for reports that come back';
  throw new RtpkitError(error.code, `${error.message}; ${hint}`, { cause: error });
}

async function sendDescribed(
  sent: readonly SentStream[],
  settings: SendSettings,
  { console }: Surroundings,
): Promise<void> {
  const { places, multicast } = settings;
  const senders = sent.map(({ sender }) => sender);
  const description = new PublishedDescription(senders, places, multicast.ttl);
  const warn = (error: unknown): void => console.warn(reasonOf(error));
  try {
    await description.open(warn);
    await announceSending(sent, { ...places, servePort: description.servePort }, console);
    await sendAll(sent, () => description.finish(warn));
  } finally {
    await description.close();
  }
}

async function sendAll(sent: readonly SentStream[], onEnd: () => void): Promise<void> {
  const ends = sent.map((stream) => sendFrames(stream, onEnd));
  for (const end of ends) end.catch(() => sent.forEach(({ source }) => void source.stop()));
  const results = await Promise.allSettled(ends);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

/** One that ends before the others says its BYE then. */
async function sendFrames(stream: SentStream, onEnd: () => void): Promise<void> {
  for await (const frame of stream.source.frames) await stream.sender.send(frame);
  onEnd();
  await closeStream(stream);
}

async function closeStream({ source, sender, watch }: SentStream): Promise<void> {
  watch.end();
  await source.stop();
  await sender.close();
}
