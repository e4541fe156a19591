import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { EndpointEvents } from '../../../src/node/endpoint/endpoint-events.js';
import { SessionRunner } from '../../../src/node/endpoint/session-runner.js';
import type { UdpSocketPair } from '../../../src/node/sockets/udp-socket-pair.js';
import type { Session } from '../../../src/session/session.js';
import type { SessionOutput, Transmission } from '../../../src/session/session-output.js';
import { PATIENCE } from '../../peers/patience.js';

/** A session that has one thing to say and wants to be woken every millisecond, for ever. */
class EagerSession {
  timeouts = 0;
  wallClocks = 0;
  closed = false;
  readonly #outputs: SessionOutput[] = [{ type: 'goodbye', ssrc: 1, reason: undefined }];

  setWallClock(): void {
    this.wallClocks++;
  }

  handleTimeout(): void {
    this.timeouts++;
  }

  nextTimeout(): number {
    return this.closed ? Infinity : performance.now() + 1;
  }

  poll(): SessionOutput | undefined {
    return this.#outputs.shift();
  }

  close(): void {
    this.closed = true;
  }
}

/** A session that says goodbye 50 ms after it was closed, or never. */
class LingeringSession extends EagerSession {
  #saidMs = Infinity;

  constructor(readonly goodbye: Transmission | undefined) {
    super();
  }

  override close(): void {
    this.#saidMs = performance.now() + 50;
  }

  override handleTimeout(): void {
    this.timeouts++;
    if (performance.now() >= this.#saidMs && this.goodbye !== undefined) super.close();
  }

  override poll(): SessionOutput | undefined {
    if (!this.closed || this.#saidMs === Infinity) return super.poll();
    this.#saidMs = Infinity;
    return this.goodbye;
  }
}

const sockets = { listen: () => undefined, close: () => Promise.resolve() } as unknown as UdpSocketPair;

function run(session: EagerSession, onGoodbye: () => void): SessionRunner {
  const events = new EventEmitter<EndpointEvents>().on('goodbye', onGoodbye);
  return new SessionRunner(session as unknown as Session, sockets, events);
}

describe('a session between sockets and timers', () => {
  it('is told the wall clock before anything else, and woken when it wants to be', async () => {
    const session = new EagerSession();
    const runner = run(session, () => expect(session.wallClocks).toBe(1));
    expect(session).toMatchObject({ wallClocks: 1, timeouts: 0 });
    await vi.waitUntil(() => session.timeouts > 3, PATIENCE);
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

  it('is woken in time although a listener has thrown', async () => {
    const session = new EagerSession();
    const runner = run(session, () => undefined);
    const failing = run(new EagerSession(), () => {
      throw new Error('of the listener');
    });
    expect(() => failing.settle()).toThrow('of the listener');
    expect(failing.deadlineMs).toBeGreaterThan(0);
    await Promise.all([runner.close(), failing.close()]);
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

describe('RFC 3550 §6.3.7: a goodbye that has to wait', () => {
  it('leaves before the sockets are closed', async () => {
    const said: string[] = [];
    const pair = {
      listen: () => undefined,
      send: () => void said.push('goodbye'),
      close: () => Promise.resolve(void said.push('closed')),
    } as unknown as UdpSocketPair;
    const goodbye: Transmission = {
      type: 'transmit',
      channel: 'rtcp',
      bytes: new Uint8Array(1),
      to: { host: '', port: 1 },
    };
    const session = new LingeringSession(goodbye);
    const runner = new SessionRunner(session as unknown as Session, pair, new EventEmitter());
    const startMs = performance.now();
    await runner.close();
    expect(said).toEqual(['goodbye', 'closed']);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(49);
  });

  it('is not waited for longer than five seconds', async () => {
    vi.useFakeTimers();
    const runner = new SessionRunner(
      new LingeringSession(undefined) as unknown as Session,
      sockets,
      new EventEmitter(),
    );
    let closed = false;
    const closing = runner.close().then(() => (closed = true));
    await vi.advanceTimersByTimeAsync(4900);
    expect(closed).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    vi.useRealTimers();
    await closing;
  });
});
