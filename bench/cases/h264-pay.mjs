/** H.264 payloading (RFC 6184 §5.8): SPS, PPS and an IDR slice of 100 KB become 87 packets of at most 1200 octets. */

import assert from 'node:assert/strict';
import { H264Packetizer } from 'rtp-packet';
import { fasterThan } from '../report.mjs';
import { h264, H264Payloader, Session } from '../rtpkit.mjs';
import { accessUnit, MTU, RTP_HEADER_LENGTH } from '../samples.mjs';
import { SlabSink } from '../slab-sink.mjs';

const frame = accessUnit(100_000);
const PACKETS = 87;

function rtpkit() {
  const sink = new SlabSink();
  const payloader = new H264Payloader(sink);
  let ticks = 0;
  return () => {
    sink.packets = [];
    payloader.push(frame, (ticks += 3000));
    return sink.packets;
  };
}

/** The whole way out: payloader, pacer, statistics and the queue of outputs. */
function rtpkitSession() {
  const remote = { host: '127.0.0.1', port: 5004 };
  const session = new Session(0, { cname: 'bench', randomUint32: () => 1, mtu: MTU, remote });
  const stream = session.addOutgoing({ format: h264 });
  let ticks = 0;
  return () => {
    const packets = [];
    stream.send(0, frame, (ticks += 3000));
    for (let output = session.poll(); output !== undefined; output = session.poll()) {
      if (output.type === 'transmit' && output.channel === 'rtp') packets.push(output.bytes);
    }
    return packets;
  };
}

function rtpPacket() {
  // Its `mtu` is the payload's.
  const packetizer = new H264Packetizer({ ssrc: 1, payloadType: 96, mtu: MTU - RTP_HEADER_LENGTH });
  let timestamp = 0;
  return () => packetizer.packetize({ data: frame, timestamp: (timestamp += 33_333) });
}

const makers = { rtpkit, 'rtpkit, through a session': rtpkitSession, 'rtp-packet': rtpPacket };

function payloads(packets) {
  return packets.map((packet) => Buffer.from(packet.subarray(RTP_HEADER_LENGTH)).toString('hex'));
}

export const cases = [
  {
    title: 'H.264: an access unit of 100 KB to 87 packets',
    unit: 'unit',
    verify() {
      const expected = payloads(rtpkit()());
      assert.equal(expected.length, PACKETS);
      for (const make of Object.values(makers)) assert.deepEqual(payloads(make()()), expected);
    },
    contenders: Object.entries(makers).map(([name, make]) => {
      const push = make();
      return {
        name,
        run(times) {
          let sum = 0;
          for (let time = 0; time < times; time++) sum += push().length;
          return sum;
        },
      };
    }),
    goals: [fasterThan('rtp-packet', 6)],
  },
];
