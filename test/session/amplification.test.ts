import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../src/rtcp/index.js';
import type { RtcpOptions } from '../../src/session/session-options.js';
import type { Session } from '../../src/session/session.js';
import { drain, toySession } from './toy-session.js';
import { toyPacket } from './toy-stream.js';

const victim = { host: '203.0.113.66', port: 5004 };
const ssrc = 0x1234_5678;

/** Octets of what goes to a host, with IP and UDP headers, and without. */
class Meter {
  octets = 0;
  octetsOnTheWay = 0;
  datagrams = 0;

  count(session: Session): void {
    for (const output of drain(session)) {
      if (output.type !== 'transmit') continue;
      expect(output.to.host).toBe(victim.host);
      this.add(output.bytes.length);
    }
  }

  add(length: number): void {
    this.datagrams++;
    this.octets += length;
    this.octetsOnTheWay += length + 28;
  }
}

/** An attacker who writes the victim's address into `packets` RTP packets of 13 octets, one each `everyMs`. */
function attack(
  packets: number,
  everyMs: number,
  rtcp: RtcpOptions = {},
): { session: Session; from: Meter; to: Meter } {
  const session = toySession({ rtcp });
  const from = new Meter();
  const to = new Meter();
  let now = 0;
  for (let sequenceNumber = 0; sequenceNumber < packets; sequenceNumber++) {
    now = sequenceNumber * everyMs;
    const bytes = toyPacket({ sequenceNumber, ssrc, payload: Uint8Array.of(1) });
    from.add(bytes.length);
    session.handleDatagram(now, bytes, victim, 'rtp');
    session.handleTimeout(now);
    to.count(session);
  }
  for (const untilMs = now + 120_000; now < untilMs; now += 50) {
    session.handleTimeout(now);
    to.count(session);
  }
  return { session, from, to };
}

describe('B86: reports to an address that was only learnt from packets', () => {
  it('are none where two packets made their source valid', () => {
    const { session, to } = attack(2, 20);
    expect(to.datagrams).toBe(0);
    expect(session.statistics.rtcpPacketsWithheld).toBeGreaterThan(3);
  });

  it.each([
    { packets: 60, everyMs: 1000 },
    { packets: 600, everyMs: 20 },
    { packets: 3000, everyMs: 20 },
  ])('never exceed what came from it: $packets packets, one each $everyMs ms', ({ packets, everyMs }) => {
    for (const profile of ['AVP', 'AVPF'] as const) {
      const { from, to } = attack(packets, everyMs, { profile });
      expect(to.datagrams).toBeGreaterThan(0);
      expect(to.octets).toBeLessThanOrEqual(from.octets);
      expect(to.octetsOnTheWay).toBeLessThanOrEqual(from.octetsOnTheWay);
    }
  });

  it.each(['AVP', 'AVPF'] as const)('keep to the share of RTCP however much comes, with %s', (profile) => {
    const { to } = attack(60_000, 1, { profile });
    const elapsedSeconds = 60 + 120;
    expect(to.octetsOnTheWay).toBeLessThanOrEqual(0.05 * (64_000 / 8) * elapsedSeconds);
  });

  it('begin anew with the next address, so that none is paid for by another', () => {
    const { session } = attack(3000, 20);
    const other = { host: '203.0.113.99', port: 5004 };
    const to = new Meter();
    for (let sequenceNumber = 5000; sequenceNumber < 5002; sequenceNumber++) {
      session.handleDatagram(300_000 + sequenceNumber, toyPacket({ sequenceNumber, ssrc: 7 }), other, 'rtp');
    }
    for (let now = 305_010; now < 330_000; now += 50) session.handleTimeout(now);
    for (const output of drain(session)) {
      if (output.type === 'transmit' && output.to.host === other.host) to.add(output.bytes.length);
    }
    expect(to.datagrams).toBe(0);
  });

  it('end with no goodbye that nothing is left to pay for', () => {
    const session = toySession();
    for (const sequenceNumber of [0, 1, 2, 3, 4, 5, 6, 7]) {
      session.handleDatagram(sequenceNumber, toyPacket({ sequenceNumber, ssrc }), victim, 'rtp');
    }
    for (let now = 0; now < 20_000; now += 50) session.handleTimeout(now);
    session.close(20_000, 'x'.repeat(255));
    const sent = drain(session).filter(({ type }) => type === 'transmit');
    expect(sent).toHaveLength(1);
  });
});

describe('reports to a host that was told or described', () => {
  it.each([{ remote: { host: victim.host } }, { described: { host: victim.host } }])('are all sent: %o', (rtcp) => {
    const { session, from, to } = attack(2, 20, rtcp);
    expect(to.octets).toBeGreaterThan(from.octets);
    expect(session.statistics.rtcpPacketsWithheld).toBe(0);
  });

  it('are said to be what they are', () => {
    const session = toySession();
    const report = serializeCompoundPacket([{ type: 'receiver-report', ssrc, reportBlocks: [] }]);
    for (const sequenceNumber of [0, 1]) session.handleDatagram(0, toyPacket({ sequenceNumber, ssrc }), victim, 'rtp');
    session.handleDatagram(1, report, victim, 'rtcp');
    const chosen = drain(session).filter(({ type }) => type === 'rtcp-destination');
    expect(chosen).toMatchObject([{ learnt: true }, { learnt: true }]);
    const told = toySession({ remote: victim });
    expect(drain(told)).toMatchObject([{ type: 'rtcp-destination', learnt: false }]);
  });
});
