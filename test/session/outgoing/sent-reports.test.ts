import { describe, expect, it } from 'vitest';
import { middle32 } from '../../../src/clock/ntp-timestamp.js';
import { SentReports } from '../../../src/session/outgoing/sent-reports.js';

const ntp = { seconds: 0xb705_1234, fraction: 0x8000_0000 };
const lastSenderReport = middle32(ntp);

function reported(): SentReports {
  const reports = new SentReports();
  reports.remember(1000, ntp);
  return reports;
}

describe('RFC 3550 §6.4.1 round trip', () => {
  it('is the time since the report, less the time the receiver held it', () => {
    expect(reported().roundTripMs(1750, lastSenderReport, 0.5 * 65_536)).toBe(250);
  });

  it('B38: is absent when no report was received', () => {
    expect(reported().roundTripMs(1750, 0, 0)).toBeUndefined();
  });

  it('B38: is absent for a report from the future, or one that never was', () => {
    expect(reported().roundTripMs(1750, (lastSenderReport + 65_536) >>> 0, 0)).toBeUndefined();
  });

  it('B38: is absent, not negative and not 2^32, when the delay exceeds the time that has passed', () => {
    expect(reported().roundTripMs(1750, lastSenderReport, 65_536)).toBeUndefined();
    expect(reported().roundTripMs(1750, lastSenderReport, 0xffff_ffff)).toBeUndefined();
  });

  it('remembers a bounded number of reports', () => {
    const reports = reported();
    for (let index = 1; index <= 32; index++) reports.remember(index, { seconds: index, fraction: 0 });
    expect(reports.roundTripMs(1750, lastSenderReport, 0)).toBeUndefined();
    expect(reports.roundTripMs(1750, middle32({ seconds: 1, fraction: 0 }), 0)).toBe(1749);
  });
});
