import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../src/lab/seeded-random.js';
import { Session } from '../../src/session/session.js';
import { SessionDriver } from './session-driver.js';
import { toyFormat } from './toy-format.js';
import { FRAME_MS, toyPacket } from './toy-stream.js';

const FROM = { host: 'a', port: 5004 };
const SSRCS = [1, 2] as const;

/** Two streams of one session, a frame of each every 33 ms from 0 on. */
class Player {
  readonly session: Session;
  readonly released: { readonly ssrc: number; readonly arrivalMs: number; readonly releaseMs: number }[] = [];
  #sent = 0;

  constructor(latencyMs: number) {
    const receive = [{ payloadType: 96, format: toyFormat() }];
    this.session = new Session(0, { cname: 'b', randomUint32: new SeededRandom(5).uint32, latencyMs, receive });
  }

  run(untilMs: number): this {
    for (; this.#sent * FRAME_MS <= untilMs; this.#sent++) {
      const now = this.#sent * FRAME_MS;
      this.#wake(now);
      for (const ssrc of SSRCS) {
        this.session.handleDatagram(now, toyPacket({ sequenceNumber: this.#sent, ssrc }), FROM, 'rtp');
      }
    }
    this.#wake(untilMs);
    return this;
  }

  /** What a stream has released since it was last asked: how long after its arrival, to the millisecond. */
  delays(ssrc: number): number[] {
    this.take();
    const mine = this.released.filter((frame) => frame.ssrc === ssrc);
    this.released.splice(0, this.released.length, ...this.released.filter((frame) => frame.ssrc !== ssrc));
    return mine.map(({ arrivalMs, releaseMs }) => Math.round(releaseMs - arrivalMs));
  }

  take(): void {
    for (let output = this.session.poll(); output !== undefined; output = this.session.poll()) {
      if (output.type !== 'frame') continue;
      const { stream, arrivalMs, releaseMs } = output;
      this.released.push({ ssrc: stream.ssrc, arrivalMs, releaseMs });
    }
  }

  #wake(untilMs: number): void {
    for (let next = this.session.nextTimeout(); next <= untilMs; next = this.session.nextTimeout()) {
      this.session.handleTimeout(next);
      this.take();
    }
  }
}

describe('latency changed while a stream plays', () => {
  it('acts on what is held: less of it lets go at once, more of it delays', () => {
    const player = new Player(300).run(1000);
    expect(new Set(player.delays(1))).toEqual(new Set([300]));
    player.session.setLatency(1000, 100);
    const freed = player.delays(1);
    expect(freed.length).toBe(6);
    expect(Math.min(...freed)).toBeGreaterThanOrEqual(100);
    player.run(2000);
    expect(new Set(player.delays(1))).toEqual(new Set([100]));
    player.session.setLatency(2000, 500);
    player.run(4000);
    expect(new Set(player.delays(1))).toEqual(new Set([500]));
  });

  it('of one stream leaves the other alone', () => {
    const player = new Player(100).run(1000);
    player.session.incoming.get(2)!.setLatency(1000, 400);
    player.run(1600);
    for (const ssrc of SSRCS) player.delays(ssrc);
    player.run(2000);
    expect(SSRCS.map((ssrc) => new Set(player.delays(ssrc)))).toEqual([new Set([100]), new Set([400])]);
    expect(player.session.incoming.get(2)!.latencyMs).toBe(400);
  });

  it('holds for streams that come later', () => {
    const player = new Player(100);
    player.session.setLatency(0, 250);
    player.run(1000);
    expect(new Set(player.delays(1))).toEqual(new Set([250]));
  });

  it('of a stream is taken over by its successor, unless that of the session has been set since', () => {
    for (const sessionLatencyMs of [undefined, 300]) {
      const driver = new SessionDriver({ latencyMs: 100 });
      driver.play({ ssrc: 1 }, 0, 50, 0);
      driver.session.incoming.get(1)!.setLatency(driver.now, 400);
      driver.goodbye(1);
      driver.runTo(driver.now + 1000);
      if (sessionLatencyMs !== undefined) driver.session.setLatency(driver.now, sessionLatencyMs);
      driver.play({ ssrc: 2 }, 0, 50, driver.now + 1000);
      expect(driver.heard('restart')).toHaveLength(1);
      expect(driver.session.incoming.get(2)!.latencyMs).toBe(sessionLatencyMs ?? 400);
    }
  });

  it.each([-1, Number.NaN, Infinity])('refuses %d', (latencyMs) => {
    const player = new Player(100).run(100);
    expect(() => player.session.setLatency(100, latencyMs)).toThrow(RangeError);
    expect(() => player.session.incoming.get(1)!.setLatency(100, latencyMs)).toThrow(RangeError);
  });
});
