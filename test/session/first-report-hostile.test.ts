import { describe, expect, it } from 'vitest';
import type { RtcpOptions, SessionOptions } from '../../src/session/session-options.js';
import { compoundsOf, typesOf } from './feedback/sent-compounds.js';
import { SessionDriver } from './session-driver.js';
import { toyFormat } from './toy-format.js';
import { sendFrames, senderReport } from './toy-stream.js';
import { VirtualLink } from './virtual-link.js';

const format = toyFormat();
const receive = [{ payloadType: 96, format }];
const remote = { host: 'b', port: 5004 };
const group = { host: '224.2.3.4', port: 5004 };
const IP_UDP = 28;
/** What the driver sends on its way: a packet with four octets, a sender report. */
const [RTP_SIZE, REPORT_SIZE] = [16 + IP_UDP, 28 + IP_UDP];

/** Ever new sources, each with two packets and a report, which asks for the first answer to it. */
function flood(rtcp: RtcpOptions, count: number): { driver: SessionDriver; received: number } {
  const driver = new SessionDriver({ rtcp, receive });
  for (let ssrc = 1; ssrc <= count; ssrc++) {
    driver.runTo(ssrc);
    driver.arrive({ ssrc }, 0);
    driver.arrive({ ssrc }, 1);
    driver.rtcp([senderReport(ssrc)]);
  }
  driver.runTo(driver.now);
  return { driver, received: count * (2 * RTP_SIZE + REPORT_SIZE) };
}

describe('the first report under attack', () => {
  it.each<RtcpOptions>([
    {},
    { profile: 'AVPF' },
    { remote: { host: 'v', port: 5005 } },
    { profile: 'AVPF', remote: { host: 'v', port: 5005 } },
  ])('leaves at once for one of a thousand sources: %o', (rtcp) => {
    const { driver } = flood(rtcp, 1000);
    expect(compoundsOf(driver.said)).toHaveLength(1);
  });

  it.each([1, 2, 3, 10])('is never more than came from an address that was only learnt, after %i sources', (count) => {
    const { driver, received } = flood({}, count);
    const sent = compoundsOf(driver.said).reduce((sum, { size }) => sum + size, 0);
    expect(sent).toBeLessThanOrEqual(received);
  });

  it('is none for ten thousand sources of one packet each, that report as well', () => {
    const driver = new SessionDriver();
    for (let ssrc = 1; ssrc <= 10_000; ssrc++) {
      driver.arrive({ ssrc }, 0);
      driver.rtcp([senderReport(ssrc)]);
    }
    driver.runTo(1000);
    expect(compoundsOf(driver.said)).toEqual([]);
  });

  it('of two who both send is one each, and neither answers the answer', () => {
    const link = new VirtualLink({ remote, receive }, { remote: { host: 'a', port: 5004 }, receive });
    const streams = [link.a, link.b].map(({ session }) => session.addOutgoing({ format }));
    while (link.now < 2000) {
      link.act((now) => streams.forEach((stream) => stream.send(now, new Uint8Array(10))));
      link.runTo(link.now + 20);
    }
    for (const peer of [link.a, link.b]) expect(compoundsOf(peer.said).map(({ at }) => at)).toEqual([1000]);
  });

  it('is the goodbye where the session ends with its first packet', () => {
    const link = new VirtualLink({ remote }, { receive });
    const outgoing = link.a.session.addOutgoing({ format });
    link.act((now) => {
      outgoing.send(now, new Uint8Array(10));
      link.a.session.close(now);
    });
    link.runTo(20_000);
    expect(compoundsOf(link.a.said).map(typesOf)).toEqual([['sender-report', 'source-description', 'goodbye']]);
  });
});

describe('feedback of a sender that has not sent yet', () => {
  it.each<RtcpOptions>([{}, { profile: 'AVPF' }])('is not lost while its first report is awaited: %o', (rtcp) => {
    const options: Partial<SessionOptions> = { remote, rtcp, receive: [{ ...receive[0]!, feedback: ['goog-remb'] }] };
    const link = new VirtualLink(options, { receive });
    link.a.session.addOutgoing({ format });
    const estimate = { type: 'receiver-estimated-maximum-bit-rate', mediaSsrc: 0, bitRate: 64_000, ssrcs: [] } as const;
    expect(link.a.session.giveFeedback(link.now, estimate)).toBe(true);
    link.runTo(10_000);
    expect(compoundsOf(link.a.said).flatMap(typesOf)).toContain('receiver-estimated-maximum-bit-rate');
  });
});

describe('the first report of a receiver that was told where reports go', () => {
  it('leaves although nobody has sent yet: it opens the way through what only lets answers in', () => {
    const driver = new SessionDriver({ receive, rtcp: { remote: { host: 'v', port: 5005 } } });
    driver.runTo(10_000);
    const [first] = compoundsOf(driver.said);
    expect(typesOf(first!)).toEqual(['receiver-report', 'source-description']);
  });
});

describe('the first report of who could send as well', () => {
  it('answers the other end, though its own first packet may never come', () => {
    const link = new VirtualLink({ remote, receive }, { remote: { host: 'a', port: 5004 }, receive });
    const [, outgoing] = [link.a, link.b].map(({ session }) => session.addOutgoing({ format }));
    sendFrames(link, outgoing!, 10);
    const [first] = compoundsOf(link.a.said);
    expect(typesOf(first!)).toEqual(['receiver-report', 'source-description']);
    expect(outgoing!.roundTripMs).toBeCloseTo(20, 1);
  });

  it('is not awaited in a group, whose members are to be counted', () => {
    const link = new VirtualLink({ remote: group, rtcp: { remote: group } }, { receive });
    link.a.session.addOutgoing({ format });
    link.runTo(10_000);
    expect(typesOf(compoundsOf(link.a.said)[0]!)).toEqual(['receiver-report', 'source-description']);
  });
});
