/** werift-rtp: has no timer, so that its clock is the arrivals themselves. */

import werift from 'werift-rtp';
import { DepacketizeBase, JitterBufferBase } from 'werift-rtp/extra';

export const name = 'werift-rtp';

export function play({ arrivals }, latencyMs) {
  const packets = [];
  const frames = [];
  const buffer = new JitterBufferBase(90_000, { latency: latencyMs });
  const depacketizer = new DepacketizeBase('MPEG4/ISO/AVC', { isFinalPacketInSequence: ({ marker }) => marker });
  for (const { ms, bytes } of arrivals) {
    for (const { rtp } of buffer.processInput({ rtp: werift.RtpPacket.deSerialize(Buffer.from(bytes)) })) {
      if (rtp === undefined) continue;
      packets.push({ sequenceNumber: rtp.header.sequenceNumber, ms });
      for (const { frame } of depacketizer.processInput({ rtp })) if (frame) frames.push(frame.data);
    }
  }
  return { packets, frames };
}
