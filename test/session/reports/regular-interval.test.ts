import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../src/lab/seeded-random.js';
import { RegularInterval, regularIntervalMs } from '../../../src/session/reports/regular-interval.js';
import { compoundsOf, type SentCompound } from '../feedback/sent-compounds.js';
import { keyFrameFormat, KEY_FRAME } from '../feedback/key-frame-format.js';
import { VirtualLink, type Peer } from '../virtual-link.js';

const format = keyFrameFormat();
const feedback = ['nack pli'] as const;
const rtcp = { profile: 'AVPF', bandwidth: 1_000_000 } as const;

/** Two ends of which the first may send. */
function open(options: object = rtcp): VirtualLink {
  return new VirtualLink(
    { rtcp: options, remote: { host: 'b', port: 5004 } },
    { rtcp: options, receive: [{ payloadType: 96, format, feedback }], remote: { host: 'a', port: 5004 } },
  );
}

function reportsOf(peer: Peer, sinceMs = 0): SentCompound[] {
  return compoundsOf(peer.said).filter(({ at, packets }) => at >= sinceMs && packets.length === 2);
}

describe('RFC 4585 §3.4 T_rr_interval', () => {
  it('is five seconds in AVPF where nobody has told, as in GStreamer; AVP has none', () => {
    expect(regularIntervalMs({ profile: 'AVPF' })).toBe(5000);
    expect(regularIntervalMs({ profile: 'AVPF', regularIntervalMs: 0 })).toBe(0);
    expect(regularIntervalMs({})).toBe(0);
  });

  it('is drawn from half to one and a half of that, once for each report', () => {
    const interval = new RegularInterval({ profile: 'AVPF' }, new SeededRandom(1).uint32);
    expect(interval.endMs).toBe(-Infinity);
    const lengths = Array.from({ length: 1000 }, () => {
      interval.begin(1000);
      return interval.endMs - 1000;
    });
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(2500);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(7500);
    expect(lengths.reduce((sum, length) => sum + length, 0) / 1000).toBeCloseTo(5000, -3);
  });

  it('is cut short only where nobody has told one', () => {
    for (const [told, endMs] of [
      [{}, -Infinity],
      [{ regularIntervalMs: 2000 }, 2000],
    ] as const) {
      const interval = new RegularInterval({ profile: 'AVPF', ...told }, () => 2 ** 31);
      interval.begin(0);
      interval.cutShort();
      expect(interval.endMs).toBe(endMs);
    }
  });
});

describe('an idle AVPF session with 1 Mbit/s', () => {
  it('reports every five seconds, and need not wake between', () => {
    const link = open();
    const { session } = link.a;
    let wakes = 0;
    while (link.now < 601_000) {
      link.runTo(Math.max(session.nextTimeout(), link.now + 1));
      wakes++;
    }
    const count = reportsOf(link.a).length;
    expect(count).toBeGreaterThan(105);
    expect(count).toBeLessThan(135);
    expect(wakes).toBeLessThan(2 * count);
  });

  it('reports as often as its bandwidth allows where that is told', () => {
    const link = open({ ...rtcp, regularIntervalMs: 0 });
    link.runTo(11_000);
    expect(reportsOf(link.a).length).toBeGreaterThan(300);
  });

  it('gives its first report at once', () => {
    const link = open();
    link.runTo(1100);
    expect(reportsOf(link.a)).toHaveLength(1);
    expect(reportsOf(link.b)).toHaveLength(1);
  });

  it('tells of a stream that begins, and answers its sender, without waiting: both know what they need', () => {
    const link = open();
    link.runTo(1200);
    const outgoing = link.a.session.addOutgoing({ format });
    for (let index = 0; index < 5; index++) {
      link.act((now) => outgoing.send(now, KEY_FRAME));
      link.runTo(link.now + 20);
    }
    expect(reportsOf(link.a, 1200).map(({ packets }) => packets[0]!.type)).toEqual(['sender-report']);
    expect(outgoing.roundTripMs).toBeCloseTo(20, 0);
    link.runTo(2200);
    expect(reportsOf(link.a, 1200)).toHaveLength(1);
    expect(reportsOf(link.b, 1200).length).toBeLessThan(3);
  });

  it('still lets feedback leave at once, at any time', () => {
    const link = open();
    const outgoing = link.a.session.addOutgoing({ format, feedback });
    for (let index = 0; index < 250; index++) {
      link.act((now) => outgoing.send(now, KEY_FRAME));
      link.runTo(link.now + 40);
      if (index % 10 !== 9) continue;
      const askedMs = link.now;
      link.act((now) => void [...link.b.session.incoming.values()][0]!.requestKeyFrame(now));
      link.runTo(askedMs + 1);
      const last = compoundsOf(link.b.said).at(-1)!;
      expect(last.at).toBe(askedMs);
      expect(last.packets.map(({ type }) => type)).toContain('picture-loss-indication');
    }
    expect(reportsOf(link.b).length).toBeLessThan(8);
  });
});
