import { describe, expect, it } from 'vitest';
import type { OutgoingStream } from '../../src/session/outgoing/outgoing-stream.js';
import type { RtcpOptions } from '../../src/session/session-options.js';
import { compoundsOf, typesOf, type SentCompound } from './feedback/sent-compounds.js';
import { SessionDriver } from './session-driver.js';
import { toyFormat } from './toy-format.js';
import { said, sendFrames, senderReport } from './toy-stream.js';
import { VirtualLink } from './virtual-link.js';

const format = toyFormat();
const receive = [{ payloadType: 96, format }];
const remote = { host: 'b', port: 5004 };
const group = { host: '224.2.3.4', port: 5004 };
/** The least and the most between two reports of a small session (RFC 3550 §6.3.1). */
const [LEAST_MS, MOST_MS] = [2500 / 1.21828, 7500 / 1.21828];
/** The same before the first one, where it has to wait. */
const LEAST_FIRST_MS = LEAST_MS / 2;

/** One frame a packet, 20 ms apart. */
const SOURCE = { ssrc: 7 };

/** Sends a frame of one packet. */
function send(link: VirtualLink, outgoing: OutgoingStream): void {
  link.act((now) => outgoing.send(now, new Uint8Array(100)));
  link.runTo(link.now);
}

/** What a receiver has sent so far. */
function reportsOf(driver: SessionDriver): readonly SentCompound[] {
  driver.runTo(driver.now);
  return compoundsOf(driver.said);
}

function blocksOf({ packets }: SentCompound): unknown {
  return (packets[0] as { reportBlocks?: unknown }).reportBlocks;
}

describe('RFC 3550 §6.2 the first report of a sender between two ends', () => {
  it.each([0, 900, 60_000])('leaves with its first packet, %i ms after it was opened, and tells of it', (waitMs) => {
    const link = new VirtualLink({ remote }, { receive });
    const outgoing = link.a.session.addOutgoing({ format });
    link.runTo(1000 + waitMs);
    send(link, outgoing);
    const sent = link.a.said.filter(({ output }) => output.type === 'transmit');
    expect(sent.map(({ at, output }) => ({ at, channel: (output as { channel: string }).channel }))).toEqual([
      { at: 1000 + waitMs, channel: 'rtp' },
      { at: 1000 + waitMs, channel: 'rtcp' },
    ]);
    const [first] = compoundsOf(link.a.said);
    expect(typesOf(first!)).toEqual(['sender-report', 'source-description']);
    expect(first!.packets[0]).toMatchObject({ ssrc: outgoing.ssrc, senderPacketCount: 1 });
  });

  it('leaves at once where receivers may send none (RFC 3556 §2)', () => {
    const link = new VirtualLink({ remote, rtcp: { senderBandwidth: 3200, receiverBandwidth: 0 } }, { receive });
    const outgoing = link.a.session.addOutgoing({ format });
    send(link, outgoing);
    expect(compoundsOf(link.a.said).map(({ at }) => at)).toEqual([1000]);
  });

  it('is followed by the others at random within the regular interval (§6.3.1)', () => {
    const spacings: number[] = [];
    for (let seed = 1; seed <= 20; seed++) {
      const link = new VirtualLink({ remote }, { receive }, { seed });
      sendFrames(link, link.a.session.addOutgoing({ format }), 600);
      const times = compoundsOf(link.a.said).map(({ at }) => at);
      expect(times[0]).toBe(1000);
      expect(times.length).toBeGreaterThan(3);
      for (const [index, time] of times.slice(1).entries()) spacings.push(time - times[index]!);
    }
    expect(Math.min(...spacings)).toBeGreaterThan(LEAST_MS);
    expect(Math.max(...spacings)).toBeLessThan(MOST_MS);
    expect(Math.max(...spacings) - Math.min(...spacings)).toBeGreaterThan(2500);
  });

  it('is the only one that does not wait: a second stream of the session is reported on in its turn', () => {
    const link = new VirtualLink({ remote }, { receive });
    const streams = [1, 2].map((ssrc) => link.a.session.addOutgoing({ format, ssrc }));
    sendFrames(link, streams[0]!, 3);
    sendFrames(link, streams[1]!, 3);
    link.runTo(1000 + LEAST_MS);
    expect(compoundsOf(link.a.said).map(({ at }) => at)).toEqual([1000, 1000]);
  });

  it('waits in a group, where others may begin at the same time', () => {
    const link = new VirtualLink({ remote: group }, { receive, rtcp: { remote: group } });
    sendFrames(link, link.a.session.addOutgoing({ format }), 200);
    for (const peer of [link.a, link.b]) {
      expect(compoundsOf(peer.said)[0]!.at).toBeGreaterThan(1000 + LEAST_FIRST_MS);
    }
  });

  it.each<RtcpOptions>([
    { senderBandwidth: 0, receiverBandwidth: 0 },
    { senderBandwidth: 0, receiverBandwidth: 0, profile: 'AVPF' },
  ])('is not sent where there is no bandwidth for it: %o', (rtcp) => {
    const link = new VirtualLink({ remote, rtcp }, { receive });
    sendFrames(link, link.a.session.addOutgoing({ format }), 300);
    expect(compoundsOf(link.a.said)).toEqual([]);
  });
});

