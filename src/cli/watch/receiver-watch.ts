/** Says how a receiver fares: a progress line each second, and what happens to its streams in words. */

import { formatHostAndPort, type Endpoint, type MediaFrame, type Receiver } from '../../node/index.js';
import { ArrivalReading } from './arrival-reading.js';
import type { Console } from '../console.js';
import { MismatchCheck } from './mismatch-check.js';
import { SilenceAlarm } from './silence-alarm.js';
import { speakOfStreams, speakOfTrouble } from './stream-events.js';
import { StreamVoice } from './stream-voice.js';
import type { StreamWatch } from './stream-watch.js';
import { arrivalEvent, arrivalLine } from './stream-words.js';

const TICK_MS = 1000;

/** Video and audio never pause that long by themselves. */
const SILENCE_MS = 3000;

/**
 * Watches a receiver until its endpoint closes.
 * @param name of the stream, in messages and in front of its line: `video`, `audio`
 */
export function watchReceiver(console: Console, name: string, receiver: Receiver<MediaFrame>): StreamWatch {
  return new ReceiverWatch(console, name, receiver.endpoint);
}

class ReceiverWatch implements StreamWatch {
  readonly #console: Console;
  readonly #name: string;
  readonly #endpoint: Endpoint;
  readonly #place: string;
  readonly #voice: StreamVoice;
  readonly #reading = new ArrivalReading();
  readonly #silence = new SilenceAlarm(performance.now(), SILENCE_MS);
  readonly #mismatch: MismatchCheck;
  readonly #timer: NodeJS.Timeout;
  #heard = false;

  constructor(console: Console, name: string, endpoint: Endpoint) {
    this.#console = console;
    this.#name = name;
    this.#endpoint = endpoint;
    this.#place = formatHostAndPort(endpoint.sockets.rtp.address);
    this.#voice = new StreamVoice(console, name);
    this.#mismatch = new MismatchCheck(this.#voice, endpoint, this.#place);
    speakOfStreams(this.#voice, endpoint, () => this.#silence.excuse(performance.now()));
    // Where the endpoint sends, too, its sender's watch speaks of the sockets.
    if (endpoint.remote === undefined) speakOfTrouble(this.#voice, endpoint);
    endpoint.events.once('frame', () => (this.#heard = true));
    endpoint.events.once('close', () => this.end());
    this.#timer = setInterval(() => this.#look(performance.now()), TICK_MS).unref();
  }

  get heard(): boolean {
    return this.#heard;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#console.progress(this.#name, undefined);
  }

  #look(now: number): void {
    const figures = this.#reading.read(now, this.#endpoint.session.incoming.values());
    this.#listen(now);
    this.#mismatch.check(now);
    this.#console.progress(this.#name, figures && arrivalLine(this.#name, figures));
    if (figures !== undefined) this.#console.tell(arrivalEvent(this.#name, figures));
  }

  #listen(now: number): void {
    const alarm = this.#silence.check(now, this.#reading.lastArrivalMs);
    if (alarm?.kind === 'silent') this.#voice.warn('silence', this.#silenceWords(), { place: this.#place });
    if (alarm?.kind !== 'resumed') return;
    const { afterMs } = alarm;
    this.#voice.say('resumed', `packets come again after ${Math.round(afterMs / 1000)} s`, { afterMs });
  }

  #silenceWords(): string {
    const { datagramsReceived, rejects, rtcpPacketsReceived } = this.#endpoint.session.statistics;
    const refused = Object.entries(rejects).map(([reason, count]) => `${count} times ${reason}`);
    if (this.#reading.lastArrivalMs > -Infinity || datagramsReceived === 0)
      return `No packets for 3 s on ${this.#place}: is the sender running, is it the port, a firewall, the multicast interface?`;
    if (refused.length > 0) return `nothing for 3 s on ${this.#place} that can be used: ${refused.join(', ')}`;
    if (rtcpPacketsReceived > 0)
      return `RTCP for 3 s on ${this.#place}, and no RTP: does it go to another port, or does a firewall keep it?`;
    return `no stream for 3 s on ${this.#place}: two packets in a row have to come`;
  }
}
