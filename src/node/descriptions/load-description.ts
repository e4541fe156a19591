/** The text of a description from where a person has it: a file, or the http address at which a sender serves it. */

import { createReadStream } from 'node:fs';
import { get as getPlain, STATUS_CODES, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { addAbortSignal } from 'node:stream';
import { RtpkitError } from '../../errors.js';
import { isFifo, readFifo } from '../files/fifo.js';
import { unreadable } from '../system/file-error.js';
import { reasonOf } from '../system/reason-of.js';

/** A description of a hundred streams with their Vorbis configurations; longer ones are something else. */
const MOST_OCTETS = 1024 * 1024;
/** From the first packet to the last octet. */
const DEFAULT_TIMEOUT_MS = 5000;

export interface LoadDescriptionOptions {
  /** How long an http server may take in all, in milliseconds; default 5000. */
  readonly timeoutMs?: number;
  /** Gives up when it aborts, with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Loads SDP or GStreamer caps text, as `openReceiver({ description })` takes it.
 * @param from path of a file, or an `http://` or `https://` address, which is not followed elsewhere
 * @throws RtpkitError `ERR_RTPKIT_FILE` or, for an address, `ERR_RTPKIT_DESCRIPTION`, with what to try
 */
export async function loadDescription(from: string, options: LoadDescriptionOptions = {}): Promise<string> {
  options.signal?.throwIfAborted();
  return /^https?:\/\//i.test(from) ? loadFromServer(from, options) : loadFromFile(from, options);
}

async function loadFromFile(path: string, { signal }: LoadDescriptionOptions): Promise<string> {
  try {
    const file = isFifo(path) ? readFifo(path) : createReadStream(path);
    return await readText(signal === undefined ? file : addAbortSignal(signal, file));
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof TooLong) throw tooLong('ERR_RTPKIT_FILE', path);
    throw unreadable(path, cause);
  }
}

async function loadFromServer(url: string, { timeoutMs, signal }: LoadDescriptionOptions): Promise<string> {
  const timeout = AbortSignal.timeout(timeoutMs ?? DEFAULT_TIMEOUT_MS);
  try {
    const response = await request(url, signal === undefined ? timeout : AbortSignal.any([signal, timeout]));
    if (response.statusCode === 200) return await readText(response);
    response.destroy();
    throw new RtpkitError('ERR_RTPKIT_DESCRIPTION', `${url} answers ${statusOf(response)}, not with a description`);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof RtpkitError) throw cause;
    if (cause instanceof TooLong) throw tooLong('ERR_RTPKIT_DESCRIPTION', url);
    const reason = timeout.aborted ? 'no answer in time' : reasonOf(cause);
    const hint = 'is the sender running with --serve-sdp, is it the port, a firewall?';
    throw new RtpkitError('ERR_RTPKIT_DESCRIPTION', `${url} cannot be loaded (${reason}): ${hint}`, { cause });
  }
}

function request(url: string, signal: AbortSignal): Promise<IncomingMessage> {
  const get = /^https:/i.test(url) ? getSecure : getPlain;
  return new Promise((resolve, reject) => get(url, { signal, agent: false }, resolve).on('error', reject));
}

function statusOf({ statusCode = 0, headers }: IncomingMessage): string {
  const elsewhere = headers.location === undefined ? '' : ` (try ${JSON.stringify(headers.location)})`;
  return `${statusCode} ${STATUS_CODES[statusCode] ?? ''}${elsewhere}`;
}

/** Thrown among ourselves: nobody outside sees it. */
class TooLong extends Error {}

async function readText(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  let octets = 0;
  for await (const chunk of chunks) {
    octets += chunk.length;
    if (octets > MOST_OCTETS) throw new TooLong();
    read.push(chunk);
  }
  return Buffer.concat(read).toString('utf8');
}

function tooLong(code: 'ERR_RTPKIT_FILE' | 'ERR_RTPKIT_DESCRIPTION', from: string): RtpkitError {
  return new RtpkitError(code, `${from} is longer than ${MOST_OCTETS} octets: it is no description`);
}
