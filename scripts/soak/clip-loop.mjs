// The clip of assets/ without an end: picture and sound in one order of time, each loop behind the one before.
import { atFrameRate, openOggVorbis, readAccessUnits } from '../../dist/node.js';

const LOOP_MS = 10_000;
const VIDEO_RATE = 90_000;

/** What is sent in a loop, in order, and what is sent once before: `{ medium, bytes, ticks, ms }` each. */
export async function readClipLoop() {
  const assets = new URL('../../assets/', import.meta.url);
  const units = atFrameRate(readAccessUnits(new URL('clip.h264', assets)), 30, VIDEO_RATE);
  const { configuration, packets } = await openOggVorbis(new URL('clip.ogg', assets));
  const clockRates = { video: VIDEO_RATE, audio: configuration.sampleRate };
  const items = [];
  for await (const { bytes, timestampTicks } of units) items.push(itemOf('video', bytes, timestampTicks, VIDEO_RATE));
  const headers = [];
  for await (const { kind, bytes, timestampTicks } of packets) {
    const item = itemOf('audio', bytes, timestampTicks, clockRates.audio);
    if (kind === 'audio') items.push(item);
    else headers.push(item);
  }
  items.sort((a, b) => a.ms - b.ms);
  return { clockRates, headers, items };
}

function itemOf(medium, bytes, ticks, clockRate) {
  return { medium, bytes, ticks, ms: (ticks * 1000) / clockRate };
}

/** The frames of `durationMs`, with times that go on from loop to loop. */
export function* loopsOf({ clockRates, items }, durationMs) {
  for (let loop = 0; ; loop++) {
    for (const { medium, bytes, ticks, ms } of items) {
      const dueMs = loop * LOOP_MS + ms;
      if (dueMs >= durationMs) return;
      yield { medium, bytes, ticks: ticks + (loop * LOOP_MS * clockRates[medium]) / 1000, dueMs };
    }
  }
}
