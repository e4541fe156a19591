import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { forward } from '../../../src/cli/commands/forward.js';
import { parseArguments } from '../../../src/cli/grammar/parse-arguments.js';
import { forwardOutlet } from '../../../src/cli/receiving/forward-outlet.js';
import { openEndpoint, openSender, Receiver, type AccessUnit } from '../../../src/node/index.js';
import { joinAnnexB } from '../../../src/payloaders/h264/index.js';
import { findPayloadFormat } from '../../../src/payloaders/registry.js';
import type { FeedbackMessage } from '../../../src/session/feedback/feedback-message.js';
import { RecordedConsole } from '../watch/watched-link.js';

const rtcp = { profile: 'AVPF' } as const;
const KEY_FRAME = joinAnnexB([new Uint8Array(800).fill(0x65)]);
const OTHER_FRAME = joinAnnexB([new Uint8Array(800).fill(0x41)]);

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const closable of open.splice(0)) await closable[Symbol.asyncDispose]();
});

async function openPictureReceiver(feedback: readonly FeedbackMessage[]): Promise<Receiver<AccessUnit>> {
  const receive = [{ payloadType: 96, format: findPayloadFormat('H264'), feedback }];
  const receiver = new Receiver<AccessUnit>(await openEndpoint({ host: '127.0.0.1', receive, rtcp, latencyMs: 20 }));
  open.push(receiver);
  return receiver;
}

describe('RFC 4585 §6.3.1 and RFC 5104 §4.3.1 across a forwarder', () => {
  it.each(['nack pli', 'ccm fir'] as const)(
    'asks its own source when who receives there asks by %s',
    async (message) => {
      const here = await openPictureReceiver(['nack pli']);
      const there = await openPictureReceiver([message]);
      const [from, to] = [here, there].map(({ endpoint }) => `127.0.0.1:${endpoint.ports.rtp}`);
      const args = parseArguments(forward, ['--to', to!, '--rtcp', 'adjacent']);
      const sink = await forwardOutlet(args).open(new RecordedConsole(), () => void here.requestKeyFrame());
      open.push({ [Symbol.asyncDispose]: () => sink.close() });
      const source = await openSender({ codec: 'H264', feedback: ['nack pli'], rtcp, to: from! });
      open.push(source);
      const played = once(there.events, 'frame');
      void (async () => {
        for await (const received of here) await sink.write(received);
      })();
      // One that came after the request would take it back.
      let next = KEY_FRAME;
      const sending = setInterval(() => {
        void source.send(next);
        next = OTHER_FRAME;
      }, 20);
      try {
        await played;
        const requested = once(source.events, 'key-frame-requested');
        expect(there.requestKeyFrame()).toBe(true);
        expect(await requested).toEqual([expect.objectContaining({ stream: source.stream, kind: 'pli' })]);
      } finally {
        clearInterval(sending);
      }
    },
  );
});
