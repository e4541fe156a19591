import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RtcpPacket } from '../../../src/rtcp/index.js';
import type { ReceiveRetransmission } from '../../../src/session/retransmission/retransmission-options.js';
import { RetransmissionRequester } from '../../../src/session/retransmission/retransmission-requester.js';

interface Asked {
  readonly at: number;
  readonly numbers: readonly number[];
  readonly maxDelayMs: number | undefined;
}

/** A stream of 90 kHz whose media is due when its timestamp says, with a latency of 200 ms; requests leave at once. */
class Requests {
  readonly asked: Asked[] = [];
  readonly withdrawn: number[] = [];
  readonly stream = {
    ssrc: 5,
    jitterMs: 0,
    clockRate: 90_000,
    roundTripMs: 50 as number | undefined,
    delayMs: 200,
    deadlineMs: (timestamp: number): number => timestamp / 90 + this.stream.delayMs,
  };
  /** How long the timing of RTCP holds requests back. */
  heldMs = 0;
  readonly requester: RetransmissionRequester;

  constructor(retransmission: ReceiveRetransmission | 'plain' = { payloadType: 97 }) {
    const request = (at: number, packet: RtcpPacket, maxDelayMs?: number): number => {
      if (packet.type === 'generic-nack') this.asked.push({ at, numbers: packet.sequenceNumbers, maxDelayMs });
      return at + this.heldMs;
    };
    const withdraw = (packet: RtcpPacket): void => {
      if (packet.type === 'generic-nack') this.withdrawn.push(...packet.sequenceNumbers);
    };
    const sink = { request, withdraw };
    const told = retransmission === 'plain' ? undefined : retransmission;
    this.requester = new RetransmissionRequester(this.stream, sink, told);
  }

  /** Packet `number` was sent at `number` ms, and arrives now. */
  arrive(now: number, number: number): boolean {
    return this.requester.arrived(now, number & 0xffff, now * 90);
  }

  /** Keeps all timeouts until then. */
  runTo(untilMs: number): void {
    for (let due = this.requester.nextTimeout(); due <= untilMs; due = this.requester.nextTimeout()) {
      this.requester.handleTimeout(due);
    }
  }

  get times(): number[] {
    return this.asked.map(({ at }) => at);
  }
}

