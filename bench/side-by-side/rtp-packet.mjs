/** rtp-packet: reads `Date.now` and delivers on an interval; both are replaced by the trace's own time. */

import { H264Depacketizer, JitterBuffer, parse } from 'rtp-packet';

export const name = 'rtp-packet';

const ORIGIN_MS = 1.79e12;

export function play({ arrivals }, latencyMs) {
  const packets = [];
  const frames = [];
  const { now: realNow } = Date;
  let nowMs = 0;
  Date.now = () => ORIGIN_MS + nowMs;
  try {
    const depacketizer = new H264Depacketizer({ output: ({ data }) => frames.push(data) });
    const output = (packet) => {
      packets.push({ sequenceNumber: packet.sequenceNumber, ms: nowMs });
      depacketizer.depacketize(packet);
    };
    const buffer = new JitterBuffer({ latency: latencyMs, output });
    clearInterval(buffer._timer);
    const intervalMs = latencyMs >> 1;
    let flushMs = intervalMs;
    const flushUntil = (ms) => {
      for (; flushMs <= ms; flushMs += intervalMs) {
        nowMs = flushMs;
        buffer._flush();
      }
      nowMs = ms;
    };
    for (const { ms, bytes } of arrivals) {
      flushUntil(ms);
      buffer.push(parse(Buffer.from(bytes)));
    }
    flushUntil(arrivals.at(-1).ms + 2 * latencyMs);
  } finally {
    Date.now = realNow;
  }
  return { packets, frames };
}
