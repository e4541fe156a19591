import { describe, expect, it } from 'vitest';
import { SessionDriver, type Sender } from '../session-driver.js';

const FIRST: Sender = { ssrc: 1, from: { host: 'a', port: 5004 } };
const SECOND: Sender = { ssrc: 2, from: { host: 'b', port: 6004 } };
const THIRD: Sender = { ssrc: 3, from: { host: 'c', port: 7004 } };

/** Where RTCP went, in order. */
function destinations(driver: SessionDriver): string[] {
  return driver.heard('rtcp-destination').map(({ to }) => `${to.host}:${to.port}`);
}

describe('the source that is answered', () => {
  it('is the first that plays, whoever begins after it', () => {
    const driver = new SessionDriver();
    driver.play(FIRST, 0, 10, 0);
    driver.play(SECOND, 0, 10, 200);
    driver.play(FIRST, 20, 10, 400);
    expect(destinations(driver)).toEqual(['a:5005']);
  });

  it('is the next that plays once it has gone', () => {
    const driver = new SessionDriver();
    for (const sender of [FIRST, SECOND, THIRD]) driver.play(sender, 0, 3, driver.now);
    driver.goodbye(FIRST.ssrc);
    for (let index = 3; index < 500; index++) {
      driver.runTo(driver.now + 20);
      driver.arrive(SECOND, index);
      driver.arrive(THIRD, index);
    }
    expect(destinations(driver)).toEqual(['a:5005', 'b:6005']);
  });

  it('is the one that begins when none is left', () => {
    const driver = new SessionDriver();
    driver.play(FIRST, 0, 3, 0);
    driver.goodbye(FIRST.ssrc);
    driver.runTo(120_000);
    expect(driver.session.incoming.size).toBe(0);
    driver.play(SECOND, 0, 3, 120_000);
    expect(destinations(driver)).toEqual(['a:5005', 'b:6005']);
  });
});
