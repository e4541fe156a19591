import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SessionRunner } from '../../src/node/session-runner.js';
import type { UdpSocketPair } from '../../src/node/udp-socket-pair.js';
import type { Session } from '../../src/session/session.js';
import type { SessionOutput } from '../../src/session/session-output.js';

/** A session that has one thing to say and wants to be woken every millisecond, for ever. */
class EagerSession {
  timeouts = 0;
  wallClocks = 0;
  readonly #outputs: SessionOutput[] = [{ type: 'goodbye', ssrc: 1, reason: undefined }];

  setWallClock(): void {
    this.wallClocks++;
  }

  handleTimeout(): void {
    this.timeouts++;
  }

  nextTimeout(): number {
    return performance.now() + 1;
  }

  poll(): SessionOutput | undefined {
    return this.#outputs.shift();
  }

  close(): void {}
}

const sockets = { listen: () => undefined, close: () => Promise.resolve() } as unknown as UdpSocketPair;

function run(session: EagerSession, onEvent: () => void): SessionRunner {
  return new SessionRunner(session as unknown as Session, sockets, { onEvent, onProblem: () => undefined });
}

describe('a session between sockets and timers', () => {
  it('is told the wall clock before anything else, and woken when it wants to be', async () => {
    const session = new EagerSession();
    const runner = run(session, () => expect(session.wallClocks).toBe(1));
    expect(session).toMatchObject({ wallClocks: 1, timeouts: 0 });
    await delay(30);
    expect(session.timeouts).toBeGreaterThan(3);
    await runner.close();
  });

  it('says nothing before its owner has had the time to listen', async () => {
    let listening = false;
    const runner = run(new EagerSession(), () => expect(listening).toBe(true));
    await Promise.resolve();
    listening = true;
    await delay(10);
    await runner.close();
  });

  it('is left alone after a close from within a listener', async () => {
    const session = new EagerSession();
    const closed = new Promise<void>((resolve) => {
      const runner = run(session, () => void runner.close().then(resolve));
    });
    await closed;
    const { timeouts } = session;
    await delay(30);
    expect(session.timeouts).toBe(timeouts);
  });
});
