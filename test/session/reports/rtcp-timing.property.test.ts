import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../src/lab/seeded-random.js';
import { serializeCompoundPacket, type RtcpPacket } from '../../../src/rtcp/index.js';
import type { OutgoingStream } from '../../../src/session/outgoing/outgoing-stream.js';
import { Session } from '../../../src/session/session.js';
import { ReferenceParticipant } from '../rfc-3550-timer-reference.js';
import { toyFormat } from '../toy-format.js';
import { drain } from '../toy-session.js';
import { toyPacket } from '../toy-stream.js';

/** IPv4 and UDP headers. */
const HEADERS = 28;
const BANDWIDTH = 128_000;
const CNAME = 'reference@test';
/** Well before five minimum intervals: the two may look for those who have fallen silent at different moments. */
const KEEP_ALIVE_MS = 15_000;
/** Those who send RTP; the places for these are fewer than those for members. */
const SENDERS = 8;
const format = toyFormat();

interface Member {
  readonly ssrc: number;
  heardMs: number;
  sequenceNumber: number;
}

type Step =
  | { readonly kind: 'join'; readonly count: number }
  | { readonly kind: 'report' | 'rtp' | 'bye'; readonly which: number }
  | { readonly kind: 'send' }
  | { readonly kind: 'wait'; readonly ms: number };

/** A session and the reference, told the same at the same time. */
class Comparison {
  now = 1000;
  readonly #draws: number[] = [];
  readonly #session: Session;
  readonly #outgoing: OutgoingStream;
  readonly #reference: ReferenceParticipant;
  readonly #members: Member[] = [];
  #ssrc = 1;
  #drawn: number;

