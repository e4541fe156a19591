import { describe, expect, it } from 'vitest';
import type { Address } from '../../../src/session/address.js';
import { isPointToPoint } from '../../../src/session/feedback/point-to-point.js';
import { Source } from '../../../src/session/participants/source.js';

const PEER = { host: '10.0.0.1', port: 5005 };

/** Participants, each heard from one of the places. */
function heardFrom(...places: Address[]): Source[] {
  return places.map((place, index) => {
    const source = new Source(index, 0);
    source.rtcpAddress = place;
    source.begin(0, { ...place, port: place.port - 1 });
    return source;
  });
}

describe('RFC 4585 §3.4 point-to-point sessions', () => {
  it('have all their sources in one place', () => {
    expect(isPointToPoint([], PEER)).toBe(true);
    expect(isPointToPoint(heardFrom(PEER, PEER, PEER), PEER)).toBe(true);
    expect(isPointToPoint(heardFrom(PEER, { ...PEER, port: 7005 }), PEER)).toBe(false);
    expect(isPointToPoint(heardFrom(PEER, { ...PEER, host: '10.0.0.2' }), PEER)).toBe(false);
  });

  it('are none where a group hears what is said', () => {
    expect(isPointToPoint(heardFrom(PEER), { host: '239.1.2.3', port: 5005 })).toBe(false);
    expect(isPointToPoint(heardFrom(PEER), { host: 'ff15::1', port: 5005 })).toBe(false);
  });

  it('stay such when the peer goes on from another port, once the one it had is known to be over', () => {
    const sources = heardFrom(PEER, { ...PEER, port: 7005 });
    sources[0]!.heardGoodbye(0);
    expect(isPointToPoint(sources, PEER)).toBe(true);
  });
});
