import { beforeEach, describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../src/lab/seeded-random.js';
import type { RtcpPacket } from '../../../src/rtcp/index.js';
import { FeedbackScheduler } from '../../../src/session/feedback/feedback-scheduler.js';
import { RegularInterval } from '../../../src/session/reports/regular-interval.js';
import { RtcpSchedule } from '../../../src/session/reports/rtcp-schedule.js';
import type { RtcpOptions } from '../../../src/session/session-options.js';

const MEMBERSHIP = { members: 20, senders: 1, weSent: false };
const INDICATION: RtcpPacket = { type: 'picture-loss-indication', ssrc: 0, mediaSsrc: 1 };

let schedule: RtcpSchedule;
let regularInterval: RegularInterval;
let scheduler: FeedbackScheduler;

function open(options: RtcpOptions, pointToPoint: boolean, seed = 1): void {
  const { uint32: randomUint32 } = new SeededRandom(seed);
  schedule = new RtcpSchedule(options, randomUint32);
  schedule.begin(0, MEMBERSHIP);
  regularInterval = new RegularInterval(options, randomUint32);
  scheduler = new FeedbackScheduler({
    options,
    schedule,
    regularInterval,
    randomUint32,
    membership: () => MEMBERSHIP,
    isPointToPoint: () => pointToPoint,
  });
}

beforeEach(() => open({ profile: 'AVPF' }, false));

describe('RFC 4585 §3.5.2 early feedback', () => {
  it('leaves at a random time within half an interval, in a group', () => {
    const shares: number[] = [];
    for (let seed = 0; seed < 200; seed++) {
      open({ profile: 'AVPF' }, false, seed);
      scheduler.request(0, INDICATION);
      shares.push(scheduler.nextTimeout() / (0.5 * schedule.intervalMs));
    }
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
    expect(shares.reduce((sum, share) => sum + share, 0) / 200).toBeCloseTo(0.5, 1);
  });

  it('leaves at once between two', () => {
    open({ profile: 'AVPF' }, true);
    scheduler.request(7, INDICATION);
    expect(scheduler.nextTimeout()).toBe(7);
  });

  it('waits for the report where that comes first (step 3)', () => {
    const reportMs = schedule.nextTimeout();
    scheduler.request(reportMs - 0.4 * schedule.intervalMs, INDICATION);
    expect(scheduler.nextTimeout()).toBe(Infinity);
    expect(scheduler.takeRegular(reportMs).packets).toEqual([INDICATION]);
  });

  it('waits no longer for a report that is put off for those who have joined (RFC 3550 §6.3.6)', () => {
    open({ profile: 'AVPF' }, true);
    const reportMs = schedule.nextTimeout();
    scheduler.request(reportMs + 1, INDICATION);
    expect(scheduler.nextTimeout()).toBe(Infinity);
    expect(schedule.due(reportMs + 2, { ...MEMBERSHIP, members: 40 })).toBe(false);
    scheduler.postponed(reportMs + 2);
    expect(scheduler.nextTimeout()).toBe(reportMs + 2);
  });

  it('is joined by what is said meanwhile, its time unchanged (step 2a)', () => {
    scheduler.request(0, INDICATION);
    const earlyMs = scheduler.nextTimeout();
    scheduler.request(earlyMs / 2, { ...INDICATION, mediaSsrc: 2 });
    expect(scheduler.nextTimeout()).toBe(earlyMs);
    expect(scheduler.takeEarly(earlyMs).packets).toHaveLength(2);
  });

  it('is allowed once, and again after the regular time, one of which is skipped (step 6)', () => {
    const reportMs = schedule.nextTimeout();
    scheduler.request(0, INDICATION);
    scheduler.takeEarly(scheduler.nextTimeout());
    expect(schedule.nextTimeout()).toBe(2 * reportMs);
    scheduler.request(reportMs / 2, INDICATION);
    expect(scheduler.nextTimeout()).toBe(Infinity);
    expect(scheduler.takeRegular(2 * reportMs).packets).toEqual([INDICATION]);
    schedule.sent(2 * reportMs, 128, MEMBERSHIP);
    scheduler.request(2 * reportMs, INDICATION);
    expect(scheduler.nextTimeout()).toBeLessThan(Infinity);
  });

  it('is dropped where it would come too late (step 4a)', () => {
    const reportMs = schedule.nextTimeout();
    scheduler.request(0, INDICATION);
    scheduler.takeEarly(scheduler.nextTimeout());
    scheduler.request(reportMs / 2, INDICATION, reportMs);
    expect(scheduler.takeRegular(2 * reportMs).packets).toEqual([]);
    expect(scheduler.drops.byReason).toEqual({ 'feedback-too-late': 1 });
  });

  it('is given up when another has given it meanwhile (step 5a)', () => {
    scheduler.request(0, INDICATION);
    scheduler.heard(1, INDICATION);
    expect(scheduler.nextTimeout()).toBe(Infinity);
    expect(scheduler.takeRegular(schedule.nextTimeout()).packets).toEqual([]);
    scheduler.request(1000, INDICATION);
    expect(scheduler.nextTimeout()).toBe(Infinity);
    expect(scheduler.drops.byReason).toEqual({ 'feedback-of-another': 2 });
  });

  it('is taken back when what it asks for has come', () => {
    scheduler.request(0, INDICATION);
    scheduler.request(0, { type: 'generic-nack', ssrc: 0, mediaSsrc: 1, sequenceNumbers: [1, 2] });
    scheduler.withdraw(INDICATION);
    const left: RtcpPacket = { type: 'generic-nack', ssrc: 0, mediaSsrc: 1, sequenceNumbers: [2] };
    scheduler.withdraw({ ...left, sequenceNumbers: [1] });
    expect(scheduler.nextTimeout()).toBeLessThan(Infinity);
    scheduler.withdraw(left);
    expect(scheduler.nextTimeout()).toBe(Infinity);
  });

  it('is not given up between two, whatever somebody says that others have said', () => {
    open({ profile: 'AVPF' }, true);
    scheduler.heard(0, INDICATION);
    scheduler.request(1, INDICATION);
    scheduler.heard(1, INDICATION);
    expect(scheduler.takeEarly(1).packets).toEqual([INDICATION]);
  });

  it('waits while no bandwidth is ours (RFC 3556 §2)', () => {
    open({ profile: 'AVPF', receiverBandwidth: 0, senderBandwidth: 0 }, true);
    scheduler.request(0, INDICATION);
    expect(scheduler.nextTimeout()).toBe(Infinity);
  });
});

describe('the profile AVP', () => {
  it('lets feedback leave with the next report only', () => {
    open({ profile: 'AVP' }, true);
    scheduler.request(0, INDICATION);
    expect(scheduler.nextTimeout()).toBe(Infinity);
    expect(scheduler.takeRegular(5000).packets).toEqual([INDICATION]);
  });

  it('is the default', () => {
    open({}, true);
    scheduler.request(0, INDICATION);
    expect(scheduler.nextTimeout()).toBe(Infinity);
  });
});

describe('immediate feedback beyond what is allowed early', () => {
  it('leaves as soon as our share of the bandwidth has paid for what left before', () => {
    open({ profile: 'AVPF', bandwidth: 64_000 }, true);
    scheduler.request(0, INDICATION);
    scheduler.takeEarly(0);
    scheduler.spent(0, 128);
    scheduler.request(10, INDICATION);
    // 75 % of 5 % of 64 kbit/s are 300 octets a second, for 19 receivers.
    expect(scheduler.nextTimeout()).toBeCloseTo((128 * 19) / 0.3, 6);
  });

  it('leaves with the report where that comes sooner', () => {
    open({ profile: 'AVPF', bandwidth: 64_000 }, true);
    scheduler.request(0, INDICATION);
    scheduler.takeEarly(0);
    scheduler.spent(0, 1280);
    scheduler.request(10, INDICATION);
    expect(scheduler.nextTimeout()).toBe(Infinity);
  });
});
