import { describe, expect, it } from 'vitest';
import { HOME, SessionDriver, type Sender } from './session-driver.js';
import { toyFormat } from './toy-format.js';

const OLD: Sender = { ssrc: 1, name: 1 };
const NEW: Sender = { ssrc: 2, name: 2, sequenceNumber: 40_000, timestamp: 1_000_000 };

function restarts(driver: SessionDriver): { ssrc: number; previousSsrc: number; cause: string }[] {
  return driver.heard('restart').map(({ stream, previousSsrc, cause }) => ({ ssrc: stream.ssrc, previousSsrc, cause }));
}

function indexes(driver: SessionDriver, name: number): number[] {
  return driver.frames.filter((frame) => frame.name === name).map(({ index }) => index);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** 100 packets of the old sender, the last at 1980 ms. */
function afterOld(options: ConstructorParameters<typeof SessionDriver>[0] = {}): SessionDriver {
  const driver = new SessionDriver(options);
  driver.play(OLD, 0, 100, 0);
  return driver;
}

describe('a sender restarted with another SSRC', () => {
  it.each([0, 50, 200, 1000])('is one restart with nothing lost, at %i ms of latency', (latencyMs) => {
    const driver = afterOld({ latencyMs });
    driver.play(NEW, 0, 100, 3000);
    driver.runTo(8000);
    expect(restarts(driver)).toEqual([{ ssrc: 2, previousSsrc: 1, cause: 'source' }]);
    expect([indexes(driver, 1), indexes(driver, 2)]).toEqual([upTo(100), upTo(100)]);
    expect(driver.heard('end').map(({ cause, stream }) => [cause, stream.ssrc])).toEqual([['restart', 1]]);
    const waits = driver.frames.map(({ at, arrivalMs }) => at - arrivalMs);
    expect(Math.max(...waits)).toBeLessThanOrEqual(Math.max(latencyMs, 20) + 1e-6); // 20 ms of probation
  });

  it('is told after the old one has ended, and the old one is forgotten after two seconds', () => {
    const driver = afterOld();
    driver.play(NEW, 0, 150, 3000);
    const order = driver.said
      .map(({ output }) => output.type)
      .filter((type) => ['stream', 'end', 'restart'].includes(type));
    expect(order).toEqual(['stream', 'stream', 'end', 'restart']);
    expect([...driver.session.incoming.keys()]).toEqual([2]);
    expect(driver.session.statistics.sources).toBe(1);
  });

  it('needs max(3 packet spacings, 100 ms) of silence since its first packet', () => {
    for (const [everyMs, patienceMs] of [
      [20, 100],
      [100, 300],
    ] as const) {
      const driver = new SessionDriver({ latencyMs: 0 });
      driver.play({ ...OLD, everyMs }, 0, 50, 0);
      driver.play(NEW, 0, 50, 10_000);
      const { at } = driver.said.find(({ output }) => output.type === 'restart')!;
      expect(at).toBeCloseTo(10_000 + patienceMs, 0);
    }
  });

  it('is one when stragglers of the old one come after its first packet', () => {
    const driver = afterOld();
    driver.play(NEW, 0, 3, 2000);
    driver.arrive(OLD, 100);
    driver.play(NEW, 3, 50, 2060);
    driver.runTo(5000);
    expect(restarts(driver)).toHaveLength(1);
    expect([indexes(driver, 1), indexes(driver, 2)]).toEqual([upTo(101), upTo(53)]);
  });

  it('is told as soon as the old one has played out, before the first frame of the new one', () => {
    const driver = new SessionDriver({ latencyMs: 2000 });
    driver.play(OLD, 0, 100, 0);
    driver.play(NEW, 0, 2, 2200);
    driver.runTo(6000);
    const spoken = driver.said.filter(({ at, output }) => at > 3900 && output.type !== 'transmit');
    const told = spoken.map(({ at, output }) => `${at}: ${output.type}`);
    expect(told.slice(told.indexOf('3980: frame'))).toEqual([
      '3980: frame',
      '3980: end',
      '3980: restart',
      '4200: frame',
      '4220: frame',
    ]);
  });

  it('from another source port of the same host is one', () => {
    const driver = afterOld();
    driver.play({ ...NEW, from: { host: 'a', port: 49_152 } }, 0, 50, 3000);
    expect(restarts(driver)).toHaveLength(1);
  });

  it('from another host is one when the CNAME is the same, even where it is told late', () => {
    const driver = afterOld();
    driver.introduce(1, 'camera@home');
    const elsewhere = { ...NEW, from: { host: 'b', port: 1 } };
    driver.play(elsewhere, 0, 50, 3000);
    expect(restarts(driver)).toEqual([]);
    driver.introduce(2, 'camera@home', elsewhere.from);
    driver.play(elsewhere, 50, 10, 4000);
    expect(restarts(driver)).toHaveLength(1);
  });

  it('from another host and of another CNAME is another sender: both live', () => {
    const driver = afterOld();
    driver.introduce(1, 'camera@home');
    const elsewhere = { ...NEW, from: { host: 'b', port: 1 } };
    driver.play(elsewhere, 0, 5, 3000);
    driver.introduce(2, 'camera@work', elsewhere.from);
    driver.play(elsewhere, 5, 50, 3100);
    expect(restarts(driver)).toEqual([]);
    expect([...driver.session.incoming.keys()]).toEqual([1, 2]);
  });

  it('of another payload type is another sender: both live', () => {
    const receive = [96, 97].map((payloadType) => ({ payloadType, format: toyFormat() }));
    const driver = afterOld({ receive });
    driver.play({ ...NEW, payloadType: 97 }, 0, 50, 3000);
    expect([restarts(driver), [...driver.session.incoming.keys()]]).toEqual([[], [1, 2]]);
  });

  it('beside the old one, which goes on, is another sender: both live, also when the old one pauses later', () => {
    const driver = afterOld();
    for (let index = 0; index < 50; index++) {
      driver.play(NEW, index, 1, 2000 + index * 20);
      driver.arrive(OLD, 100 + index);
    }
    driver.play(NEW, 50, 100, 3000);
    driver.play(OLD, 150, 50, 6000);
    driver.runTo(8000);
    expect(restarts(driver)).toEqual([]);
    expect([indexes(driver, 1), indexes(driver, 2)]).toEqual([upTo(200), upTo(150)]);
  });

  it('is one at once after a goodbye', () => {
    const driver = afterOld({ latencyMs: 400 });
    driver.goodbye(1);
    driver.play(NEW, 0, 50, 2010);
    driver.runTo(5000);
    expect(restarts(driver)).toHaveLength(1);
    expect([indexes(driver, 1), indexes(driver, 2)]).toEqual([upTo(100), upTo(50)]);
  });

  it.each([5000, 60_000, 300_000])('is one %i ms after the old one has left', (pauseMs) => {
    const driver = afterOld();
    driver.goodbye(1);
    driver.play(NEW, 0, 50, 2000 + pauseMs);
    driver.runTo(2000 + pauseMs + 2000);
    expect(restarts(driver)).toEqual([{ ssrc: 2, previousSsrc: 1, cause: 'source' }]);
    expect(indexes(driver, 2)).toEqual(upTo(50));
  });

  it('is one after minutes of silence without a goodbye', () => {
    const driver = afterOld();
    driver.play(NEW, 0, 50, 300_000);
    expect(restarts(driver)).toHaveLength(1);
    expect(driver.heard('end').map(({ cause }) => cause)).toEqual(['timeout']);
  });
});

describe('a sender restarted with the same SSRC', () => {
  it.each([
    ['at a random sequence number', { sequenceNumber: 40_000, timestamp: 123_456_789 }],
    ['a little behind', { sequenceNumber: 65, timestamp: 123_456_789 }],
    ['a little ahead', { sequenceNumber: 1500, timestamp: 123_456_789 }],
    ['from another source port', { sequenceNumber: 40_000, from: { host: 'a', port: 49_152 } }],
  ])('%s is one restart with nothing lost', (_, again) => {
    const driver = afterOld();
    driver.play({ ...NEW, ssrc: 1, ...again }, 0, 100, 3000);
    driver.runTo(8000);
    expect(restarts(driver)).toEqual([{ ssrc: 1, previousSsrc: 1, cause: 'sequence' }]);
    expect([indexes(driver, 1), indexes(driver, 2)]).toEqual([upTo(100), upTo(100)]);
    expect(driver.session.incoming.get(1)!.statistics.packetsLost).toBe(0);
  });

  it.each([0, 200, 1000])('right after its goodbye goes on, at %i ms of latency', (latencyMs) => {
    const driver = afterOld({ latencyMs });
    driver.runTo(1990);
    driver.goodbye(1);
    driver.play({ ...NEW, ssrc: 1 }, 0, 400, 2100);
    driver.runTo(12_000);
    expect(restarts(driver)).toHaveLength(1);
    expect([indexes(driver, 1), indexes(driver, 2)]).toEqual([upTo(100), upTo(400)]);
    expect(driver.session.incoming.has(1)).toBe(true);
  });

  it('in the grace of its goodbye is one restart, as another stream', () => {
    const driver = afterOld();
    driver.goodbye(1);
    driver.play({ ...NEW, ssrc: 1 }, 0, 100, 3000);
    expect(restarts(driver)).toEqual([{ ssrc: 1, previousSsrc: 1, cause: 'source' }]);
    driver.runTo(9000);
    expect(indexes(driver, 2)).toEqual(upTo(100));
  });

  it.each([10_000, 120_000])('or silent for %i ms goes on with nothing lost', (silenceMs) => {
    const driver = afterOld();
    driver.play({ ...OLD, timestamp: silenceMs * 90 }, 100, 100, 2000 + silenceMs);
    driver.runTo(2000 + silenceMs + 4000);
    expect(indexes(driver, 1)).toEqual(upTo(200));
  });
});

describe('a receiver restarted mid-stream', () => {
  it.each([30_000, 65_530])('plays from the first packet that it hears, number %i', (sequenceNumber) => {
    const driver = new SessionDriver();
    driver.play({ ...OLD, sequenceNumber, timestamp: 2 ** 32 - 9000 }, 0, 50, 77_777);
    driver.runTo(80_000);
    expect(indexes(driver, 1)).toEqual(upTo(50));
    expect(restarts(driver)).toEqual([]);
  });
});

describe('one source after the other', () => {
  it('1000 times leaves nothing behind', () => {
    const driver = new SessionDriver({ maxSources: 8 });
    for (let life = 0; life < 1000; life++) {
      const sender = { ssrc: 1000 + life, name: life & 0xff, sequenceNumber: (life * 7919) & 0xffff };
      driver.play(sender, 0, 20, life * 1000);
      expect(driver.session.statistics.sources).toBeLessThanOrEqual(8);
      expect(driver.session.incoming.size).toBeLessThanOrEqual(2);
      if (life > 0) expect(restarts(driver)).toMatchObject([{ ssrc: sender.ssrc, previousSsrc: sender.ssrc - 1 }]);
      driver.said.length = 0;
    }
    driver.runTo(driver.now + 3000);
    expect(driver.session.statistics).toMatchObject({ sources: 1, rejects: {}, unvalidatedPackets: 0 });
  });

  it('1000 times under one SSRC leaves nothing behind and loses nothing', () => {
    const driver = new SessionDriver();
    let frames = 0;
    for (let life = 0; life < 1000; life++) {
      const sender = { ssrc: 1, sequenceNumber: (life * 20_011) & 0xffff, timestamp: (life * 777_777_777) >>> 0 };
      driver.play(sender, 0, 20, life * 1000);
      driver.runTo(life * 1000 + 900);
      frames += driver.frames.length;
      expect(restarts(driver)).toHaveLength(life === 0 ? 0 : 1);
      driver.said.length = 0;
    }
    expect(frames).toBe(20_000);
    expect(driver.session.incoming.get(1)!.packetsHeld).toBe(0);
  });
});

describe('B79: a full table of sources', () => {
  it('B79: does not lock out the live SSRC', () => {
    const driver = new SessionDriver({ maxSources: 4 });
    for (let hour = 0; hour < 3; hour++) {
      for (let ssrc = 100; ssrc < 120; ssrc++)
        driver.play({ ssrc, from: { host: `h${ssrc}`, port: 1 } }, 0, 2, driver.now + 10);
      driver.play({ ...OLD, sequenceNumber: hour * 9000, from: HOME }, 0, 50, hour * 3_600_000 + 10_000);
      expect(driver.session.incoming.has(1)).toBe(true);
    }
    driver.runTo(driver.now + 1000);
    expect(indexes(driver, 1)).toHaveLength(150);
  });
});