  constructor(seed: number) {
    const random = new SeededRandom(seed);
    const randomUint32 = (): number => {
      this.#draws.push(random.uint32());
      return this.#draws.at(-1)!;
    };
    this.#session = new Session(this.now, {
      cname: CNAME,
      randomUint32,
      remote: { host: '239.0.0.1', port: 5004 },
      rtcp: { bandwidth: BANDWIDTH },
      receive: [{ payloadType: 96, format }],
    });
    const zero = { ssrc: 0, sequenceNumber: 0, timestampOffset: 0 };
    this.#drawn = this.#draws.length - 1;
    this.#outgoing = this.#session.addOutgoing({ format, ...zero });
    this.#reference = new ReferenceParticipant(this.now / 1000, (BANDWIDTH * 0.05) / 8, 128, () => this.#draw());
  }

  step(step: Step): void {
    if (step.kind === 'join') for (let count = 0; count < step.count; count++) this.#join();
    else if (step.kind === 'send') this.#send();
    else if (step.kind === 'wait') this.#wait(step.ms);
    else this.#act(step.kind, this.#members[step.which % this.#members.length]);
  }

  /** Leaves, and waits until nothing more comes. */
  leave(): void {
    const wasSilent = this.#session.statistics.rtcpPacketsSent === 0 && this.#outgoing.lastSentMs === -Infinity;
    this.#reference.timeOutSenders();
    const { weSent } = this.#reference;
    const atOnce = this.#reference.members < 50;
    this.#session.close(this.now);
    if (wasSilent || atOnce) {
      expect(this.#transmitted()).toHaveLength(wasSilent ? 0 : 1);
      return;
    }
    this.#reference.leave(this.now / 1000, compoundLength(weSent) + HEADERS);
    while (this.#reference.event === 'bye' && this.#members.length > 0) {
      this.#act('bye', this.#members.at(-1));
      this.#wait(40);
    }
    while (this.#reference.event === 'bye') this.#expire();
    expect(this.#session.nextTimeout()).toBe(Infinity);
  }

  #draw(): number {
    const drawn = this.#draws[this.#drawn++];
    expect(drawn).toBeDefined();
    return drawn! / 2 ** 32;
  }

  #join(): void {
    const member = { ssrc: this.#ssrc++, heardMs: this.now, sequenceNumber: 0 };
    this.#members.push(member);
    this.#act('report', member);
  }

  #send(): void {
    this.#outgoing.send(this.now, Uint8Array.of(1));
    drain(this.#session);
    this.#reference.onSend(this.now / 1000);
  }

  #act(kind: 'report' | 'rtp' | 'bye', member: Member | undefined): void {
    if (member === undefined) return;
    member.heardMs = this.now;
    if (kind === 'rtp') this.#receiveRtp(member);
    else this.#receiveRtcp(kind, member);
  }

  /** Two packets at first, because one does not make a source valid (A.1). */
  #receiveRtp(member: Member): void {
    const { ssrc } = member;
    if (ssrc > SENDERS) return;
    const first = member.sequenceNumber === 0;
    for (let count = first ? 2 : 1; count > 0; count--) {
      this.#receive(toyPacket({ ssrc, sequenceNumber: member.sequenceNumber++ }), ssrc, 'rtp');
    }
    this.#reference.onRtp(this.now / 1000, ssrc);
  }

  #receiveRtcp(kind: 'report' | 'bye', { ssrc }: Member): void {
    const items = [{ type: 'CNAME' as const, value: 'x'.repeat(ssrc % 50) }];
    const packets: RtcpPacket[] = [
      { type: 'receiver-report', ssrc, reportBlocks: [] },
      { type: 'source-description', chunks: [{ ssrc, items }] },
    ];
    if (kind === 'bye') packets.push({ type: 'goodbye', ssrcs: [ssrc] });
    const bytes = serializeCompoundPacket(packets);
    this.#receive(bytes, ssrc, 'rtcp');
    if (kind === 'report') {
      this.#reference.onReport(ssrc, bytes.length + HEADERS);
      return;
    }
    this.#members.splice(
      this.#members.findIndex((member) => member.ssrc === ssrc),
      1,
    );
    this.#reference.onBye(this.now / 1000, ssrc, bytes.length + HEADERS);
  }

  #receive(bytes: Uint8Array, ssrc: number, channel: 'rtp' | 'rtcp'): void {
    this.#session.handleDatagram(this.now, bytes, { host: `192.0.2.${ssrc}`, port: 5004 }, channel);
    drain(this.#session);
  }

  #wait(ms: number): void {
    const untilMs = this.now + ms;
    if (this.#reference.event === 'report') {
      for (const member of this.#members) if (untilMs - member.heardMs >= KEEP_ALIVE_MS) this.#act('report', member);
    }
    while (this.#reference.tn * 1000 <= untilMs) this.#expire();
    this.now = Math.max(this.now, untilMs);
  }

  /** The timer of the reference expires; that of the session does so then and no sooner. */
  #expire(): void {
    const { event } = this.#reference;
    this.now = Math.max(this.now, this.#reference.tn * 1000);
    const draws = this.#draws.length;
    this.#session.handleTimeout(this.now - 0.01);
    expect(this.#draws).toHaveLength(draws);
    this.now += 0.01;
    this.#session.handleTimeout(this.now);
    const transmitted = this.#transmitted();
    const sent = this.#reference.onExpire(this.now / 1000, () => transmitted[0]!.length + HEADERS);
    expect(transmitted).toHaveLength(sent === undefined ? 0 : 1);
    expect(event).not.toBe('none');
    expect(this.#drawn).toBe(this.#draws.length);
  }

  #transmitted(): Uint8Array[] {
    return drain(this.#session).flatMap((output) =>
      output.type === 'transmit' && output.channel === 'rtcp' ? [output.bytes] : [],
    );
  }
}

/** Octets of a report without blocks, a CNAME and a BYE. */
function compoundLength(senderReport: boolean): number {
  const ssrc = 0;
  const ntpTimestamp = { seconds: 0, fraction: 0 };
  const sender = { ntpTimestamp, rtpTimestamp: 0, senderPacketCount: 0, senderOctetCount: 0 };
  const report: RtcpPacket = senderReport
    ? { type: 'sender-report', ssrc, ...sender, reportBlocks: [] }
    : { type: 'receiver-report', ssrc, reportBlocks: [] };
  return serializeCompoundPacket([
    report,
    { type: 'source-description', chunks: [{ ssrc, items: [{ type: 'CNAME', value: CNAME }] }] },
    { type: 'goodbye', ssrcs: [ssrc] },
  ]).length;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('join' as const), count: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('report', 'rtp', 'bye'), which: fc.nat(200) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'send' as const }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 8000 }) }) },
);

describe('RFC 3550 §6.3 and A.7 as a session follows them', () => {
  it('sends what the reference sends and when, whoever joins, leaves, sends and reports', () => {
    const property = fc.property(fc.nat(), fc.array(step, { maxLength: 60 }), (seed, steps) => {
      const comparison = new Comparison(seed);
      for (const each of steps) comparison.step(each);
      comparison.leave();
    });
    fc.assert(property, { numRuns: 200 });
  });
});
