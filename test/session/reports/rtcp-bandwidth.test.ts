import { describe, expect, it } from 'vitest';
import { rtcpBandwidth } from '../../../src/session/reports/rtcp-bandwidth.js';

describe('RFC 3550 §6.2 RTCP bandwidth', () => {
  it('is 5 % of the session bandwidth, a quarter of it for senders', () => {
    expect(rtcpBandwidth({})).toEqual({ octetsPerSecond: 400, senderShare: 0.25 });
    expect(rtcpBandwidth({ bandwidth: 1_000_000 })).toEqual({ octetsPerSecond: 6250, senderShare: 0.25 });
  });

  it('is that of what was measured where none was told, of 64 kbit/s at least', () => {
    expect(rtcpBandwidth({}, 1_000_000).octetsPerSecond).toBe(6250);
    expect(rtcpBandwidth({}, 63_999).octetsPerSecond).toBe(400);
    expect(rtcpBandwidth({ bandwidth: 8000 }, 1_000_000).octetsPerSecond).toBe(50);
    expect(rtcpBandwidth({ senderBandwidth: 10_000 }, 1_000_000)).toEqual({ octetsPerSecond: 6250, senderShare: 0.2 });
  });

  it('refuses a bandwidth that is none', () => {
    for (const bandwidth of [0, -1, Number.NaN, Infinity]) {
      expect(() => rtcpBandwidth({ bandwidth })).toThrow(RangeError);
    }
    for (const value of [-1, Number.NaN, Infinity]) {
      expect(() => rtcpBandwidth({ senderBandwidth: value })).toThrow('rtcp.senderBandwidth');
      expect(() => rtcpBandwidth({ receiverBandwidth: value })).toThrow('rtcp.receiverBandwidth');
    }
  });
});

describe('RFC 3556 §2 b=RS and b=RR', () => {
  it('replace the share of the session bandwidth', () => {
    expect(rtcpBandwidth({ senderBandwidth: 800, receiverBandwidth: 2400 })).toEqual({
      octetsPerSecond: 400,
      senderShare: 0.25,
    });
  });

  it('may be zero', () => {
    expect(rtcpBandwidth({ senderBandwidth: 800, receiverBandwidth: 0 })).toEqual({
      octetsPerSecond: 100,
      senderShare: 1,
    });
    expect(rtcpBandwidth({ senderBandwidth: 0, receiverBandwidth: 800 })).toEqual({
      octetsPerSecond: 100,
      senderShare: 0,
    });
    expect(rtcpBandwidth({ senderBandwidth: 0, receiverBandwidth: 0 }).octetsPerSecond).toBe(0);
  });

  it('§3: where only one is told, the other is what that leaves of 5 %, and not less than nothing', () => {
    expect(rtcpBandwidth({ senderBandwidth: 1600 })).toEqual({ octetsPerSecond: 400, senderShare: 0.5 });
    expect(rtcpBandwidth({ receiverBandwidth: 800 })).toEqual({ octetsPerSecond: 400, senderShare: 0.75 });
    expect(rtcpBandwidth({ receiverBandwidth: 8000 })).toEqual({ octetsPerSecond: 1000, senderShare: 0 });
  });
});
