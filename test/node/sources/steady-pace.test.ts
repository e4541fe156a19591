import { describe, expect, it } from 'vitest';
import type { OggVorbisPacket } from '../../../src/formats/index.js';
import { SteadyPace } from '../../../src/node/sources/steady-pace.js';

const SAMPLE_RATE = 44_100;
const LONG = 1024;
const SHORT = 128;

function packet(timestampTicks: number, durationSamples: number): OggVorbisPacket {
  const configuration = { blockSizes: [256, 2048], sampleRate: SAMPLE_RATE };
  return { kind: 'audio', bytes: new Uint8Array(), timestampTicks, durationSamples, configuration } as never;
}

/** Packets one after the other, each as late after its first sample as told; how late each is when it has waited. */
function latenessAfter(packets: readonly (readonly [durationSamples: number, latenessMs: number])[]): number[] {
  const pace = new SteadyPace();
  let ticks = 0;
  return packets.map(([durationSamples, latenessMs]) => {
    const now = 5000 + (ticks * 1000) / SAMPLE_RATE + latenessMs;
    const earlyMs = pace.earlyMs(now, packet(ticks, durationSamples));
    expect(earlyMs).toBeGreaterThanOrEqual(0);
    ticks += durationSamples;
    return latenessMs + earlyMs;
  });
}

/** As many packets of one kind. */
function several(count: number, durationSamples: number, latenessMs: number): [number, number][] {
  return Array.from({ length: count }, () => [durationSamples, latenessMs]);
}

describe('the pace of a Vorbis encoder', () => {
  it('is steady through attacks: short blocks, and long ones that came early, wait until they are as late as the others', () => {
    const attack: [number, number][] = [[LONG, 40], [LONG, 17], [576, -6], ...several(30, SHORT, -30), [576, 50]];
    const music = [...several(50, LONG, 65), ...attack, ...several(20, LONG, 65), ...attack, ...several(20, LONG, 65)];
    for (const latenessMs of latenessAfter(music)) {
      expect(latenessMs).toBeGreaterThan(63.5);
      expect(latenessMs).toBeLessThan(66.5);
    }
  });

  it('makes none wait for one that was late itself', () => {
    const after = latenessAfter([...several(20, LONG, 60), [LONG, 900], ...several(20, SHORT, 60)]);
    expect(after.at(-1)).toBeLessThan(61);
  });

  it('follows a source that has become later or earlier, and a clock that drifts', () => {
    expect(latenessAfter([...several(100, LONG, 60), ...several(200, LONG, 100)]).at(-1)).toBe(100);
    expect(latenessAfter([...several(100, LONG, 100), ...several(200, LONG, 60)]).at(-1)).toBeLessThan(61);
    const drifting = Array.from({ length: 10_000 }, (_, index): [number, number] => [LONG, 60 - index * 0.002]);
    for (const [index, latenessMs] of latenessAfter(drifting).entries()) {
      expect(latenessMs - (60 - index * 0.002)).toBeLessThan(0.6);
    }
  });

  it('lets all pass where there are no long blocks', () => {
    expect(latenessAfter([...several(5, SHORT, 20), ...several(5, SHORT, 3)])).toEqual([
      20, 20, 20, 20, 20, 3, 3, 3, 3, 3,
    ]);
  });
});
