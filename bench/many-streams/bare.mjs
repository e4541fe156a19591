/** The floor: a socket for each stream, of which the datagrams are counted and nothing else. */

import { createSocket } from 'node:dgram';
import { FIRST_PORT, HOST, STREAMS } from './load.mjs';
import { tellCost } from './tell-cost.mjs';

let received = 0;
for (let stream = 0; stream < STREAMS; stream++) {
  const socket = createSocket('udp4');
  socket.on('message', () => received++);
  await new Promise((resolve) => socket.bind(FIRST_PORT + 2 * stream, HOST, resolve));
}
tellCost(() => received);
