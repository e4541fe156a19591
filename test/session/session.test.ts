import { describe, expect, it } from 'vitest';
import { RtpkitError } from '../../src/errors.js';
import { parseRtpPacket, type RtpPacket } from '../../src/rtp/rtp-packet.js';
import type { SessionOptions } from '../../src/session/session-options.js';
import type { Session } from '../../src/session/session.js';
import { hexOf } from '../hex.js';
import { toyFormat } from './toy-format.js';
import { drain, toySession } from './toy-session.js';
import { FRAME_TICKS, receivedFrames, said, sendFrames, toyPacket } from './toy-stream.js';
import { VirtualLink } from './virtual-link.js';

const format = toyFormat();
const receive = [{ payloadType: 96, format }];
const remote = { host: 'b', port: 5004 };
const from = { host: 'a', port: 5004 };

/** The RTP packets that a session sends; with the first of them its first report leaves. */
function rtpOf(session: Session): Uint8Array[] {
  return drain(session).flatMap((output) =>
    output.type === 'transmit' && output.channel === 'rtp' ? [output.bytes] : [],
  );
}

describe('a stream from one session to the other', () => {
  it('comes out bit for bit and in order over a perfect link', () => {
    const link = new VirtualLink({ remote }, { receive });
    const sent = sendFrames(link, link.a.session.addOutgoing({ format }), 200);
    link.runTo(link.now + 1000);
    expect(receivedFrames(link.b)).toEqual(sent.map(hexOf));
  });

  it('comes out bit for bit and in order over a link that delays, reorders and duplicates within the latency', () => {
    const link = new VirtualLink({ remote }, { receive, latencyMs: 200 }, { jitterMs: 150, duplication: 0.1 });
    const sent = sendFrames(link, link.a.session.addOutgoing({ format }), 200);
    link.runTo(link.now + 1000);
    expect(receivedFrames(link.b)).toEqual(sent.map(hexOf));
    expect(said(link.b, 'gap')).toEqual([]);
  });

  it('comes out without a damaged frame over a link that loses, one gap for each run', () => {
    const link = new VirtualLink({ remote }, { receive }, { loss: 0.05, seed: 3 });
    const sent = new Set(sendFrames(link, link.a.session.addOutgoing({ format }), 300).map(hexOf));
    link.runTo(link.now + 1000);
    const received = receivedFrames(link.b);
    expect(received.length).toBeGreaterThan(200);
    expect(received.filter((frame) => !sent.has(frame))).toEqual([]);
    const { packetsLost, jitterBuffer } = said(link.b, 'stream')[0]!.stream.statistics;
    const missing = said(link.b, 'gap').reduce((sum, { count }) => sum + count, 0);
    expect(missing).toBe(jitterBuffer.lost);
    expect(packetsLost).toBe(jitterBuffer.lost);
  });

  it('says when each frame arrived and when it was let go', () => {
    const link = new VirtualLink({ remote }, { receive, latencyMs: 100 });
    const outgoing = link.a.session.addOutgoing({ format });
    const startMs = link.now;
    for (const frame of [1, 2]) link.act((now) => outgoing.send(now, Uint8Array.of(frame)));
    link.runTo(startMs + 500);
    expect(said(link.b, 'frame')).toMatchObject([
      { arrivalMs: startMs + 10, releaseMs: startMs + 110 },
      { arrivalMs: startMs + 10, releaseMs: startMs + 110 },
    ]);
  });

  it('names its statistics as the W3C does', () => {
    const link = new VirtualLink({ remote }, { receive });
    const outgoing = link.a.session.addOutgoing({ format });
    const octets = sendFrames(link, outgoing, 30).reduce((sum, { length }) => sum + length, 0);
    link.runTo(link.now + 1000);
    const { packetsSent, bytesSent, framesSent } = outgoing.statistics;
    const { stream } = said(link.b, 'stream')[0]!;
    expect({ framesSent, bytesSent }).toEqual({ framesSent: 30, bytesSent: octets + packetsSent });
    expect(stream.statistics).toMatchObject({
      packetsReceived: packetsSent,
      bytesReceived: bytesSent,
      packetsLost: 0,
      packetsDiscarded: 0,
      framesReceived: 30,
      jitterBufferEmittedCount: packetsSent,
      depayloader: { frames: 30 },
    });
    expect(stream.statistics.jitterBufferDelay / packetsSent).toBeCloseTo(0.2, 2);
    expect(stream).toMatchObject({ payloadType: 96, format, clockRate: 90_000, latencyMs: 200 });
  });

  it('flows both ways between one pair of sessions, which report on each other', () => {
    const link = new VirtualLink({ remote, receive }, { remote: { host: 'a', port: 5004 }, receive });
    const forth = link.a.session.addOutgoing({ format });
    const back = link.b.session.addOutgoing({ format });
    const sent = sendFrames(link, forth, 20);
    const returned = sendFrames(link, back, 20);
    sendFrames(link, forth, 300);
    expect(receivedFrames(link.b).slice(0, 20)).toEqual(sent.map(hexOf));
    expect(receivedFrames(link.a)).toEqual(returned.map(hexOf));
    const [first, second] = said(link.b, 'report').filter(({ kind }) => kind === 'sender');
    expect(first).toMatchObject({ ssrc: forth.ssrc, report: { reportBlocks: [] } });
    expect(second).toMatchObject({
      ssrc: forth.ssrc,
      report: { reportBlocks: [{ ssrc: back.ssrc, cumulativeLost: 0 }] },
    });
  });
});

