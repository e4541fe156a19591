// What the soak sends where it is asked to: the test picture and the test tone of child processes that encode them, live.
import { setTimeout as delay } from 'node:timers/promises';
import { ntpDeltaMs, openAudioSource, openVideoSource } from '../../dist/node.js';

const NTP_2026 = { seconds: 3_976_000_000, fraction: 0 };

export class TestDevices {
  clockRates;
  captureDelayMs;
  #sources;

  static async open() {
    const devices = new TestDevices();
    const video = await openVideoSource({ kind: 'test' });
    const audio = await openAudioSource({ kind: 'test' });
    devices.#sources = { video, audio };
    devices.clockRates = { video: video.clockRate, audio: audio.clockRate };
    devices.captureDelayMs = { video: video.captureDelayMs, audio: audio.captureDelayMs };
    return devices;
  }

  /** Sends for so long, as it comes. */
  async play(lines, durationMs) {
    const sources = Object.entries(this.#sources);
    const sent = sources.map(([medium, source]) => sendAll(source, lines[medium]));
    await delay(durationMs);
    for (const [, source] of sources) await source.stop();
    await Promise.all(sent);
  }

  /** What the sender says of it, in ms from any origin; NaN until it has reported. */
  capturedMs(medium, { captureNtp }) {
    return captureNtp === undefined ? NaN : ntpDeltaMs(captureNtp, NTP_2026);
  }
}

async function sendAll(source, line) {
  for await (const { bytes, timestampTicks } of source.frames) await line.send(bytes, timestampTicks);
}
