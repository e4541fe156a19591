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

  it('§6.2: lets the first go now, however many there are then, and none after it', () => {
    const schedule = new RtcpSchedule({}, always(0.5));
    schedule.expedite(0);
    expect(schedule.nextTimeout()).toBe(Infinity);
    schedule.begin(0, alone);
    schedule.expedite(70);
    expect(schedule.nextTimeout()).toBe(70);
    expect(schedule.due(70, { members: 1000, senders: 1, weSent: false })).toBe(true);
    schedule.sent(70, 100, alone);
    schedule.expedite(80);
    expect(schedule.nextTimeout()).toBeCloseTo(70 + 5000 / COMPENSATION, 6);
  });

  it('§6.2: lets the first go now where its time has come unseen, and is not drawn anew', () => {
    const schedule = new RtcpSchedule({}, new SeededRandom(3).uint32);
    for (let now = 0; now < 1e6; now += 5000) {
      schedule.suppress(now, alone);
      schedule.expedite(now + 2000);
      expect(schedule.due(now + 2000, alone)).toBe(true);
    }
  });

  it('RFC 3556 §2: lets nothing go where there is no bandwidth for it', () => {
    const schedule = new RtcpSchedule({ senderBandwidth: 3200, receiverBandwidth: 0 }, always(0.5));
    schedule.begin(0, alone);
    schedule.expedite(70);
    expect(schedule.nextTimeout()).toBe(Infinity);
    expect(schedule.due(1e9, alone)).toBe(false);
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

describe('RFC 3550 §6.3.4 reverse reconsideration', () => {
  const crowd = { members: 200, senders: 0, weSent: false };
  const intervalMs = (200 * 128 * 1000) / 300 / COMPENSATION;

  function begun(): RtcpSchedule {
    const schedule = new RtcpSchedule({}, always(0.5));
    schedule.begin(0, crowd);
    expect(schedule.nextTimeout()).toBeCloseTo(intervalMs, 6);
    return schedule;
  }

  it('brings the time nearer by as many as have left', () => {
    const schedule = begun();
    schedule.reconsider(1000, { ...crowd, members: 50 });
    expect(schedule.nextTimeout()).toBeCloseTo(1000 + (intervalMs - 1000) / 4, 6);
  });

  it('moves the last transmission with it, so that the timer does not expire in vain', () => {
    const schedule = begun();
    schedule.reconsider(1000, { ...crowd, members: 20 });
    expect(schedule.due(schedule.nextTimeout() + 0.001, { ...crowd, members: 20 })).toBe(true);
  });

  it('counts those only once who leave one after the other', () => {
    const schedule = begun();
    for (let members = 199; members >= 50; members--) schedule.reconsider(1000, { ...crowd, members });
    expect(schedule.nextTimeout()).toBeCloseTo(1000 + (intervalMs - 1000) / 4, 6);
  });

  it('changes nothing when members have come, nor before it has begun', () => {
    const schedule = begun();
    schedule.reconsider(1000, { ...crowd, members: 201 });
    schedule.reconsider(1000, crowd);
    expect(schedule.nextTimeout()).toBeCloseTo(intervalMs, 6);
    const idle = new RtcpSchedule({}, always(0.5));
    idle.reconsider(1000, crowd);
    expect(idle.nextTimeout()).toBe(Infinity);
  });

  it('§6.3.8: brings the time nearer when we begin to send, as a sender reports more often', () => {
    const schedule = begun();
    expect(schedule.weSent).toBe(false);
    schedule.reconsider(1000, { members: 200, senders: 1, weSent: true });
    expect(schedule.weSent).toBe(true);
    const receiverMs = (199 * 128 * 1000) / 300;
    expect(schedule.nextTimeout()).toBeCloseTo(1000 + ((intervalMs - 1000) * 2500) / receiverMs, 6);
  });
});

describe('a sender that pauses', () => {
  it('does not bring the time nearer once more, for it was set for a sender', () => {
    const sender = { members: 200, senders: 1, weSent: true };
    const schedule = new RtcpSchedule({}, always(0.5));
    schedule.begin(0, sender);
    const before = schedule.nextTimeout();
    schedule.reconsider(1000, { ...sender, senders: 0, weSent: false });
    schedule.reconsider(1500, sender);
    expect(schedule.nextTimeout()).toBe(before);
  });
});

describe('RFC 3556 §2 no bandwidth', () => {
  const receiver = { members: 2, senders: 1, weSent: false };
  const sender = { members: 2, senders: 1, weSent: true };

  it('for receivers: begins, and sends nothing until we send RTP', () => {
    const schedule = new RtcpSchedule({ senderBandwidth: 800, receiverBandwidth: 0 }, always(0.5));
    schedule.begin(0, receiver);
    expect(schedule).toMatchObject({ begun: true, weSent: false });
    expect(schedule.nextTimeout()).toBe(Infinity);
    expect(schedule.due(1e9, receiver)).toBe(false);
    expect(schedule.maySend(receiver)).toBe(false);
    schedule.reconsider(20_000, sender);
    expect(schedule.maySend(sender)).toBe(true);
    expect(schedule.nextTimeout()).toBeCloseTo(20_000 + 2500 / COMPENSATION, 6);
    expect(schedule.due(25_000, receiver)).toBe(false);
    expect(schedule.nextTimeout()).toBe(Infinity);
  });

  it('for receivers, while senders take all that is measured: begins when more is', () => {
    const schedule = new RtcpSchedule({ senderBandwidth: 5000 }, always(0.5));
    schedule.begin(0, receiver);
    schedule.reconsider(1000, receiver);
    expect(schedule.nextTimeout()).toBe(Infinity);
    schedule.reconsider(2000, { ...receiver, mediaRate: 1_000_000 });
    expect(schedule.nextTimeout()).toBeCloseTo(2000 + 2500 / COMPENSATION, 6);
  });

  it('for anybody: sends nothing, ever', () => {
    const schedule = new RtcpSchedule({ senderBandwidth: 0, receiverBandwidth: 0 }, always(0.5));
    schedule.begin(0, receiver);
    schedule.reconsider(10, sender);
    schedule.reconsider(20, { members: 1, senders: 0, weSent: false });
    expect(schedule.nextTimeout()).toBe(Infinity);
  });
});

describe('RFC 3550 §6.3.5 time-out', () => {
  const two = { members: 2, senders: 1, weSent: true };

  it('takes five intervals of a receiver', () => {
    const schedule = new RtcpSchedule({}, always(0.5));
    expect(schedule.participantTimeoutMs(two)).toBe(25_000);
    expect(schedule.participantTimeoutMs({ ...two, members: 1001 })).toBe((5 * 1000 * 128 * 1000) / 300);
  });

  it('does not shorten by what is only measured: others may have measured less', () => {
    const crowd = { ...two, members: 1001 };
    const schedule = new RtcpSchedule({}, always(0.5));
    expect(schedule.participantTimeoutMs({ ...crowd, mediaRate: 1e9 })).toBe(schedule.participantTimeoutMs(crowd));
  });

  it('§6.2: takes the fixed minimum where we ourselves use a shorter one', () => {
    for (const options of [{ reducedMinimum: true, bandwidth: 3_600_000 }, { profile: 'AVPF' } as const]) {
      const schedule = new RtcpSchedule(options, always(0.5));
      expect(schedule.participantTimeoutMs(two)).toBe(25_000);
    }
  });

  it('RFC 4585 §3.5.4: takes the trr-int where reports are wanted less often', () => {
    const schedule = new RtcpSchedule({ profile: 'AVPF', regularIntervalMs: 20_000 }, always(0.5));
    expect(schedule.participantTimeoutMs(two)).toBe(100_000);
  });

  it('takes those of a sender where receivers have no bandwidth, and the minimum where nobody has', () => {
    const senders = { members: 100, senders: 100, weSent: false };
    const some = new RtcpSchedule({ senderBandwidth: 800, receiverBandwidth: 0 }, always(0.5));
    expect(some.participantTimeoutMs(senders)).toBe(5 * 128_000);
    const none = new RtcpSchedule({ senderBandwidth: 0, receiverBandwidth: 0 }, always(0.5));
    expect(none.participantTimeoutMs(senders)).toBe(25_000);
  });
});

describe('RFC 3550 §6.3.3 average size', () => {
  it('takes a sixteenth of each compound that comes or leaves', () => {
    const schedule = new RtcpSchedule({}, always(0.5), 160);
    schedule.received(320);
    expect(schedule.averageSize).toBe(170);
    schedule.begin(0, alone);
    schedule.sent(5000, 10, alone);
    expect(schedule.averageSize).toBe(160);
  });
});
