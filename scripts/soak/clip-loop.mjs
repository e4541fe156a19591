// What the soak sends: the clip of assets/ without an end, picture and sound in one order of time, each loop behind the one before.
import { setTimeout as delay } from 'node:timers/promises';
import { atFrameRate, openOggVorbis, readAccessUnits } from '../../dist/node.js';

const LOOP_MS = 10_000;
const VIDEO_RATE = 90_000;
const ASSETS = new URL('../../assets/', import.meta.url);

export class ClipLoop {
  clockRates;
  captureDelayMs = { video: 0, audio: 0 };
  /** What is sent in a loop, in order. */
  #items = [];
  /** What makes the configuration of the sound, sent once. */
  #headers = [];
  #originMs;

  static async open() {
    const clip = new ClipLoop();
    const units = atFrameRate(readAccessUnits(new URL('clip.h264', ASSETS)), 30, VIDEO_RATE);
    const { configuration, packets } = await openOggVorbis(new URL('clip.ogg', ASSETS));
    clip.clockRates = { video: VIDEO_RATE, audio: configuration.sampleRate };
    for await (const { bytes, timestampTicks } of units) clip.#add('video', bytes, timestampTicks);
    for await (const { kind, bytes, timestampTicks } of packets) {
      if (kind === 'audio') clip.#add('audio', bytes, timestampTicks);
      else clip.#headers.push(bytes);
    }
    clip.#items.sort((a, b) => a.ms - b.ms);
    return clip;
  }

  /** Sends for so long, live. */
  async play(lines, durationMs) {
    for (const bytes of this.#headers) await lines.audio.send(bytes, 0);
    this.#originMs = performance.now();
    for (let loop = 0; ; loop++) {
      for (const { medium, bytes, ticks, ms } of this.#items) {
        const dueMs = loop * LOOP_MS + ms;
        if (dueMs >= durationMs) return;
        const earlyMs = this.#originMs + dueMs - performance.now();
        if (earlyMs > 0) await delay(earlyMs);
        await lines[medium].send(bytes, ticks + (loop * LOOP_MS * this.clockRates[medium]) / 1000);
      }
    }
  }

  /** The truth: when media of that time was to be sent, in ms. */
  capturedMs(medium, { ticks }) {
    return this.#originMs + (ticks * 1000) / this.clockRates[medium];
  }

  #add(medium, bytes, ticks) {
    this.#items.push({ medium, bytes, ticks, ms: (ticks * 1000) / this.clockRates[medium] });
  }
}
