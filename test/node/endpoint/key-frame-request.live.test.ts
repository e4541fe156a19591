import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { openEndpoint } from '../../../src/node/endpoint/open-endpoint.js';
import { Receiver } from '../../../src/node/endpoint/receiver.js';
import { openSender } from '../../../src/node/open-sender.js';
import { joinAnnexB } from '../../../src/payloaders/h264/index.js';
import { findPayloadFormat } from '../../../src/payloaders/registry.js';
import type { KeyFrameRequested } from '../../../src/session/session-output.js';

const rtcp = { profile: 'AVPF' } as const;
const feedback = ['nack pli'] as const;
const OTHER_SLICE = joinAnnexB([new Uint8Array(800).fill(0x41)]);

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const closable of open.splice(0)) await closable[Symbol.asyncDispose]();
});

describe('RFC 4585 §6.3.1 picture loss indication between sockets', () => {
  it('calls the hook of the sender whose stream begins without a key frame, and of no other', async () => {
    const receive = [{ payloadType: 96, format: findPayloadFormat('H264'), feedback }];
    const receiver = await openEndpoint({ host: '127.0.0.1', receive, rtcp, latencyMs: 20 });
    open.push(receiver);
    const to = `127.0.0.1:${receiver.ports.rtp}`;
    const requests: KeyFrameRequested[] = [];
    const options = { codec: 'H264', feedback, rtcp, to, onKeyFrameRequest: requests.push.bind(requests) };
    const sender = await openSender({ ...options, rtcp: { ...rtcp, remote: { port: receiver.ports.rtcp } } });
    open.push(sender);
    const requested = once(sender.events, 'key-frame-requested');
    const sending = setInterval(() => void sender.send(OTHER_SLICE), 20);
    await requested.finally(() => clearInterval(sending));
    expect(requests).toEqual([
      { type: 'key-frame-requested', stream: sender.stream, by: expect.any(Number), kind: 'pli' },
    ]);
  });

  it('lets the application ask', async () => {
    const receive = [{ payloadType: 96, format: findPayloadFormat('H264'), feedback }];
    const endpoint = await openEndpoint({ host: '127.0.0.1', receive, rtcp, latencyMs: 20 });
    const receiver = new Receiver(endpoint);
    open.push(receiver);
    expect(receiver.requestKeyFrame()).toBe(false);
    const sender = await openSender({ codec: 'H264', feedback, rtcp, to: `127.0.0.1:${endpoint.ports.rtp}` });
    open.push(sender);
    const played = once(receiver.events, 'frame');
    // One that came after the request would take it back.
    let next = joinAnnexB([new Uint8Array(800).fill(0x65)]);
    const sending = setInterval(() => {
      void sender.send(next);
      next = OTHER_SLICE;
    }, 20);
    await played;
    const requested = once(sender.events, 'key-frame-requested');
    expect(receiver.requestKeyFrame()).toBe(true);
    expect(receiver.requestKeyFrame()).toBe(false);
    await requested.finally(() => clearInterval(sending));
  });
});