describe('outgoing streams', () => {
  it('number, stamp and mark packets as told', () => {
    const session = toySession({ remote });
    const numbers = { ssrc: 7, sequenceNumber: 65_535, timestampOffset: 2 ** 32 - 1 };
    session.addOutgoing({ format, payloadType: 111, ...numbers }).send(0, new Uint8Array(2000), 3);
    const packets = drain(session).flatMap((output) =>
      output.type === 'transmit' ? [parseRtpPacket(output.bytes)] : [],
    );
    const common = { payloadType: 111, ssrc: 7, timestamp: 2 };
    expect(packets).toMatchObject([
      { ...common, sequenceNumber: 65_535, marker: false },
      { ...common, sequenceNumber: 0, marker: true },
    ]);
  });

  it('draw what they are not told, and keep to the MTU', () => {
    const session = toySession({ remote, mtu: 500 });
    const [first, second] = [session.addOutgoing({ format }), session.addOutgoing({ format })];
    expect(first.ssrc).not.toBe(second.ssrc);
    first.send(0, new Uint8Array(5000));
    const lengths = drain(session).flatMap((output) => (output.type === 'transmit' ? [output.bytes.length] : []));
    expect(lengths.length).toBeGreaterThan(10);
    expect(Math.max(...lengths)).toBe(500);
  });

  it('stamp frames with the time of the call when no media time is given', () => {
    const session = toySession({ remote });
    const stream = session.addOutgoing({ format, timestampOffset: 1000 });
    for (const now of [50, 83.33, 150]) stream.send(now, Uint8Array.of(1));
    const timestamps = drain(session).flatMap((output) =>
      output.type === 'transmit' ? [(parseRtpPacket(output.bytes) as RtpPacket).timestamp] : [],
    );
    expect(timestamps).toEqual([1000, 1000 + 3000, 1000 + 9000]);
  });

  it('send a bundle when its time has come, and a new one has its own time', () => {
    const session = toySession({ remote });
    const stream = session.addOutgoing({ format, options: { bundleMs: 20 } });
    stream.send(0, Uint8Array.of(1));
    stream.send(10, Uint8Array.of(2));
    expect(rtpOf(session)).toEqual([]);
    expect(session.nextTimeout()).toBe(20);
    session.handleTimeout(20);
    expect(rtpOf(session)).toHaveLength(2);
    stream.send(25, Uint8Array.of(3));
    expect(session.nextTimeout()).toBe(45);
    stream.flush(26);
    expect(rtpOf(session)).toHaveLength(1);
  });

  it('spread the packets of a frame when asked to', () => {
    const session = toySession({ remote });
    const stream = session.addOutgoing({ format, paceMs: 10 });
    stream.send(0, new Uint8Array(1387 * 5));
    const times: number[] = [];
    for (let now = 0; now <= 10; now = session.nextTimeout()) {
      session.handleTimeout(now);
      times.push(...rtpOf(session).map(() => now));
    }
    expect(times).toEqual([0, 2, 4, 6, 8]);
    expect(stream.statistics.packetsSent).toBe(5);
  });
});

