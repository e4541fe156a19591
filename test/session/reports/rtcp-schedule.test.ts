import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../src/lab/seeded-random.js';
import { RtcpSchedule } from '../../../src/session/reports/rtcp-schedule.js';

const alone = { members: 1, senders: 0, weSent: false };
const COMPENSATION = 1.21828;

function always(share: number): () => number {
  return () => share * 2 ** 32;
}

describe('RFC 3550 §6.3 transmission rules', () => {
  it('is due for nothing before it has begun', () => {
    const schedule = new RtcpSchedule({}, always(0.5));
    expect(schedule.nextTimeout()).toBe(Infinity);
    expect(schedule.due(1e9, alone)).toBe(false);
  });

  it('gives the first packet half the minimum interval', () => {
    const schedule = new RtcpSchedule({}, always(0.5));
    schedule.begin(1000, alone);
    expect(schedule.nextTimeout()).toBeCloseTo(1000 + 2500 / COMPENSATION, 6);
    schedule.sent(4000, 100, alone);
    expect(schedule.nextTimeout()).toBeCloseTo(4000 + 5000 / COMPENSATION, 6);
  });

  it('§6.3.6: moves on when the session has grown meanwhile', () => {
    const schedule = new RtcpSchedule({}, always(0.5));
    schedule.begin(0, alone);
    const crowd = { members: 1000, senders: 1, weSent: false };
    const first = schedule.nextTimeout();
    expect(schedule.due(first, crowd)).toBe(false);
    expect(schedule.nextTimeout()).toBeGreaterThan(100 * first);
  });

  it('sends once after a long suspension, not once for each interval missed', () => {
    const schedule = new RtcpSchedule({}, always(0.5));
    schedule.begin(0, alone);
    expect(schedule.due(3_600_000, alone)).toBe(true);
    schedule.sent(3_600_000, 100, alone);
    expect(schedule.due(3_600_001, alone)).toBe(false);
  });

  it('uses the reduced minimum when asked to', () => {
    const schedule = new RtcpSchedule({ bandwidth: 3_600_000, reducedMinimum: true }, always(0.5));
    schedule.begin(0, alone);
    expect(schedule.nextTimeout()).toBeCloseTo(50 / COMPENSATION, 6);
  });

  it('sends every Td on average, because the compensation undoes what reconsideration adds', () => {
    const schedule = new RtcpSchedule({}, new SeededRandom(3).uint32);
    const two = { members: 2, senders: 1, weSent: true };
    schedule.begin(0, two);
    let sent = 0;
    let now = 0;
    while (now < 50_000_000) {
      now = schedule.nextTimeout();
      if (!schedule.due(now, two)) continue;
      schedule.sent(now, 100, two);
      sent++;
    }
    expect(now / sent / 5000).toBeGreaterThan(0.95);
    expect(now / sent / 5000).toBeLessThan(1.05);
  });
});
