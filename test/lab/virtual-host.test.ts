import { describe, expect, it } from 'vitest';
import { VirtualHost, VirtualTime } from '../../src/lab/index.js';
import type { SessionOutput } from '../../src/session/session-output.js';
import type { Session } from '../../src/session/session.js';

/** Asks to be woken at fixed times and says each time when it was. */
function clockwork(timeouts: number[], woken: number[]): Session {
  const said: SessionOutput[] = [];
  return {
    poll: () => said.shift(),
    nextTimeout: () => timeouts[0] ?? Infinity,
    handleTimeout(now: number) {
      woken.push(now);
      while (timeouts[0] !== undefined && timeouts[0] <= now) timeouts.shift();
      said.push({ type: 'goodbye', ssrc: now, reason: undefined });
    },
  } as unknown as Session;
}

describe('a session in virtual time', () => {
  it('is woken once for each timeout, at its instant, however often it is spoken to', () => {
    const time = new VirtualTime();
    const woken: number[] = [];
    const heard: number[] = [];
    const host = new VirtualHost(time, clockwork([10, 20, 20.5, 400], woken), {
      transmit: () => undefined,
      event: (event) => heard.push('ssrc' in event ? event.ssrc : -1),
    });
    for (let at = 0; at < 30; at++) time.at(at, () => host.act(() => undefined));
    time.run(100);
    expect(woken).toEqual([10, 20, 20.5]);
    expect(heard).toEqual(woken);
  });

  it('hears of a timeout that moves closer', () => {
    const time = new VirtualTime();
    const woken: number[] = [];
    const timeouts = [50];
    const host = new VirtualHost(time, clockwork(timeouts, woken), { transmit: () => undefined });
    time.at(5, () => host.act(() => timeouts.unshift(7)));
    time.run(100);
    expect(woken).toEqual([7, 50]);
  });
});