describe('RFC 3550 §6.2 the first report of a receiver between two ends', () => {
  it('answers the first report of its sender at once', () => {
    const driver = new SessionDriver();
    driver.play(SOURCE, 0, 10, 0);
    expect(reportsOf(driver)).toEqual([]);
    driver.rtcp([senderReport(SOURCE.ssrc)]);
    const [first] = reportsOf(driver);
    expect(first!.at).toBe(driver.now);
    expect(blocksOf(first!)).toMatchObject([{ ssrc: SOURCE.ssrc, lastSenderReport: expect.any(Number) }]);
  });

  it.each<RtcpOptions>([{}, { remote: { host: 'a', port: 5005 } }])(
    'waits for the second packet, by which a source is known, where the report came before that: %o',
    (rtcp) => {
      const link = new VirtualLink({ remote }, { receive, rtcp });
      const outgoing = link.a.session.addOutgoing({ format });
      send(link, outgoing);
      link.runTo(1500);
      expect(said(link.b, 'report')).toHaveLength(1);
      expect(compoundsOf(link.b.said)).toEqual([]);
      send(link, outgoing);
      link.runTo(1600);
      const [first, ...others] = compoundsOf(link.b.said);
      expect(first!.at).toBe(1510);
      expect(blocksOf(first!)).toMatchObject([{ ssrc: outgoing.ssrc, delaySinceLastSenderReport: 32_768 }]);
      expect(others).toEqual([]);
      expect(outgoing.roundTripMs).toBeCloseTo(20, 1);
    },
  );

  it('takes along the feedback that waits', () => {
    const rtcp = { profile: 'AVPF' } as const;
    const driver = new SessionDriver({ rtcp, receive: [{ payloadType: 96, format, feedback: ['nack pli'] }] });
    driver.play(SOURCE, 0, 10, 0);
    const [stream] = driver.session.incoming.values();
    driver.rtcp([senderReport(SOURCE.ssrc)]);
    stream!.requestKeyFrame(driver.now);
    const [first, ...others] = reportsOf(driver);
    expect(typesOf(first!)).toEqual(['receiver-report', 'source-description', 'picture-loss-indication']);
    expect(blocksOf(first!)).toHaveLength(1);
    expect(others).toEqual([]);
  });

  it('waits where there is a third', () => {
    const driver = new SessionDriver();
    driver.play(SOURCE, 0, 3, 0);
    driver.play({ ssrc: 8, from: { host: 'c', port: 5004 } }, 0, 3, 60);
    driver.rtcp([senderReport(SOURCE.ssrc)]);
    driver.runTo(LEAST_FIRST_MS);
    expect(reportsOf(driver)).toEqual([]);
    driver.runTo(MOST_MS);
    expect(reportsOf(driver)).not.toEqual([]);
  });

  it('is not repeated for a sender that was started anew', () => {
    const driver = new SessionDriver();
    for (const [index, ssrc] of [7, 8, 9].entries()) {
      driver.play({ ssrc }, 0, 10, index * 200);
      driver.rtcp([senderReport(ssrc)]);
      driver.runTo(driver.now);
    }
    driver.runTo(180 + LEAST_MS);
    expect(reportsOf(driver).map(({ at }) => at)).toEqual([180]);
  });
});
