/** The trace that all buffers get: the clip over an impaired link of the lab, as datagrams with their times of arrival. */

import { readFileSync } from 'node:fs';
import {
  h264,
  Link,
  parseRtpPacket,
  Session,
  SeededRandom,
  splitAccessUnits,
  VirtualHost,
  VirtualTime,
} from '../rtpkit.mjs';

const ADDRESS = { host: '10.0.0.2', port: 5004 };
/** Of the clip's 10 s, one after the other. */
const REPEATS = 4;
const FRAME_MS = 1000 / 30;

/** The access units that are sent, in Annex B. */
export const frames = Array.from({ length: REPEATS }, () =>
  splitAccessUnits(readFileSync(new URL('../../assets/clip.h264', import.meta.url))).map(({ bytes }) => bytes),
).flat();

/**
 * @param impairment options of a link
 * @returns `{ arrivals: [{ ms, bytes, sequenceNumber }], sent, arrived }`, arrivals in their order; `arrived` counts no packet twice
 */
export function makeTrace(impairment) {
  const time = new VirtualTime();
  const { uint32: randomUint32 } = new SeededRandom(1);
  const arrivals = [];
  const link = new Link(time, { seed: 7, delayMs: 20, ...impairment }, (bytes) =>
    arrivals.push({ ms: time.now, bytes, sequenceNumber: parseRtpPacket(bytes).sequenceNumber }),
  );
  const session = new Session(0, { cname: 'trace', randomUint32, remote: ADDRESS, mtu: 1200 });
  const host = new VirtualHost(time, session, {
    transmit: ({ bytes, channel }) => channel === 'rtp' && link.send(bytes),
  });
  const stream = session.addOutgoing({ format: h264, sequenceNumber: 65_000, timestampOffset: 0xffff_0000 });
  for (const [index, frame] of frames.entries()) {
    time.at(index * FRAME_MS, () => host.act((now) => stream.send(now, frame, index * 3000)));
  }
  time.run(frames.length * FRAME_MS + 1000);
  const arrived = new Set(arrivals.map(({ sequenceNumber }) => sequenceNumber)).size;
  return { arrivals, sent: link.statistics.sent, arrived };
}
