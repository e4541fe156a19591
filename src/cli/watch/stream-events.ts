/** What happens to the streams of a receiver, in words. */

import { formatHostAndPort, type Endpoint } from '../../node/index.js';
import { ssrcText } from './ssrc-text.js';
import type { StreamVoice } from './stream-voice.js';

/** Speaks of the events of an endpoint as they happen; `onFarewell` is called when nothing is to be expected any more. */
export function speakOfStreams(voice: StreamVoice, { events, session }: Endpoint, onFarewell: () => void): void {
  events.on('stream', ({ stream: { ssrc, payloadType, format }, from }) => {
    const codec = format.encodingName;
    const source = `source ${ssrcText(ssrc)} sends ${codec} from ${formatHostAndPort(from)}, payload type ${payloadType}`;
    voice.say('stream', source, { ssrc, payloadType, codec, ...from });
  });
  events.on('restart', ({ stream: { ssrc }, previousSsrc, cause }) => {
    const words =
      cause === 'source' ? `source ${ssrcText(ssrc)} goes on for ${ssrcText(previousSsrc)}` : 'the sender began anew';
    voice.say('restart', words, { ssrc, previousSsrc, cause });
  });
  events.on('goodbye', ({ ssrc, reason }) => {
    if (!session.incoming.has(ssrc)) return;
    onFarewell();
    voice.say('goodbye', `the sender says goodbye${reason === undefined ? '' : `: ${reason}`}`, { ssrc, reason });
  });
  events.on('end', ({ stream: { ssrc }, cause }) => {
    if (cause === 'timeout') onFarewell();
    voice.detail('end', `source ${ssrcText(ssrc)} has ended (${cause})`, { ssrc, cause });
  });
  events.on('gap', ({ stream: { ssrc }, sequenceNumber, count, durationMs, cause }) => {
    const words = `${count} packets from number ${sequenceNumber} on are missing (${cause})`;
    voice.detail('gap', words, { ssrc, sequenceNumber, count, durationMs, cause });
  });
  events.on('key-frame-wanted', ({ stream: { ssrc }, reason }) => {
    voice.detail('key-frame-wanted', `a key frame is wanted (${reason})`, { ssrc, reason });
  });
}

/** What is said once for each reason: what was refused, and what the sockets met. */
export function speakOfTrouble(voice: StreamVoice, { events }: Endpoint): void {
  const refused = new Set<string>();
  events.on('reject', ({ from, channel, reject }) => {
    if (refused.has(reject.reason)) return;
    refused.add(reject.reason);
    const words = `a datagram from ${formatHostAndPort(from)} was refused: ${reject.toString()}`;
    voice.detail('reject', words, { channel, reason: reject.reason, ...from });
  });
  events.on('rtcp-destination', ({ to, reason }) => {
    voice.detail('rtcp-destination', `reports go to ${formatHostAndPort(to)} (${reason})`, { ...to, reason });
  });
  events.on('problem', ({ code, message }) => voice.warn('problem', socketWords(code, message), { code }));
}

function socketWords(code: string, message: string): string {
  return code === 'ECONNREFUSED' ? `nobody listens there yet (${message})` : message;
}
