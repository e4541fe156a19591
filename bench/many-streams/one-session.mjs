/** One session that receives all streams on one port: as many sources, each with its statistics, jitter buffer and depayloader. */

import { h264, openEndpoint } from '../rtpkit.mjs';
import { FIRST_PORT, HOST, STREAMS } from './load.mjs';
import { tellCost } from './tell-cost.mjs';

let received = 0;
const receive = [{ payloadType: 96, format: h264 }];
const endpoint = await openEndpoint({
  host: HOST,
  port: FIRST_PORT,
  rtcp: { mux: true },
  receive,
  maxSources: STREAMS,
});
endpoint.events.on('frame', () => received++);
tellCost(() => received);