describe('RFC 4588 §6.3 retransmission requests', () => {
  it('ask once three packets that were sent later have come', () => {
    const requests = new Requests();
    for (const number of [0, 2, 3]) requests.arrive(number, number);
    expect(requests.asked).toEqual([]);
    requests.arrive(4, 4);
    expect(requests.asked).toMatchObject([{ at: 4, numbers: [1] }]);
  });

  it('are taken back when what they ask for has come, by itself or again, before they have left', () => {
    const requests = new Requests();
    for (const number of [0, 3, 4, 5]) requests.arrive(number, number);
    expect(requests.asked).toMatchObject([{ numbers: [1, 2] }]);
    expect(requests.withdrawn).toEqual([]);
    requests.arrive(6, 1);
    requests.requester.repaired(7, 2, 2 * 90);
    expect(requests.withdrawn).toEqual([1, 2]);
  });

  it('ask after a while where fewer come, the longer the more the way jitters', () => {
    const calm = new Requests();
    calm.arrive(0, 0);
    calm.arrive(20, 2);
    calm.runTo(1000);
    expect(calm.times[0]).toBe(24);
    const jittery = new Requests();
    jittery.stream.jitterMs = 10;
    jittery.arrive(0, 0);
    jittery.arrive(20, 2);
    jittery.runTo(1000);
    expect(jittery.times[0]).toBe(40);
  });

  it('ask for nothing that was only overtaken by two', () => {
    const requests = new Requests();
    for (const number of [0, 3, 2, 1, 4, 5, 6, 7]) requests.arrive(1, number);
    requests.runTo(1000);
    expect(requests.asked).toEqual([]);
  });

  it('learn that the way lets many overtake', () => {
    const requests = new Requests();
    requests.stream.delayMs = 10_000;
    let needless = 0;
    for (let round = 0; round < 100; round++) {
      const first = round * 10;
      for (const step of [0, 2, 3, 4, 5, 6, 1, 7, 8, 9]) {
        const at = round * 100 + (step === 1 ? 20 : step);
        requests.runTo(at);
        requests.arrive(at, first + step);
      }
      if (round === 50) needless = requests.asked.length;
    }
    expect(needless).toBeGreaterThan(0);
    expect(requests.asked.length - needless).toBeLessThan(10);
  });

  it('ask again after a round trip and a margin, as long as an answer can come in time', () => {
    const requests = new Requests();
    for (const number of [0, 2, 3, 4]) requests.arrive(0, number);
    requests.runTo(1000);
    expect(requests.times).toEqual([0, 55, 110]);
    expect(requests.asked.map(({ maxDelayMs }) => maxDelayMs)).toEqual([150, 95, 40]);
  });

  it('do not ask where no answer could come in time, and do when nobody knows how long it takes', () => {
    const late = new Requests();
    late.stream.delayMs = 40;
    for (const number of [0, 2, 3, 4]) late.arrive(0, number);
    late.runTo(1000);
    expect(late.asked).toEqual([]);
    const unknown = new Requests();
    unknown.stream.delayMs = 40;
    unknown.stream.roundTripMs = undefined;
    for (const number of [0, 2, 3, 4]) unknown.arrive(0, number);
    unknown.runTo(1000);
    expect(unknown.times).toEqual([0]);
  });

  it('do not ask for what the sender does not keep any more (rtx-time)', () => {
    const requests = new Requests({ payloadType: 97, timeMs: 100 });
    for (const number of [0, 2, 3, 4]) requests.arrive(0, number);
    requests.runTo(1000);
    expect(requests.times).toEqual([0, 50]);
  });

  it('ask at most ten times', () => {
    const requests = new Requests();
    requests.stream.delayMs = 60_000;
    for (const number of [0, 2, 3, 4]) requests.arrive(0, number);
    requests.runTo(60_000);
    expect(requests.asked).toHaveLength(10);
  });

  it('wait for the answer from when the request leaves', () => {
    const requests = new Requests();
    requests.heldMs = 30;
    for (const number of [0, 2, 3, 4]) requests.arrive(0, number);
    requests.runTo(1000);
    expect(requests.times).toEqual([0, 85]);
  });

  it('end when the packet comes, by whatever way, and when its time is over', () => {
    const requests = new Requests();
    for (const number of [0, 5, 6, 7]) requests.arrive(0, number);
    expect(requests.requester.repaired(20, 1, 0)).toBe(true);
    expect(requests.requester.repaired(20, 1, 0)).toBe(false);
    requests.arrive(20, 2);
    requests.requester.passed(3);
    requests.runTo(60);
    expect(requests.asked.at(-1)!.numbers).toEqual([4]);
    requests.requester.restart();
    expect(requests.requester.nextTimeout()).toBe(Infinity);
  });

  it('measure the round trip by their answers', () => {
    const requests = new Requests();
    requests.stream.delayMs = 1000;
    requests.stream.roundTripMs = undefined;
    for (let round = 0; round < 100; round++) {
      const at = round * 100;
      for (const step of [0, 2, 3, 4]) requests.arrive(at, round * 5 + step);
      requests.requester.repaired(at + 20, round * 5 + 1, at * 90);
    }
    const { length } = requests.asked;
    for (const number of [500, 502, 503, 504]) requests.arrive(10_000, number);
    requests.runTo(10_000 + 26);
    expect(requests.times.slice(length)).toEqual([10_000, 10_025]);
  });

  it('take what comes under the SSRC of the media for an answer only where there is no retransmission stream', () => {
    for (const plain of [true, false]) {
      const requests = new Requests(plain ? 'plain' : { payloadType: 97 });
      for (const number of [0, 2, 3, 4, 6]) requests.arrive(0, number);
      expect(requests.arrive(10, 5)).toBe(false);
      expect(requests.arrive(50, 1)).toBe(plain);
    }
  });

  it('refuse an answer whose timestamp is nowhere near', () => {
    const requests = new Requests();
    for (const number of [0, 2, 3, 4]) requests.arrive(0, number);
    expect(requests.requester.repaired(20, 1, 90_000 * 60)).toBe(false);
    expect(requests.requester.repaired(20, 1, 0)).toBe(true);
  });

  it('B76: ask for nothing of a gap of more than 1000, and list no more than that', () => {
    const requests = new Requests();
    requests.arrive(0, 0);
    for (const number of [1002, 1003, 1004]) requests.arrive(0, number);
    requests.runTo(1000);
    expect(requests.asked).toEqual([]);
    for (let number = 1006; number < 6000; number += 2) requests.arrive(1000, number);
    expect(Math.max(...requests.asked.map(({ numbers }) => numbers.length))).toBeLessThanOrEqual(250);
    const before = requests.asked.length;
    requests.runTo(1056);
    const again = requests.asked.slice(before).flatMap(({ numbers }) => numbers);
    expect(again.length).toBeLessThanOrEqual(1000);
    expect(again.length).toBeGreaterThan(900);
  });

  it('B70: ask across the wrap', () => {
    const requests = new Requests();
    for (const number of [65_533, 65_538, 65_539, 65_540]) requests.arrive(0, number);
    expect(requests.asked).toMatchObject([{ numbers: [65_534, 65_535, 0, 1] }]);
  });

  it('never ask for what has come or what nobody has seen missing, on any way', () => {
    const anyWay = fc.array(fc.record({ lost: fc.boolean(), delay: fc.nat(60) }), { minLength: 5, maxLength: 200 });
    fc.assert(
      fc.property(anyWay, fc.nat(0xffff), fc.array(fc.nat(200)), (packets, first, repaired) => {
        const requests = new Requests();
        const arrivals = packets
          .flatMap(({ lost, delay }, index) => (lost ? [] : [{ index, at: index * 5 + delay }]))
          .toSorted((a, b) => a.at - b.at || a.index - b.index);
        const come = new Set<number>();
        let highest = arrivals[0]?.index ?? 0;
        let checked = 0;
        for (const { index, at } of arrivals) {
          requests.runTo(at);
          check();
          requests.requester.arrived(at, (first + index) & 0xffff, at * 90);
          come.add(index);
          highest = Math.max(highest, index);
          check();
          const again = repaired[index];
          if (again === undefined) continue;
          if (requests.requester.repaired(at, (first + again) & 0xffff, at * 90)) {
            expect(come.has(again)).toBe(false);
            come.add(again);
          }
        }
        requests.runTo(1e9);
        expect(requests.requester.nextTimeout()).toBe(Infinity);
        expect(requests.asked.length).toBeLessThanOrEqual(packets.length * 10);

        function check(): void {
          for (const { numbers } of requests.asked.slice(checked)) {
            for (const number of numbers) {
              const index = (number - first) & 0xffff;
              expect(index).toBeLessThan(highest + 1);
              expect(come.has(index)).toBe(false);
            }
          }
          checked = requests.asked.length;
        }
      }),
    );
  });
});
