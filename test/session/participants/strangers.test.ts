import { describe, expect, it } from 'vitest';
import { parseCompoundPacket, serializeCompoundPacket, type RtcpPacket } from '../../../src/rtcp/index.js';
import type { Address } from '../../../src/session/address.js';
import { Source } from '../../../src/session/participants/source.js';
import { isStranger } from '../../../src/session/participants/strangers.js';
import type { RtcpOptions } from '../../../src/session/session-options.js';
import { toyFormat } from '../toy-format.js';
import { drain, toySession } from '../toy-session.js';
import { FRAME_MS, toyPacket } from '../toy-stream.js';

const PEER = { host: 'b', port: 5004 };
const STRANGER = { host: 'c', port: 5005 };

function member(from: Address): Source {
  const source = new Source(1, 0);
  source.rtcpAddress = from;
  return source;
}

interface Departure {
  readonly atMs: number;
  readonly packets: readonly RtcpPacket[];
}

/** Plays five minutes of a stream that loses each 50th packet; after one, 5000 SSRCs report from one host. */
function flooded(rtcp: RtcpOptions): Departure[] {
  const receive = [{ payloadType: 96, format: toyFormat(), feedback: ['nack'] as const }];
  const session = toySession({ receive, rtcp });
  const departures: Departure[] = [];
  const take = (atMs: number): void => {
    for (const output of drain(session)) {
      if (output.type !== 'transmit') continue;
      departures.push({ atMs, packets: parseCompoundPacket(output.bytes, { reducedSize: true }) as RtcpPacket[] });
    }
  };
  for (let index = 0, now = 0; now < 300_000; index++, now += FRAME_MS) {
    if (index % 50 > 0) session.handleDatagram(now, toyPacket({ sequenceNumber: index & 0xffff }), PEER, 'rtp');
    if (Math.floor(now / FRAME_MS) === Math.floor(60_000 / FRAME_MS)) {
      for (let ssrc = 1; ssrc <= 5000; ssrc++) {
        const report = serializeCompoundPacket([{ type: 'receiver-report', ssrc, reportBlocks: [] }]);
        session.handleDatagram(now, report, STRANGER, 'rtcp');
      }
    }
    take(now);
    for (let due = session.nextTimeout(); due < now + FRAME_MS; due = session.nextTimeout()) {
      session.handleTimeout(Math.max(due, now));
      take(Math.max(due, now));
    }
  }
  return departures;
}

/** The longest that nothing of a kind left. */
function longestPauseMs(departures: readonly Departure[], type: RtcpPacket['type']): number {
  const times = departures.flatMap(({ atMs, packets }) =>
    packets.some((packet) => packet.type === type) ? [atMs] : [],
  );
  const pauses = [...times, 300_000].map((atMs, index) => atMs - (times[index - 1] ?? 0));
  return Math.max(...pauses);
}

describe('a stranger in a session of two ends', () => {
  it('is who sends RTCP only, from a host to which ours does not go', () => {
    expect(isStranger(member(STRANGER), PEER)).toBe(true);
    expect(isStranger(member({ ...PEER, port: 7 }), PEER)).toBe(false);
    expect(isStranger(member(STRANGER), undefined)).toBe(false);
    expect(isStranger(member(STRANGER), { host: '239.1.2.3', port: 5005 })).toBe(false);
    const sender = member(STRANGER);
    sender.begin(0, STRANGER);
    expect(isStranger(sender, PEER)).toBe(false);
    expect(isStranger(new Source(1, 0), PEER)).toBe(false);
  });

  it('B78: cannot silence our reports with 5000 members of his', () => {
    expect(longestPauseMs(flooded({}), 'receiver-report')).toBeLessThan(10_000);
  });

  it('B78: cannot hold up what we ask for, nor ask for it in our place', () => {
    expect(longestPauseMs(flooded({ profile: 'AVPF' }), 'generic-nack')).toBeLessThan(2 * 50 * FRAME_MS);
  });
});
