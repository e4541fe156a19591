/** Sends all streams for as long as it lives, a twentieth of them every millisecond; their ports are so far apart as it is told. */

import { createSocket } from 'node:dgram';
import { serializeRtpPacket } from '../rtpkit.mjs';
import { FIRST_PORT, HOST, PACKET_LENGTH, PACKETS_PER_SECOND, STREAMS } from './load.mjs';

const PERIOD_MS = 1000 / PACKETS_PER_SECOND;
const TICKS = 90_000 / PACKETS_PER_SECOND;
const portStep = Number(process.argv[2]);
const payload = new Uint8Array(PACKET_LENGTH - 12).fill(0x41);

const socket = createSocket({ type: 'udp4', lookup: (host, _options, callback) => callback(null, host, 4) });
socket.bind(0, HOST);
const packets = Array.from({ length: STREAMS }, (_, index) =>
  Buffer.from(
    serializeRtpPacket({
      payloadType: 96,
      marker: true,
      sequenceNumber: 0,
      timestamp: 0,
      ssrc: 0x1000 + index,
      payload,
    }),
  ),
);

let sent = 0;
const begunMs = performance.now();
setInterval(() => {
  const due = Math.floor(((performance.now() - begunMs) / PERIOD_MS) * STREAMS);
  for (; sent < due; sent++) {
    const stream = sent % STREAMS;
    const round = Math.floor(sent / STREAMS);
    const packet = packets[stream];
    packet.writeUInt16BE(round & 0xffff, 2);
    packet.writeUInt32BE((round * TICKS) >>> 0, 4);
    socket.send(Buffer.from(packet), FIRST_PORT + portStep * stream, HOST);
  }
}, 1);
