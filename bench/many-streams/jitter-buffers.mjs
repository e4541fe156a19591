/** A socket and a jitter buffer for each stream, and one timer for all: packets are parsed, put in order and held for 200 ms. */

import { createSocket } from 'node:dgram';
import { JitterBuffer, parseRtpPacket, Reject } from '../../dist/index.js';
import { FIRST_PORT, HOST, STREAMS } from './load.mjs';
import { tellCost } from './tell-cost.mjs';

const TICK_MS = 10;

let received = 0;
const buffers = [];
for (let stream = 0; stream < STREAMS; stream++) {
  const buffer = new JitterBuffer({ clockRate: 90_000 });
  const socket = createSocket('udp4');
  socket.on('message', (datagram) => {
    const packet = parseRtpPacket(datagram);
    if (!(packet instanceof Reject)) buffer.push(performance.now(), packet);
  });
  await new Promise((resolve) => socket.bind(FIRST_PORT + 2 * stream, HOST, resolve));
  buffers.push(buffer);
}
setInterval(() => {
  const now = performance.now();
  for (const buffer of buffers) while (buffer.pop(now) !== undefined) received++;
}, TICK_MS);
tellCost(() => received);