describe('incoming streams', () => {
  it('begin with the packets that were held on probation', () => {
    const session = toySession();
    session.handleDatagram(0, toyPacket({ sequenceNumber: 10 }), from, 'rtp');
    expect(drain(session)).toEqual([]);
    expect(session.incoming.size).toBe(0);
    session.handleDatagram(5, toyPacket({ sequenceNumber: 11 }), from, 'rtp');
    expect(drain(session).map(({ type }) => type)).toEqual(['stream', 'rtcp-destination']);
    session.handleTimeout(200);
    session.handleTimeout(205 + FRAME_TICKS / 90);
    expect(drain(session)).toMatchObject([
      { type: 'frame', arrivalMs: 0, releaseMs: 200 },
      { type: 'frame', arrivalMs: 5 },
    ]);
  });

  it('switch the depayloader with the payload type and keep what each has learnt', () => {
    const other = toyFormat();
    const session = toySession({ receive: [...receive, { payloadType: 97, format: other }], latencyMs: 0 });
    const types = [96, 96, 97, 97, 96];
    for (const [sequenceNumber, payloadType] of types.entries()) {
      session.handleDatagram(sequenceNumber * 33, toyPacket({ sequenceNumber, payloadType }), from, 'rtp');
    }
    expect(drain(session).filter(({ type }) => type === 'frame')).toHaveLength(5);
    const stream = session.incoming.get(0x1234_5678)!;
    expect(stream).toMatchObject({ payloadType: 96, format });
    expect(stream.statistics.depayloader).toMatchObject({ frames: 3 });
  });

  it('learn the clock rate from the stream where nothing else tells it, and lose nothing over it', () => {
    const untold = { ...toyFormat(90_000, 90_000), clockRate: undefined };
    const session = toySession({ receive: [{ payloadType: 96, format: untold }] });
    for (let index = 0; index < 30; index++) {
      session.handleDatagram(index * 33, toyPacket({ sequenceNumber: index }), from, 'rtp');
    }
    session.handleTimeout(2000);
    expect(drain(session).filter(({ type }) => type === 'frame')).toHaveLength(30);
    expect(session.incoming.get(0x1234_5678)!.clockRate).toBe(90_000);
  });

  it('are as many as there are sources', () => {
    const session = toySession();
    for (const ssrc of [1, 2, 3]) {
      for (const sequenceNumber of [0, 1]) {
        session.handleDatagram(0, toyPacket({ sequenceNumber, ssrc }), from, 'rtp');
      }
    }
    expect([...session.incoming.keys()]).toEqual([1, 2, 3]);
  });

  it('end after a long silence, their state freed, and begin anew when the source comes back', () => {
    const session = toySession();
    for (const sequenceNumber of [0, 1]) session.handleDatagram(0, toyPacket({ sequenceNumber }), from, 'rtp');
    session.handleTimeout(24_000);
    expect(session.incoming.size).toBe(1);
    while (session.incoming.size > 0) session.handleTimeout(session.nextTimeout());
    expect(drain(session).at(-1)).toMatchObject({ type: 'end', cause: 'timeout' });
    expect(session.statistics.sources).toBe(0);
    for (const sequenceNumber of [9, 10]) session.handleDatagram(90_000, toyPacket({ sequenceNumber }), from, 'rtp');
    expect(session.incoming.size).toBe(1);
  });
});

