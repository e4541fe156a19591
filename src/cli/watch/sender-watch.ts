/** Says how a sender fares: a progress line each second, and what its receivers answer in words. */

import { formatHostAndPort, type Sender } from '../../node/index.js';
import type { Console } from '../console.js';
import { SilenceAlarm } from './silence-alarm.js';
import { SOURCE_PATIENCE_MS, SOURCE_SILENT_WORDS } from './source-words.js';
import { ssrcText } from './ssrc-text.js';
import { speakOfTrouble } from './stream-events.js';
import { StreamMeter } from './stream-meter.js';
import { StreamVoice } from './stream-voice.js';
import type { StreamWatch } from './stream-watch.js';
import { departureEvent, departureLine, type DepartureFigures } from './stream-words.js';

const TICK_MS = 1000;

/** Receivers report every 2 to 6 s (RFC 3550 §6.2). */
const ANSWER_PATIENCE_MS = 10_000;

/**
 * Watches a sender until its endpoint closes.
 * @param name of the stream, in messages and in front of its line: `video`, `audio`
 */
export function watchSender(console: Console, name: string, sender: Sender): StreamWatch {
  return new SenderWatch(console, name, sender);
}

class SenderWatch implements StreamWatch {
  readonly #console: Console;
  readonly #name: string;
  readonly #sender: Sender;
  readonly #voice: StreamVoice;
  readonly #meter = new StreamMeter(performance.now());
  readonly #timer: NodeJS.Timeout;
  /** From the first packet on. */
  #answers: SilenceAlarm | undefined;
  #answeredMs = -Infinity;
  /** From the first frame on: while a source is being opened, others wait for it. */
  #media: SilenceAlarm | undefined;
  #framesSent = 0;

  constructor(console: Console, name: string, sender: Sender) {
    this.#console = console;
    this.#name = name;
    this.#sender = sender;
    this.#voice = new StreamVoice(console, name);
    this.#speak();
    sender.events.once('close', () => this.end());
    this.#timer = setInterval(() => this.#look(performance.now()), TICK_MS).unref();
  }

  get heard(): boolean {
    return this.#sender.stream.statistics.framesSent > 0;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#console.progress(this.#name, undefined);
  }

  #speak(): void {
    const { events, endpoint, stream } = this.#sender;
    speakOfTrouble(this.#voice, endpoint);
    events.on('report', (report) => {
      if (report.kind === 'receiver' && report.about === stream.ssrc) this.#hear(report.ssrc);
    });
    events.on('goodbye', ({ ssrc, reason }) => {
      if (endpoint.session.incoming.has(ssrc)) return;
      const why = reason === undefined ? '' : `: ${reason}`;
      this.#voice.say('receiver-left', `receiver ${ssrcText(ssrc)} says goodbye${why}`, { ssrc, reason });
    });
    events.on('key-frame-requested', (request) => {
      if (request.stream === stream) this.#voice.detail('key-frame-requested', 'a receiver asks for a key frame');
    });
  }

  #hear(ssrc: number): void {
    const isFirst = this.#answeredMs === -Infinity;
    this.#answeredMs = performance.now();
    if (isFirst && this.#answers?.silent !== true)
      this.#voice.say('answer', `receiver ${ssrcText(ssrc)} answers`, { ssrc });
  }

  #look(now: number): void {
    const { packetsSent, framesSent, bytesSent, remote } = this.#sender.stream.statistics;
    if (packetsSent > 0) this.#answers ??= new SilenceAlarm(now, ANSWER_PATIENCE_MS);
    const alarm = this.#answers?.check(now, this.#answeredMs);
    if (alarm?.kind === 'silent') this.#voice.say('no-answer', this.#noAnswerWords());
    if (alarm?.kind === 'resumed') this.#voice.say('answer', 'a receiver answers now', { afterMs: alarm.afterMs });
    this.#lookAtSource(now, framesSent);
    const roundTripMs = remote?.roundTripTime === undefined ? undefined : remote.roundTripTime * 1000;
    const figures: DepartureFigures = {
      ...this.#meter.read(now, { frames: framesSent, octets: bytesSent }),
      answer: remote && { fractionLost: remote.fractionLost, jitterMs: remote.jitter * 1000, roundTripMs },
      unanswered: this.#answers?.silent === true,
    };
    this.#console.progress(this.#name, departureLine(this.#name, figures));
    this.#console.tell(departureEvent(this.#name, figures));
  }

  #lookAtSource(now: number, framesSent: number): void {
    const grows = framesSent > this.#framesSent;
    this.#framesSent = framesSent;
    if (grows) this.#media ??= new SilenceAlarm(now, SOURCE_PATIENCE_MS);
    const alarm = this.#media?.check(now, grows ? now : -Infinity);
    if (alarm?.kind === 'silent') this.#voice.warn('no-media', SOURCE_SILENT_WORDS);
    if (alarm?.kind === 'resumed') {
      this.#voice.say('resumed', 'something comes from the source again', { afterMs: alarm.afterMs });
    }
  }

  #noAnswerWords(): string {
    const { remote } = this.#sender.endpoint;
    const place = remote === undefined ? 'anywhere' : formatHostAndPort(remote);
    return `No receiver report for 10 s: does anybody receive at ${place}? Packets go out all the same`;
  }
}
