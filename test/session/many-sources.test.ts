/** One session with as many sources as a large conference has. */

import { describe, expect, it, vi } from 'vitest';
import { Source } from '../../src/session/participants/source.js';
import { HOME, SessionDriver } from './session-driver.js';
import { toyPacket } from './toy-stream.js';

const SOURCES = 1000;
const PACKETS = 20;

describe('a session with a thousand sources', () => {
  // Every packet had all sources looked at: such a session took all of a processor and handed on one frame in a hundred.
  it('hands on every frame of each of them, and looks at a source only when something of it is due', () => {
    const visits = vi.spyOn(Source.prototype, 'handleTimeout');
    const driver = new SessionDriver({ maxSources: SOURCES, latencyMs: 100 });
    for (let index = 0; index < PACKETS; index++) {
      for (let source = 0; source < SOURCES; source++) {
        const packet = toyPacket({ ssrc: source + 1, sequenceNumber: index, timestamp: index * 1800 });
        driver.runTo(index * 20 + source / 50);
        driver.session.handleDatagram(driver.now, packet, HOME, 'rtp');
      }
    }
    driver.runTo(PACKETS * 20 + 200);
    const frames = driver.said.filter(({ output }) => output.type === 'frame');
    expect(frames.length).toBe(SOURCES * PACKETS);
    expect(visits.mock.calls.length).toBeLessThan(4 * SOURCES * PACKETS);
    visits.mockRestore();
    expect(driver.said.some(({ output }) => output.type === 'restart')).toBe(false);
  });
});
