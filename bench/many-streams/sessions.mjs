/** A whole receiver for each stream: session, statistics, jitter buffer, depayloader and RTCP, on one socket (RFC 5761). */

import { h264, openEndpoint } from '../rtpkit.mjs';
import { FIRST_PORT, HOST, STREAMS } from './load.mjs';
import { tellCost } from './tell-cost.mjs';

let received = 0;
for (let stream = 0; stream < STREAMS; stream++) {
  const receive = [{ payloadType: 96, format: h264 }];
  const endpoint = await openEndpoint({ host: HOST, port: FIRST_PORT + 2 * stream, rtcp: { mux: true }, receive });
  endpoint.events.on('frame', () => received++);
}
tellCost(() => received);
