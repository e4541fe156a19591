/** `node bench/many-streams.mjs`: 1000 streams of 50 packets/s received live, by bare sockets and by more and more of rtpkit. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { PACKETS_PER_SECOND, STREAMS } from './many-streams/load.mjs';

const ROUNDS = 3;
const SECONDS = 5;
/** What comes before is not measured: sources on probation, the first frames, the compiler. */
const WARM_UP_MS = 3000;
const GOAL = 1.4;

/** The floor first; how far apart the ports of two streams are, and whether the cost is bound to the goal. */
const CONTENDERS = [
  { name: 'bare', title: 'bare sockets', portStep: 2 },
  { name: 'jitter-buffers', title: 'jitter buffers on sockets', portStep: 2, goal: true },
  { name: 'one-session', title: 'one session of them all', portStep: 0 },
  { name: 'sessions', title: 'a session for each', portStep: 2, goal: true },
];

const results = CONTENDERS.map(() => []);
for (let round = 0; round < ROUNDS; round++) {
  for (const [index, contender] of CONTENDERS.entries()) results[index].push(await measure(contender));
}
const medians = results.map((costs) => costs.toSorted((a, b) => a - b)[ROUNDS >> 1]);
console.log(`${STREAMS} streams of ${PACKETS_PER_SECOND} packets/s, CPU per packet received, medians of ${ROUNDS}`);
for (const [index, { title, goal }] of CONTENDERS.entries()) {
  const ratio = medians[index] / medians[0];
  const verdict = goal ? `, goal: at most ${GOAL} times: ${ratio <= GOAL ? 'met' : 'MISSED'}` : '';
  console.log(`  ${title.padEnd(26)} ${medians[index].toFixed(2).padStart(5)} µs  (${ratio.toFixed(2)}x)${verdict}`);
}

/** Microseconds of processor time per packet. */
async function measure({ name, portStep }) {
  const receiver = fork(new URL(`many-streams/${name}.mjs`, import.meta.url));
  await once(receiver, 'message');
  const sender = fork(new URL('many-streams/sender.mjs', import.meta.url), [portStep]);
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