describe('the end of a session', () => {
  it('hands out what the jitter buffers hold, sends what payloaders and pacers hold, and is silent from then on', () => {
    const session = toySession({ remote });
    const stream = session.addOutgoing({ format, options: { bundleMs: 50 }, paceMs: 50 });
    for (const sequenceNumber of [0, 1]) session.handleDatagram(0, toyPacket({ sequenceNumber }), from, 'rtp');
    stream.send(0, new Uint8Array(5000));
    drain(session);
    session.close(1);
    const types = drain(session).map((output) => (output.type === 'transmit' ? output.channel : output.type));
    expect(types).toEqual(['rtp', 'rtp', 'rtp', 'rtp', 'frame', 'frame', 'end', 'rtcp']);
    session.handleDatagram(2, toyPacket({ sequenceNumber: 2 }), from, 'rtp');
    session.handleTimeout(1e9);
    session.close(3);
    expect(drain(session)).toEqual([]);
    expect(session.nextTimeout()).toBe(Infinity);
    expect(() => stream.send(4, Uint8Array.of(1))).toThrow(RtpkitError);
    expect(() => session.addOutgoing({ format })).toThrow(RtpkitError);
  });

  it('says no goodbye when nothing was ever sent', () => {
    const session = toySession({ remote });
    session.close(1);
    expect(drain(session).filter(({ type }) => type === 'transmit')).toEqual([]);
  });
});

describe('wrong arguments', () => {
  it.each<[string, Partial<SessionOptions>, string]>([
    ['mtu', { mtu: 20 }, 'mtu is 20, expected an integer from 64 to 65507'],
    ['latency', { latencyMs: -1 }, 'latencyMs is -1'],
    ['cname', { cname: 'x'.repeat(256) }, 'expected at most 255 octets'],
    ['remote port', { remote: { host: 'b', port: 0 } }, 'remote.port is 0'],
    ['RTCP port', { rtcp: { remote: { port: 0 } } }, 'rtcp.remote.port is 0'],
    ['described RTCP port', { rtcp: { described: { port: 65_536 } } }, 'rtcp.described.port is 65536'],
    ['bandwidth', { rtcp: { bandwidth: 0 } }, 'rtcp.bandwidth is 0'],
    ['random numbers', { randomUint32: () => 0.5 }, 'randomUint32() is 0.5'],
    ['payload type', { receive: [{ payloadType: 128, format }] }, 'payloadType is 128'],
    ['payload type twice', { receive: [...receive, ...receive] }, 'expected each payload type once'],
    ['payload type with mux', { rtcp: { mux: true }, receive: [{ payloadType: 72, format }] }, 'look like RTCP'],
    ['B81: clock rate 0', { receive: [{ payloadType: 96, format, clockRate: 0 }] }, 'clockRate is 0'],
    ['B81: clock rate 2^32', { receive: [{ payloadType: 96, format, clockRate: 2 ** 32 }] }, 'clockRate is 4294967296'],
  ])('%s out of range is a RangeError that says what was expected', (_, options, message) => {
    expect(() => toySession(options)).toThrow(RangeError);
    expect(() => toySession(options)).toThrow(message);
  });

  it('refuses a layout that there is not', () => {
    expect(() => toySession({ rtcp: { layout: 'originl' as 'original' } })).toThrow(TypeError);
  });

  it('refuses to send without a destination, a clock rate or a new SSRC', () => {
    expect(() => toySession().addOutgoing({ format })).toThrow('remote is undefined');
    const session = toySession({ remote });
    const rateless = { ...format, clockRate: undefined };
    expect(() => session.addOutgoing({ format: rateless })).toThrow('because TOY has no fixed clock rate');
    session.addOutgoing({ format, ssrc: 5 });
    expect(() => session.addOutgoing({ format, ssrc: 5 })).toThrow(RangeError);
  });

  it('refuses a wall clock that is none', () => {
    expect(() => toySession().setWallClock(0, { seconds: -1, fraction: 0 })).toThrow(RangeError);
    expect(() => toySession().setWallClock(0, { seconds: 1, fraction: Number.NaN })).toThrow(RangeError);
  });

  it('refuses frames that are none and media times that are no integers', () => {
    const stream = toySession({ remote }).addOutgoing({ format });
    expect(() => stream.send(0, 'frame' as unknown as Uint8Array)).toThrow(TypeError);
    expect(() => stream.send(0, Uint8Array.of(1), 0.5)).toThrow(RangeError);
    expect(() => stream.send(0, new Uint8Array(0))).toThrow('an empty frame');
    expect(stream.statistics.packetsSent).toBe(0);
  });

  it('refuses a goodbye that is too long, and is still open then', () => {
    const session = toySession({ remote });
    expect(() => session.close(0, 'x'.repeat(256))).toThrow(RangeError);
    expect(() => session.addOutgoing({ format })).not.toThrow();
  });
});
