import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/index.js';
import type { Session } from '../../../src/session/session.js';
import { drain, toySession } from '../toy-session.js';
import { FRAME_MS, toyPacket } from '../toy-stream.js';

const FIRST = 0x1111;
const SUCCESSOR = 0x2222;
/** Longer than a source that has left is remembered. */
const LATENCY_MS = 3000;

/** The types of what is said until `untilMs`, each time-out at the very instant that was told. */
function run(session: Session, untilMs: number): { said: string[]; calls: number } {
  const said: string[] = [];
  let calls = 0;
  for (let now = session.nextTimeout(); now <= untilMs && calls < 1000; now = session.nextTimeout(), calls++) {
    session.handleTimeout(now);
    said.push(...drain(session).map(({ type }) => type));
  }
  return { said, calls };
}

function play(session: Session, fromMs: number, ssrc: number, count: number): void {
  for (let index = 0; index < count; index++) {
    const packet = toyPacket({ sequenceNumber: index, ssrc });
    session.handleDatagram(fromMs + index * FRAME_MS, packet, { host: 'b', port: 5004 }, 'rtp');
  }
}

describe('a source that has left, with a latency longer than it is remembered', () => {
  it('is forgotten when that was told, after its successor has taken over', () => {
    const session = toySession({ latencyMs: LATENCY_MS });
    play(session, 0, FIRST, 10);
    play(session, 10 * FRAME_MS, SUCCESSOR, 200);
    const { said, calls } = run(session, 12_000);
    expect(said.filter((type) => type === 'end')).toHaveLength(1);
    expect(calls).toBeLessThan(300);
    expect([...session.participants].map(({ ssrc }) => ssrc)).toEqual([SUCCESSOR]);
  });

  it('is played out, and forgotten at once', () => {
    const session = toySession({ latencyMs: LATENCY_MS });
    play(session, 0, FIRST, 10);
    const goodbye = serializeCompoundPacket([{ type: 'goodbye', ssrcs: [FIRST] }], { reducedSize: true });
    const report = serializeCompoundPacket([{ type: 'receiver-report', ssrc: FIRST, reportBlocks: [] }]);
    session.handleDatagram(300, Uint8Array.of(...report, ...goodbye), { host: 'b', port: 5005 }, 'rtcp');
    expect(run(session, 300 + LATENCY_MS - 1).said).not.toContain('end');
    expect(run(session, 300 + LATENCY_MS).said).toContain('end');
    expect([...session.participants]).toEqual([]);
  });
});
