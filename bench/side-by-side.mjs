/** `node bench/side-by-side.mjs`: four jitter buffers on the same packet traces, each on its own simulated clock. */

import { burstLoss } from './rtpkit.mjs';
import * as gstreamer from './side-by-side/gstreamer.mjs';
import { judge } from './side-by-side/judge.mjs';
import * as rtpPacket from './side-by-side/rtp-packet.mjs';
import * as rtpkit from './side-by-side/rtpkit.mjs';
import { frames, makeTrace } from './side-by-side/trace.mjs';
import * as weriftRtp from './side-by-side/werift-rtp.mjs';

const LATENCY_MS = 200;
const TRACES = {
  'no loss, 30 ms of jitter, 1 % reordered, 1 % doubled': {
    jitterMs: 30,
    reorder: { probability: 0.01, delayMs: 60 },
    duplication: 0.01,
  },
  'the same with 1 % lost': {
    jitterMs: 30,
    reorder: { probability: 0.01, delayMs: 60 },
    duplication: 0.01,
    loss: 0.01,
  },
  '10 % lost in bursts of 3, 100 ms of jitter, 5 % reordered': {
    jitterMs: 100,
    reorder: { probability: 0.05, delayMs: 60 },
    loss: burstLoss(0.1, 3),
  },
};

for (const [title, impairment] of Object.entries(TRACES)) {
  const trace = makeTrace(impairment);
  console.log(`\n${title}: ${trace.sent} packets of ${frames.length} frames sent, ${trace.arrived} arrived\n`);
  for (const [index, { name, play }] of [rtpkit, gstreamer, rtpPacket, weriftRtp].entries()) {
    const verdict = judge(trace, play(trace, LATENCY_MS));
    if (index === 0) printRow('', Object.keys(verdict));
    if (index === 0)
      printRow(
        '-',
        Object.keys(verdict).map(() => '-:'),
      );
    printRow(name, Object.values(verdict));
  }
}

function printRow(name, cells) {
  console.log(`| ${[name, ...cells].join(' | ')} |`);
}
