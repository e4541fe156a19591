import { describe, expect, it } from 'vitest';
import type { ReportBlock } from '../../../src/rtcp/index.js';
import { RemoteInbound } from '../../../src/session/outgoing/remote-inbound.js';

function block(fields: Partial<ReportBlock> = {}): ReportBlock {
  return {
    ssrc: 1,
    fractionLost: 0,
    cumulativeLost: 0,
    extendedHighestSequenceNumber: 0,
    interarrivalJitter: 0,
    lastSenderReport: 0,
    delaySinceLastSenderReport: 0,
    ...fields,
  };
}

describe('remote-inbound-rtp', () => {
  it('describes each receiver by itself, in seconds and shares', () => {
    const remote = new RemoteInbound(90_000);
    remote.heard(7, block({ fractionLost: 64, cumulativeLost: 10, interarrivalJitter: 900 }), 50);
    remote.heard(8, block({ cumulativeLost: -1 }), undefined);
    expect(remote.receivers.get(7)).toEqual({
      ssrc: 7,
      fractionLost: 0.25,
      packetsLost: 10,
      jitter: 0.01,
      roundTripTime: 0.05,
      totalRoundTripTime: 0.05,
      roundTripTimeMeasurements: 1,
    });
    expect(remote.last).toMatchObject({
      ssrc: 8,
      packetsLost: -1,
      roundTripTime: undefined,
      roundTripTimeMeasurements: 0,
    });
  });

  it('adds up the round trips, and keeps the last where a block allows none', () => {
    const remote = new RemoteInbound(8000);
    for (const roundTripMs of [40, undefined, 60, undefined]) remote.heard(7, block(), roundTripMs);
    const [statistics] = remote.receivers.values();
    expect(statistics).toMatchObject({ roundTripTime: 0.06, roundTripTimeMeasurements: 2 });
    expect(statistics!.totalRoundTripTime).toBeCloseTo(0.1, 9);
  });

  it('B80: is bounded, whoever reports', () => {
    const remote = new RemoteInbound(8000);
    for (let ssrc = 0; ssrc < 10_000; ssrc++) remote.heard(ssrc, block(), undefined);
    expect(remote.receivers.size).toBe(4096);
    expect([remote.receivers.has(0), remote.receivers.has(9999)]).toEqual([false, true]);
    remote.forget(9999);
    expect(remote.receivers.has(9999)).toBe(false);
  });
});
