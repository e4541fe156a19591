import { describe, expect, it } from 'vitest';
import {
  parseCompoundPacket,
  serializeCompoundPacket,
  type ReceiverReport,
  type ReportBlock,
  type RtcpPacket,
} from '../../src/rtcp/index.js';
import { HOME, SessionDriver } from './session-driver.js';
import { drain, toySession } from './toy-session.js';
import { toyFormat } from './toy-format.js';
import { said, sendFrames, toyPacket } from './toy-stream.js';
import { VirtualLink } from './virtual-link.js';

const remote = { host: 'a', port: 5004 };
const format = toyFormat();

function receiverReport(ssrc: number, reportBlocks: readonly ReportBlock[] = []): RtcpPacket {
  return { type: 'receiver-report', ssrc, reportBlocks };
}

function block(ssrc: number, fields: Partial<ReportBlock> = {}): ReportBlock {
  return {
    ssrc,
    fractionLost: 0,
    cumulativeLost: 0,
    extendedHighestSequenceNumber: 0,
    interarrivalJitter: 0,
    lastSenderReport: 0,
    delaySinceLastSenderReport: 0,
    ...fields,
  };
}

/** The compounds that a session sent, oldest first. */
function sent(driver: SessionDriver): RtcpPacket[][] {
  return driver
    .heard('transmit')
    .filter(({ channel }) => channel === 'rtcp')
    .map(({ bytes }) => parseCompoundPacket(bytes) as RtcpPacket[]);
}

function ssrcs(driver: SessionDriver): number[] {
  return [...driver.session.participants].map(({ ssrc }) => ssrc);
}

