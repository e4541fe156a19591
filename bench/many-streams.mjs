/** `node bench/many-streams.mjs`: 1000 streams of 50 packets/s received live, by whole receivers and by bare sockets. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { PACKETS_PER_SECOND, STREAMS } from './many-streams/load.mjs';

const ROUNDS = 3;
const SECONDS = 5;
/** What comes before is not measured: sources on probation, the first frames, the compiler. */
const WARM_UP_MS = 3000;
const GOAL = 1.4;

const results = { bare: [], rtpkit: [] };
for (let round = 0; round < ROUNDS; round++) {
  for (const name of Object.keys(results)) results[name].push(await measure(name));
}
const [bare, rtpkit] = ['bare', 'rtpkit'].map((name) => results[name].toSorted((a, b) => a - b)[ROUNDS >> 1]);
const ratio = rtpkit / bare;
console.log(`${STREAMS} streams of ${PACKETS_PER_SECOND} packets/s, CPU per packet received, medians of ${ROUNDS}`);
console.log(`  bare sockets ${bare.toFixed(2)} µs`);
console.log(`  rtpkit       ${rtpkit.toFixed(2)} µs`);
console.log(`  goal: rtpkit costs at most ${GOAL} times: ${ratio.toFixed(2)}, ${ratio <= GOAL ? 'met' : 'MISSED'}`);

/** Microseconds of processor time per packet. */
async function measure(name) {
  const receiver = fork(new URL(`many-streams/${name}.mjs`, import.meta.url));
  await once(receiver, 'message');
  const sender = fork(new URL('many-streams/sender.mjs', import.meta.url));
  await delay(WARM_UP_MS);
  receiver.send({ seconds: SECONDS });
  const [{ microseconds, received }] = await once(receiver, 'message');
  const expected = STREAMS * PACKETS_PER_SECOND * SECONDS;
  if (received < 0.9 * expected) console.log(`  ${name} received ${received} of ${expected}: the machine is too busy`);
  for (const child of [sender, receiver]) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  return microseconds / received;
}
