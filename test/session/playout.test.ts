import { describe, expect, it } from 'vitest';
import { SessionDriver, type Sender } from './session-driver.js';
import { toyFormat } from './toy-format.js';

const SENDER: Sender = { ssrc: 1 };

describe('how a session plays', () => {
  it('tells of a run of lost packets once, with its time and its cause', () => {
    const driver = new SessionDriver();
    driver.play(SENDER, 0, 10, 0);
    driver.play(SENDER, 13, 10, 260);
    driver.runTo(2000);
    expect(driver.heard('gap')).toMatchObject([
      { sequenceNumber: 10, count: 3, timestamp: 10 * 1800, durationMs: 60, cause: 'lost' },
    ]);
  });

  it('tells once of a pause whose timestamps did not pass, and plays on with the latency as before', () => {
    const driver = new SessionDriver();
    driver.play(SENDER, 0, 10, 0);
    driver.play(SENDER, 10, 10, 5000);
    driver.runTo(8000);
    expect(driver.heard('resync')).toMatchObject([{ cause: 'jump', atMs: 5000, byMs: 4800 }]);
    expect(driver.frames.map(({ at, arrivalMs }) => at - arrivalMs)).toEqual(
      Array.from({ length: 20 }, () => expect.closeTo(200, 6) as number),
    );
  });

  it('tells of no break when a source is so slow that its first packet was on probation for two seconds', () => {
    const driver = new SessionDriver();
    driver.play({ ...SENDER, everyMs: 2000 }, 0, 10, 0);
    driver.runTo(30_000);
    expect(driver.frames).toHaveLength(10);
    expect(driver.heard('resync')).toEqual([]);
  });

  it('lets a format choose otherwise than its session', () => {
    const receive = [
      { payloadType: 96, format: toyFormat() },
      { payloadType: 97, format: toyFormat(), handOn: true, latencyMs: 100 },
    ];
    const driver = new SessionDriver({ receive, latencyMs: 300 });
    driver.play(SENDER, 0, 50, 0);
    driver.play({ ssrc: 2, payloadType: 97, name: 2 }, 0, 50, 2000);
    driver.runTo(5000);
    const waits = (ssrc: number): number[] =>
      driver.frames.filter((frame) => frame.ssrc === ssrc).map(({ at, arrivalMs }) => at - arrivalMs);
    expect(waits(1).slice(2)).toEqual(Array.from({ length: 48 }, () => expect.closeTo(300, 6) as number));
    expect(waits(2).slice(10)).toEqual(Array.from({ length: 40 }, () => 0));
  });

  it('adapts within a band, and advises', () => {
    const driver = new SessionDriver({ latencyMs: 20, adaptiveLatency: { minMs: 20, maxMs: 400 } });
    for (let index = 0; index < 500; index++) {
      driver.runTo(index * 20 + (index % 10 === 9 ? 150 : 0) * (index > 100 ? 1 : 0));
      driver.arrive(SENDER, index);
    }
    const stream = driver.session.incoming.get(1)!;
    expect(stream.latencyMs).toBeGreaterThan(130);
    expect(stream.latencyMs).toBeLessThanOrEqual(400);
    expect(stream.latencyAdvice.recommendedMs).toBeGreaterThan(130);
  });

  it.each([
    { bufferMode: 'other' as 'slave' },
    { adaptiveLatency: { minMs: 10, maxMs: 5 } },
    { latencyMs: -1 },
    { receive: [{ payloadType: 96, format: toyFormat(), bufferMode: 'other' as 'slave' }] },
    {
      bufferMode: 'buffer' as const,
      receive: [{ payloadType: 96, format: toyFormat(), adaptiveLatency: { minMs: 1, maxMs: 2 } }],
    },
  ])('refuses at birth what cannot be played: case %#', (options) => {
    expect(() => new SessionDriver(options)).toThrow(RangeError);
  });
});
