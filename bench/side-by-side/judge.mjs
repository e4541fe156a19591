/** What a buffer made of a trace, counted the same way for all. */

import { splitAnnexB } from '../rtpkit.mjs';
import { frames } from './trace.mjs';

const ACCESS_UNIT_DELIMITER = 9;

/** Equal for frames of equal NAL units; GStreamer writes delimiters of its own. */
function keyOf(annexB) {
  const nalUnits = splitAnnexB(annexB);
  if (!Array.isArray(nalUnits)) return 'no Annex B';
  return nalUnits
    .filter((nalUnit) => (nalUnit[0] & 0x1f) !== ACCESS_UNIT_DELIMITER)
    .map((nalUnit) => Buffer.from(nalUnit).toString('latin1'))
    .join('|');
}

const sentFrames = new Set(frames.map(keyOf));

/**
 * @param trace of `makeTrace`
 * @param result `{ packets: [{ sequenceNumber, ms }], frames: [Annex B] }`: what came out, in order, and the frames called good
 */
export function judge({ arrivals, arrived }, { packets, frames: goodFrames }) {
  const arrivalMs = new Map();
  for (const { sequenceNumber, ms } of arrivals) if (!arrivalMs.has(sequenceNumber)) arrivalMs.set(sequenceNumber, ms);
  const seen = new Set();
  let orderErrors = 0;
  let previous;
  const delays = [];
  for (const { sequenceNumber, ms } of packets) {
    const step = previous === undefined ? 1 : ((sequenceNumber - previous + 0x8000) & 0xffff) - 0x8000;
    if (step <= 0 || seen.has(sequenceNumber)) orderErrors++;
    previous = sequenceNumber;
    seen.add(sequenceNumber);
    delays.push(ms - arrivalMs.get(sequenceNumber));
  }
  delays.sort((a, b) => a - b);
  return {
    delivered: seen.size,
    'lost by the buffer': arrived - seen.size,
    'order errors': orderErrors,
    'good frames': goodFrames.filter((frame) => sentFrames.has(keyOf(frame))).length,
    'damaged as good': goodFrames.filter((frame) => !sentFrames.has(keyOf(frame))).length,
    'delay p50 ms': Math.round(delays[delays.length >> 1]),
    'delay max ms': Math.round(delays.at(-1)),
  };
}
