import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionOptions } from '../../src/session/session-options.js';
import { SessionDriver, type Sender } from './session-driver.js';
import { toyFormat } from './toy-format.js';
import { drain, toySession } from './toy-session.js';
import { senderReport, toyPacket } from './toy-stream.js';

const format = toyFormat();
const HERE = { host: 'a', port: 5004 };
const SENDERS: readonly Sender[] = [
  { ssrc: 1, name: 1 },
  { ssrc: 2, name: 2, everyMs: 33, from: { host: 'a', port: 6000 } },
  { ssrc: 3, name: 3, payloadType: 97, packetsPerFrame: 3 },
];

const waysToReceive: fc.Arbitrary<Partial<SessionOptions>> = fc.constantFrom(
  {
    receive: [
      { payloadType: 96, format },
      { payloadType: 97, format },
    ],
  },
  {
    receive: [
      { payloadType: 96, format, bufferMode: 'none' },
      { payloadType: 97, format, handOn: true },
    ],
  },
  { receive: [{ payloadType: 96, format, adaptiveLatency: { minMs: 20, maxMs: 300 } }] },
  {
    receive: [
      { payloadType: 96, format, bufferMode: 'buffer' },
      { payloadType: 97, format, dropOnLatency: true },
    ],
  },
  { receive: [{ payloadType: 96, format, feedback: ['nack', 'nack pli'] }], rtcp: { profile: 'AVPF' } },
  {
    receive: [{ payloadType: 96, format, feedback: ['nack', 'ack ccfb'], latencyMs: 3000 }],
    rtcp: { profile: 'AVPF' },
  },
  {
    receive: [{ payloadType: 96, format, feedback: ['nack'], latencyMs: 9000 }],
    rtcp: { regularIntervalMs: 9000, remote: { host: 'a', port: 5005 } },
  },
);

const anyStep = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({ type: fc.constant('packet' as const), sender: fc.nat(2), afterMs: fc.nat(40) }),
  },
  fc.record({
    type: fc.constantFrom('skip' as const, 'again' as const, 'late' as const, 'pause' as const),
    sender: fc.nat(2),
  }),
  fc.record({ type: fc.constantFrom('report' as const, 'goodbye' as const, 'name' as const), sender: fc.nat(2) }),
);

/** Every answer is checked by the driver. */
function play(
  driver: SessionDriver,
  steps: readonly (typeof anyStep extends fc.Arbitrary<infer Step> ? Step : never)[],
): void {
  const next = [0, 0, 0];
  for (const { sender, ...step } of steps) {
    const { ssrc } = SENDERS[sender]!;
    if (step.type === 'packet') driver.runTo(driver.now + step.afterMs);
    if (step.type === 'packet') driver.arrive(SENDERS[sender]!, next[sender]!++);
    else if (step.type === 'pause') driver.runTo(driver.now + 3000);
    else if (step.type === 'skip') next[sender]! += 3;
    else if (step.type === 'again') driver.arrive(SENDERS[sender]!, Math.max(0, next[sender]! - 1));
    else if (step.type === 'late') driver.arrive(SENDERS[sender]!, Math.max(0, next[sender]! - 3));
    else if (step.type === 'report') driver.rtcp([senderReport(ssrc)]);
    else if (step.type === 'name') driver.introduce(ssrc, 'a', HERE);
    else driver.goodbye(ssrc);
  }
}

describe('a datagram of which the session says that nothing came', () => {
  it('left nothing to tell, and made nothing due sooner, whatever is received how', () => {
    fc.assert(
      fc.property(
        waysToReceive,
        fc.array(anyStep, { minLength: 20, maxLength: 120, size: 'max' }),
        (options, steps) => {
          play(new SessionDriver(options), steps);
        },
      ),
    );
  });

  it('is most of what arrives while a stream waits', () => {
    const driver = new SessionDriver({ latencyMs: 190 });
    driver.play(SENDERS[0]!, 0, 100, 0);
    expect(driver.calm).toBeGreaterThan(80);
  });

  it('never names a contributor, nor comes from elsewhere than those before', () => {
    const session = toySession({ latencyMs: 100_000 });
    const arrive = (now: number, sequenceNumber: number, from = HERE, csrcs: number[] = []): boolean => {
      session.handleTimeout(now);
      const told = session.handleDatagram(now, toyPacket({ sequenceNumber, csrcs }), from, 'rtp');
      drain(session);
      session.nextTimeout();
      return told;
    };
    for (let index = 0; index < 10; index++) arrive(33 * index, index);
    expect([arrive(330, 10), arrive(363, 11, HERE, [5]), arrive(396, 12)]).toEqual([false, true, false]);
    expect([arrive(3000, 13, { host: 'a', port: 7000 }), arrive(3033, 14, { host: 'a', port: 7000 })]).toEqual([
      true,
      false,
    ]);
  });
});
