import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Sender } from '../../../src/node/endpoint/sender.js';
import { openReceiver } from '../../../src/node/open-receiver.js';
import { openSender } from '../../../src/node/open-sender.js';
import { processLipSync } from '../../../src/node/system/process-lip-sync.js';
import { joinAnnexB } from '../../../src/payloaders/h264/index.js';
import { LipSync } from '../../../src/session/lip-sync/lip-sync.js';

const FAST_RTCP = { bandwidth: 10_000_000, reducedMinimum: true };
const LOCAL = { host: '127.0.0.1', codec: 'H264', latencyMs: 20, rtcp: FAST_RTCP } as const;

it('knows the streams of all endpoints of the process by their CNAME, until they close; one with its own does not take part', async () => {
  const own = new LipSync();
  const receivers = [await openReceiver(LOCAL), await openReceiver({ ...LOCAL, lipSync: own })];
  const senders: Sender[] = [];
  for (const [index, receiver] of receivers.entries()) {
    const to = { host: '127.0.0.1', port: receiver.endpoint.ports.rtp };
    senders.push(await openSender({ codec: 'H264', to, cname: `sender ${index}`, paceMs: 0, rtcp: FAST_RTCP }));
  }
  for (let round = 0; [...processLipSync.names, ...own.names].length < 2 && round < 200; round++) {
    for (const sender of senders) await sender.send(joinAnnexB([Uint8Array.of(0x65, 0x88, 0x80)]));
    await delay(10);
  }
  expect([...processLipSync.names]).toEqual(['sender 0']);
  expect([...own.names]).toEqual(['sender 1']);
  for (const open of [...senders, ...receivers]) await open.close();
  expect([...processLipSync.names, ...own.names]).toEqual([]);
});
