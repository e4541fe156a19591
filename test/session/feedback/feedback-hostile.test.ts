import { beforeEach, describe, expect, it } from 'vitest';
import { serializeCompoundPacket, type BitRateLimit, type RtcpPacket } from '../../../src/rtcp/index.js';
import type { FeedbackMessage } from '../../../src/session/feedback/feedback-message.js';
import type { OutgoingStream } from '../../../src/session/outgoing/outgoing-stream.js';
import type { Session } from '../../../src/session/session.js';
import type { SessionOutput } from '../../../src/session/session-output.js';
import { toyFormat } from '../toy-format.js';
import { drain, toySession } from '../toy-session.js';
import { compoundsOf, typesOf } from './sent-compounds.js';

const ALL: readonly FeedbackMessage[] = ['nack pli', 'ccm fir', 'ccm tmmbr', 'goog-remb', 'nack sli', 'nack rpsi'];
const REMOTE = { host: 'b', port: 5004 };
const STRANGER = { host: 'c', port: 666 };

let session: Session;
let stream: OutgoingStream;
let said: { at: number; output: SessionOutput }[];
let now = 0;

beforeEach(() => {
  now = 0;
  said = [];
  session = toySession({ remote: REMOTE, rtcp: { profile: 'AVPF', reducedSize: true, bandwidth: 64_000 } });
  stream = session.addOutgoing({ format: toyFormat(), feedback: ALL });
});

/** Lets time pass, a frame every 20 ms. */
function runTo(untilMs: number): void {
  for (; now < untilMs; now = Math.min(untilMs, Math.max(now, session.nextTimeout(), now + 1))) {
    if (now % 20 === 0) stream.send(now, new Uint8Array(500));
    session.handleTimeout(now);
    note();
  }
}

function note(): void {
  for (const output of drain(session)) said.push({ at: now, output });
}

function receive(...packets: RtcpPacket[]): void {
  session.handleDatagram(now, serializeCompoundPacket(packets, { reducedSize: true }), STRANGER, 'rtcp');
  note();
}

function heard<T extends SessionOutput['type']>(type: T): Extract<SessionOutput, { type: T }>[] {
  return said.flatMap(({ output }) => (output.type === type ? [output as Extract<SessionOutput, { type: T }>] : []));
}

describe('requests for key frames that are forged', () => {
  it('B77: let a flood from many receivers reach the encoder twice a second, and no media go but where it was told', () => {
    for (let index = 0; index < 10_000; index++) {
      receive({ type: 'picture-loss-indication', ssrc: 1 + (index % 100), mediaSsrc: stream.ssrc });
      runTo(index);
    }
    expect(heard('key-frame-requested').length).toBeLessThanOrEqual(20);
    expect(heard('key-frame-requested').length).toBeGreaterThan(15);
    expect(stream.statistics.pliCount).toBe(10_000);
    expect(new Set(heard('transmit').map(({ to }) => to.host))).toEqual(new Set(['b']));
  });

  it('let a flood of full intra requests, each a new command, reach the encoder as rarely', () => {
    for (let index = 0; index < 2000; index++) {
      const entries = Array.from({ length: 100 }, () => ({ ssrc: stream.ssrc, sequenceNumber: index & 0xff }));
      receive({ type: 'full-intra-request', ssrc: index, mediaSsrc: 0, entries });
      runTo(index);
    }
    expect(heard('key-frame-requested').length).toBeLessThanOrEqual(4);
  });

  it('are ignored where they are for others, and counted', () => {
    const entries = Array.from({ length: 1000 }, (_, index) => ({ ssrc: index, sequenceNumber: 0 }));
    receive({ type: 'full-intra-request', ssrc: 7, mediaSsrc: stream.ssrc, entries });
    receive({ type: 'picture-loss-indication', ssrc: 7, mediaSsrc: 99 });
    expect(heard('key-frame-requested')).toEqual([]);
    expect(session.statistics.feedback.ignored).toEqual({ 'feedback-for-another': 1001 });
  });

  it('are ignored where no such feedback was agreed on', () => {
    const audio = session.addOutgoing({ format: toyFormat() });
    receive({ type: 'picture-loss-indication', ssrc: 7, mediaSsrc: audio.ssrc });
    receive({ type: 'full-intra-request', ssrc: 7, mediaSsrc: 0, entries: [{ ssrc: audio.ssrc, sequenceNumber: 1 }] });
    receive(limits(7, [{ ssrc: audio.ssrc, bitRate: 1, overhead: 1 }]));
    expect(said.map(({ output }) => output.type)).toEqual(['rtcp-destination']);
    expect(session.statistics.feedback.ignored).toEqual({ 'feedback-not-agreed': 3 });
  });

  it('count once where a full intra request repeats itself', () => {
    for (const sequenceNumber of [5, 5, 5, 6]) {
      receive({ type: 'full-intra-request', ssrc: 7, mediaSsrc: 0, entries: [{ ssrc: stream.ssrc, sequenceNumber }] });
      runTo(now + 600);
    }
    expect(heard('key-frame-requested').map(({ by, kind }) => ({ by, kind }))).toEqual([
      { by: 7, kind: 'fir' },
      { by: 7, kind: 'fir' },
    ]);
    expect(session.statistics.feedback.ignored).toEqual({ 'feedback-repeated': 2 });
  });
});