describe('RFC 3550 §6.2.1 members', () => {
  it('are a thousand in a group beside 32 streams, and make the interval longer', () => {
    const driver = new SessionDriver({ rtcp: { remote: { host: '239.1.2.3', port: 5005 } } });
    driver.play({ ssrc: 1 }, 0, 10, 0);
    for (let ssrc = 100; ssrc < 1100; ssrc++)
      driver.introduce(ssrc, `user${ssrc}@host`, { host: `h${ssrc}`, port: 5004 });
    expect(driver.session.statistics.sources).toBe(1001);
    driver.runTo(120_000);
    const reports = driver.said.filter(({ output }) => output.type === 'transmit').length;
    expect(reports).toBeLessThanOrEqual(1); // Td is 1001 × 128 octets at 300 octets/s: 7 minutes
  });

  it('are bounded, the one not heard for longest making room', () => {
    const driver = new SessionDriver({ maxMembers: 10 });
    for (let ssrc = 1; ssrc <= 12; ssrc++) {
      driver.runTo(ssrc * 2000);
      driver.rtcp([receiverReport(ssrc)]);
      driver.rtcp([receiverReport(1)]);
    }
    expect(ssrcs(driver).toSorted((a, b) => a - b)).toEqual([1, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('become sources with their first media, and keep what they said', () => {
    const driver = new SessionDriver();
    driver.introduce(7, 'camera@home');
    driver.play({ ssrc: 7 }, 0, 3, 100);
    const [participant] = driver.session.participants;
    expect(participant).toMatchObject({ ssrc: 7, stream: { ssrc: 7 }, items: new Map([['CNAME', 'camera@home']]) });
    expect(driver.session.statistics.sources).toBe(1);
  });
});

describe('RFC 3550 §6.3.5 time-outs', () => {
  it('forget a member after five deterministic intervals, 25 s in a small session, and not before', () => {
    const driver = new SessionDriver();
    driver.introduce(7, 'someone');
    driver.runTo(24_999);
    expect(ssrcs(driver)).toEqual([7]);
    driver.runTo(25_001);
    expect(ssrcs(driver)).toEqual([]);
  });

  it('keep a member that reports every 24 s for an hour', () => {
    const driver = new SessionDriver();
    for (let at = 0; at <= 3_600_000; at += 24_000) {
      driver.runTo(at);
      driver.rtcp([receiverReport(7)]);
    }
    expect(ssrcs(driver)).toEqual([7]);
    expect(driver.session.statistics.rejects).toEqual({});
  });

  it('keep the five seconds where reports are sent more often: others may not send theirs so', () => {
    const driver = new SessionDriver({
      rtcp: { reducedMinimum: true, bandwidth: 10_000_000, remote: { host: 'a', port: 5005 } },
    });
    driver.introduce(7, 'someone');
    driver.runTo(24_999);
    expect(sent(driver).length).toBeGreaterThan(100);
    expect(ssrcs(driver)).toEqual([7]);
  });

  it('take a source that sends no more RTP from the senders after two intervals: reports say nothing of it then', () => {
    const driver = new SessionDriver({ rtcp: { remote: { host: 'a', port: 5005 } } });
    driver.play({ ssrc: 1 }, 0, 200, 0);
    driver.runTo(60_000);
    const about = sent(driver).map(([report]) => (report as ReceiverReport).reportBlocks.length);
    expect(about.slice(0, 2)).toContain(1);
    expect(about.slice(3).every((count) => count === 0)).toBe(true);
  });
});

describe('RFC 3550 §6.3.4, §6.6 goodbyes of members', () => {
  it('count at once, are told once, and stragglers do not bring them back for two seconds', () => {
    const driver = new SessionDriver();
    driver.introduce(7, 'someone');
    driver.runTo(1000);
    driver.goodbye(7);
    driver.goodbye(7);
    driver.rtcp([receiverReport(7)]);
    expect(driver.heard('goodbye')).toEqual([{ type: 'goodbye', ssrc: 7, reason: undefined }]);
    expect(ssrcs(driver)).toEqual([7]);
    driver.runTo(3001);
    expect(ssrcs(driver)).toEqual([]);
    driver.rtcp([receiverReport(7)]);
    expect(ssrcs(driver)).toEqual([7]);
  });
});

describe('RFC 3550 §6.5 what a session says of itself', () => {
  it('reaches the others item by item, and an event tells of each', () => {
    const sourceDescription = { name: 'Ada', tool: 'rtpkit', location: 'Room 7' };
    const rtcp = { reducedMinimum: true, bandwidth: 1_000_000 };
    const link = new VirtualLink({ remote: { host: 'b', port: 5004 }, sourceDescription, rtcp }, {});
    sendFrames(link, link.a.session.addOutgoing({ format }), 1000);
    expect(said(link.b, 'source-description').map(({ items }) => [...items.keys()].at(-1))).toEqual([
      'NAME',
      'TOOL',
      'LOC',
    ]);
    const [participant] = link.b.session.participants;
    expect(Object.fromEntries(participant!.items)).toEqual({
      CNAME: 'a@test',
      NAME: 'Ada',
      TOOL: 'rtpkit',
      LOC: 'Room 7',
    });
  });
});

describe('RFC 3550 §6.3.3 contributing sources', () => {
  const MIXER = { ssrc: 48, from: HOME };

  function mix(driver: SessionDriver, sequenceNumber: number, csrcs: readonly number[]): void {
    const bytes = toyPacket({ ssrc: MIXER.ssrc, sequenceNumber, csrcs });
    driver.session.handleDatagram(driver.now, bytes, MIXER.from, 'rtp');
  }

  it('are members, are described by the mixer, and are not reported on', () => {
    const driver = new SessionDriver({ rtcp: { remote: { host: 'a', port: 5005 } } });
    for (let index = 0; index < 150; index++) {
      driver.runTo(index * 20);
      mix(driver, index, [1, 17]);
    }
    driver.rtcp([
      receiverReport(MIXER.ssrc),
      {
        type: 'source-description',
        chunks: [1, 17].map((ssrc) => ({ ssrc, items: [{ type: 'CNAME', value: `talker ${ssrc}` }] })),
      },
    ]);
    expect(ssrcs(driver)).toEqual([48, 1, 17]);
    expect(driver.heard('source-description').map(({ ssrc, items }) => [ssrc, items.get('CNAME')])).toEqual([
      [1, 'talker 1'],
      [17, 'talker 17'],
    ]);
    const [mixer, first] = driver.session.participants;
    expect(mixer!.lastContributedMs).toBe(-Infinity);
    expect(first!).toMatchObject({ stream: undefined, lastContributedMs: 149 * 20 });
    driver.runTo(10_000);
    const report = sent(driver)[0]![0] as ReceiverReport;
    expect(report.reportBlocks.map(({ ssrc }) => ssrc)).toEqual([48]);
  });

  it('are not those of a packet that is still on probation, and not ourselves', () => {
    const driver = new SessionDriver({ remote });
    const { ssrc } = driver.session.addOutgoing({ format });
    mix(driver, 0, [1]);
    expect(ssrcs(driver)).toEqual([]);
    mix(driver, 1, [1]);
    mix(driver, 2, [ssrc]);
    expect(ssrcs(driver)).toEqual([48]);
  });
});

describe('RFC 3550 §6.1 reports about more sources than fit', () => {
  it('speak of each in its turn, from each SSRC of ours', () => {
    const driver = new SessionDriver({ remote, maxSources: 100, rtcp: { remote: { host: 'a', port: 5005 } } });
    const own = [driver.session.addOutgoing({ format }), driver.session.addOutgoing({ format })];
    const told = new Map(own.map(({ ssrc }) => [ssrc, new Map<number, number>()]));
    for (let at = 0; at < 120_000; at += 500) {
      driver.runTo(at);
      for (let ssrc = 1; ssrc <= 70; ssrc++) driver.arrive({ ssrc }, at / 500);
    }
    for (const packets of sent(driver)) {
      const { ssrc, reportBlocks } = packets[0] as ReceiverReport;
      expect(reportBlocks.length).toBeLessThanOrEqual(31);
      for (const { ssrc: about } of reportBlocks) told.get(ssrc)!.set(about, (told.get(ssrc)!.get(about) ?? 0) + 1);
    }
    for (const counts of told.values()) {
      expect(counts.size).toBe(70);
      expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
    }
  });
});

describe('reports that never change', () => {
  it('B36: B80: every second for a day leave one participant, and are no loop', () => {
    const session = toySession({ remote });
    const stream = session.addOutgoing({ format });
    const report = serializeCompoundPacket([receiverReport(9, [block(stream.ssrc, { interarrivalJitter: 5 })])]);
    for (let second = 0; second < 86_400; second++) {
      session.handleDatagram(second * 1000, report, { host: 'a', port: 5005 }, 'rtcp');
      session.handleTimeout(second * 1000);
      drain(session);
    }
    expect(session.statistics).toMatchObject({ sources: 1, rejects: {}, rtcpPacketsReceived: 86_400 });
    expect([...stream.remoteInbound.keys()]).toEqual([9]);
  });
});
