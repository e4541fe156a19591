import { describe, expect, it } from 'vitest';
import type { SenderReport } from '../../../src/rtcp/index.js';
import { RemoteOutbound } from '../../../src/session/incoming/remote-outbound.js';

function report(packets: number): SenderReport {
  return {
    type: 'sender-report',
    ssrc: 1,
    ntpTimestamp: { seconds: 4_000_000_000 + packets, fraction: 0 },
    rtpTimestamp: 0,
    senderPacketCount: packets,
    senderOctetCount: 100 * packets,
    reportBlocks: [],
  };
}

describe('remote-outbound-rtp', () => {
  it('is absent before the first report, then what the last one says', () => {
    const remote = new RemoteOutbound();
    expect(remote.statistics).toBeUndefined();
    for (const packets of [50, 300]) remote.heard(report(packets));
    remote.heardRoundTrip(30);
    expect(remote.statistics).toEqual({
      packetsSent: 300,
      bytesSent: 30_000,
      remoteTimestamp: { seconds: 4_000_000_300, fraction: 0 },
      reportsSent: 2,
      roundTripTime: 0.03,
      totalRoundTripTime: 0.03,
      roundTripTimeMeasurements: 1,
    });
  });
});
