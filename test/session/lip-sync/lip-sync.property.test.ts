import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/clock/ntp-timestamp.js';
import type { LipSyncMember } from '../../../src/session/lip-sync/lip-sync-member.js';
import { LipSync } from '../../../src/session/lip-sync/lip-sync.js';

const NTP = { seconds: 4_000_000_000, fraction: 0 };
const SLEW_RATE = 0.05;
const NAMES = ['a', 'b', ''];

/** What may happen to the stream of that index, so long after what happened before. */
interface Happening {
  readonly afterMs: number;
  readonly stream: number;
  readonly what: 'report' | 'wrong report' | 'latency' | 'rename' | 'leave' | 'resync';
  readonly value: number;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  afterMs: fc.integer({ min: 0, max: 5000 }),
  stream: fc.integer({ min: 0, max: 4 }),
  what: fc.constantFrom('report', 'report', 'report', 'wrong report', 'latency', 'rename', 'leave', 'resync'),
  value: fc.integer({ min: 0, max: 2000 }),
});

interface Stream {
  readonly member: LipSyncMember;
  readonly pathMs: number;
  delayMs: number;
}

function report(lipSync: LipSync, now: number, { member, pathMs }: Stream, errorMs = 0): void {
  lipSync.measure(now, member, now, addMs(NTP, now - pathMs + errorMs));
}

function apply(lipSync: LipSync, now: number, stream: Stream, { what, value }: Happening): void {
  const { member } = stream;
  if (what === 'report') report(lipSync, now, stream);
  if (what === 'wrong report') report(lipSync, now, stream, (value - 1000) * 1000);
  if (what === 'latency') lipSync.setLatency(now, member, value);
  if (what === 'rename') lipSync.rename(now, member, NAMES[value % NAMES.length]!);
  if (what === 'leave') lipSync.leave(now, member);
  if (what === 'resync') member.measured = undefined;
}

function delayMs(now: number, { member }: Stream): number {
  return member.latencyMs + member.waitMs(now);
}

describe('lip sync, whatever happens', () => {
  const paths = fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 5, maxLength: 5 });

  it('never plays a stream before its latency, nor slews it faster than the rate, nor has it wait without bound', () => {
    fc.assert(
      fc.property(paths, fc.array(happening, { maxLength: 60 }), (pathsMs, happenings) => {
        const lipSync = new LipSync({ slewMsPerSecond: SLEW_RATE * 1000 });
        const streams = pathsMs.map((pathMs) => ({ member: lipSync.join(200, 0), pathMs, delayMs: 200 }));
        let now = 0;
        for (const event of happenings) {
          const elapsedMs = event.afterMs;
          now += elapsedMs;
          for (const stream of streams) {
            const delay = delayMs(now, stream);
            expect(Math.abs(delay - stream.delayMs)).toBeLessThanOrEqual(SLEW_RATE * elapsedMs + 1e-6);
            expect(stream.member.waitMs(now)).toBeGreaterThanOrEqual(0);
            expect(stream.member.waitMs(now)).toBeLessThanOrEqual(3000 + 2000);
          }
          apply(lipSync, now, streams[event.stream]!, event);
          // A new latency counts at once.
          for (const stream of streams) stream.delayMs = delayMs(now, stream);
        }
      }),
    );
  });

  it('aligns all of one CNAME to within 4 ms once they have reported, whatever was before', () => {
    fc.assert(
      fc.property(paths, fc.array(happening, { maxLength: 30 }), (pathsMs, happenings) => {
        const lipSync = new LipSync({ slewMsPerSecond: 1000 });
        const streams = pathsMs.map((pathMs) => ({ member: lipSync.join(200, 0), pathMs, delayMs: 200 }));
        let now = 0;
        for (const event of happenings) apply(lipSync, (now += event.afterMs), streams[event.stream]!, event);
        for (const { member } of streams) lipSync.rename(now, member, 'a');
        for (const { member } of streams) lipSync.setLatency(now, member, 200);
        for (let round = 0; round < 20; round++) {
          for (const stream of streams) {
            now += 1000;
            report(lipSync, now, stream);
            for (const each of streams) delayMs(now, each);
          }
        }
        const lags = streams.map((stream) => stream.pathMs + delayMs(now, stream));
        expect(Math.max(...lags) - Math.min(...lags)).toBeLessThan(4.001);
        expect(Math.max(...lags)).toBeLessThan(Math.max(...pathsMs) + 200 + 4.001);
      }),
    );
  });
});