describe('bit rate limits that are forged', () => {
  it('take the last of a thousand entries of one packet', () => {
    const entries = Array.from({ length: 1000 }, (_, index) => limit(index * 1000));
    receive(limits(7, entries));
    expect(heard('bit-rate-limited')).toHaveLength(1);
    expect(heard('bit-rate-limited')[0]).toMatchObject({ bitRate: 999_000, limits: [{ ssrc: 7 }] });
  });

  it('remember 64 receivers and answer within the share of RTCP, whoever asks', () => {
    for (let index = 0; index < 5000; index++) {
      receive(limits(1 + index, [limit(1_000_000 - index)]));
      runTo(index);
    }
    expect(session.statistics.feedback.ignored['too-many-limits']).toBeGreaterThan(4800);
    expect(Math.max(...heard('bit-rate-limited').map((event) => event.limits.length))).toBeLessThanOrEqual(64);
    const octets = compoundsOf(said).reduce((sum, { size }) => sum + size, 0);
    expect(octets).toBeLessThan((64_000 * 0.05 * 5) / 8 + 500);
  });
});

describe('requests for reports that are forged', () => {
  it('bring no more reports than the share of RTCP allows', () => {
    runTo(1000);
    for (let index = 0; index < 5000; index++) {
      receive({ type: 'rapid-resynchronization-request', ssrc: 7, mediaSsrc: stream.ssrc });
      runTo(1000 + index);
    }
    // Of all that the flood itself leaves: its small packets make ours seem small, too.
    const compounds = compoundsOf(said).filter(({ at }) => at >= 1000);
    const octets = compounds.reduce((sum, { size }) => sum + size, 0);
    expect(octets).toBeLessThan((64_000 * 0.05 * 5) / 8);
    expect(typesOf(compounds[0]!)).toEqual(['sender-report', 'source-description']);
    expect(compounds[0]!.at).toBe(1000);
  });
});

describe('feedback that nobody understands', () => {
  it('is counted', () => {
    receive({ type: 'application-layer-feedback', ssrc: 7, mediaSsrc: stream.ssrc, data: new Uint8Array(4) });
    expect(session.statistics.feedback.ignored).toEqual({ 'feedback-not-understood': 1 });
  });
});

function limit(bitRate: number): BitRateLimit {
  return { ssrc: stream.ssrc, bitRate, overhead: 40 };
}

function limits(ssrc: number, entries: readonly BitRateLimit[]): RtcpPacket {
  return { type: 'temporary-maximum-media-bit-rate-request', ssrc, mediaSsrc: 0, entries };
}
