/** rtpkit: woken at the times it asks for, and at no other. */

import { Gap, H264Depayloader, JitterBuffer, parseRtpPacket } from '../rtpkit.mjs';

export const name = 'rtpkit';

export function play({ arrivals }, latencyMs) {
  const packets = [];
  const frames = [];
  const depayloader = new H264Depayloader((unit) => unit.complete && frames.push(unit.toAnnexB()));
  const buffer = new JitterBuffer({ latencyMs, clockRate: 90_000 });
  const take = (ms) => {
    for (let item = buffer.pop(ms); item !== undefined; item = buffer.pop(ms)) {
      if (item instanceof Gap) {
        depayloader.gap();
      } else {
        packets.push({ sequenceNumber: item.sequenceNumber, ms });
        depayloader.push(item);
      }
    }
  };
  for (const { ms, bytes } of arrivals) {
    for (let due = buffer.nextTimeout(); due <= ms; due = buffer.nextTimeout()) take(due);
    buffer.push(ms, parseRtpPacket(bytes));
    take(ms);
  }
  for (let due = buffer.nextTimeout(); due < Infinity; due = buffer.nextTimeout()) take(due);
  depayloader.flush();
  return { packets, frames };
}
