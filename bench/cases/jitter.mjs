/** Jitter buffering: 20 000 packets of video, 50 to a frame, go in and come out in order; then with one in a hundred lost, or ten. */

import assert from 'node:assert/strict';
import { JitterBuffer as RtpPacketJitterBuffer } from 'rtp-packet';
import { JitterBufferBase } from 'werift-rtp/extra';
import { costsAtMost, fasterThan, takesAtMost } from '../report.mjs';
import { Gap, JitterBuffer } from '../rtpkit.mjs';

const PACKETS = 20_000;
/** werift-rtp needs about a millisecond per packet once packets are lost. */
const PACKETS_WITH_LOSS = 4000;
const PACKETS_PER_FRAME = 50;
const FRAME_MS = 1000 / 30;
const LATENCY_MS = 50;

/** Plain objects with what each of the three looks at. */
function packets(count, isLost) {
  const all = Array.from({ length: count }, (_, index) => {
    const sequenceNumber = (65_000 + index) & 0xffff;
    const timestamp = 3000 * Math.floor(index / PACKETS_PER_FRAME);
    return { sequenceNumber, timestamp, header: { sequenceNumber, timestamp } };
  });
  return all.filter((_, index) => !isLost(index));
}

/** Takes all that is due and counts it. A closure made anew by each run would be optimized anew, at 28 ns a packet. */
function takePackets(buffer, now) {
  let taken = 0;
  for (let item = buffer.pop(now); item !== undefined; item = buffer.pop(now)) if (!(item instanceof Gap)) taken++;
  return taken;
}

function rtpkit(stream) {
  const buffer = new JitterBuffer({ latencyMs: LATENCY_MS, clockRate: 90_000 });
  let delivered = 0;
  let now = 0;
  for (const packet of stream) {
    now += FRAME_MS / PACKETS_PER_FRAME;
    buffer.push(now, packet);
    delivered += takePackets(buffer, now);
  }
  buffer.drain();
  return delivered + takePackets(buffer, now);
}

/** It reads the wall clock and delivers on a timer of its own; its timer is stopped and driven every 64 packets instead. */
function rtpPacket(stream) {
  let delivered = 0;
  const buffer = new RtpPacketJitterBuffer({ latency: LATENCY_MS, output: () => delivered++ });
  clearInterval(buffer._timer);
  for (let index = 0; index < stream.length; index++) {
    buffer.push(stream[index]);
    if (index % 64 === 63) buffer._flush();
  }
  buffer._flush();
  buffer.close?.();
  return delivered;
}

function weriftRtp(stream) {
  const buffer = new JitterBufferBase(90_000, { latency: LATENCY_MS });
  let delivered = 0;
  for (const rtp of stream) {
    for (const output of buffer.processInput({ rtp })) if (output.rtp) delivered++;
  }
  return delivered;
}

function contender(name, play, stream) {
  return {
    name,
    run(times) {
      let sum = 0;
      for (let time = 0; time < times; time++) sum += play(stream);
      return sum;
    },
  };
}

const whole = packets(PACKETS, () => false);
const lossy = packets(PACKETS_WITH_LOSS, (index) => index % 100 === 50);

/** One in ten, at places that no period of the frames meets. */
const tenthLost = packets(PACKETS, (index) => (index * 7919) % 10 === 3);

export const cases = [
  {
    title: 'Jitter buffer: push and pop, in order',
    perOperation: whole.length,
    verify() {
      for (const play of [rtpkit, rtpPacket, weriftRtp]) assert.equal(play(whole), whole.length, play.name);
    },
    contenders: [
      contender('rtpkit', rtpkit, whole),
      contender('rtp-packet', rtpPacket, whole),
      contender('werift-rtp', weriftRtp, whole),
    ],
    goals: [takesAtMost(60, whole.length), fasterThan('rtp-packet', 6), fasterThan('werift-rtp', 10)],
  },
  {
    title: 'Jitter buffer: push and pop, one packet in a hundred lost',
    perOperation: lossy.length,
    // The others deliver fewer than came, so that only our own count can be held to anything.
    verify: () => assert.equal(rtpkit(lossy), lossy.length),
    contenders: [
      contender('rtpkit', rtpkit, lossy),
      contender('rtpkit, without loss', rtpkit, whole.slice(0, lossy.length)),
      contender('rtp-packet', rtpPacket, lossy),
      contender('werift-rtp', weriftRtp, lossy),
    ],
    goals: [fasterThan('rtp-packet', 6), fasterThan('werift-rtp', 30)],
  },
  {
    title: 'Jitter buffer: push and pop, one packet in ten lost',
    perOperation: tenthLost.length,
    verify: () => assert.equal(rtpkit(tenthLost), tenthLost.length),
    contenders: [
      contender('rtpkit', rtpkit, whole.slice(0, tenthLost.length)),
      contender('rtpkit, with the loss', rtpkit, tenthLost),
    ],
    goals: [costsAtMost('rtpkit, with the loss', 2)],
  },
];
