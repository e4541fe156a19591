import { describe, expect, it } from 'vitest';
import type { RtcpPacket } from '../../src/rtcp/index.js';
import type { Address } from '../../src/session/address.js';
import { toyFormat } from './toy-format.js';
import { toyPacket } from './toy-stream.js';
import { HOME, SessionDriver, type Sender } from './session-driver.js';

const STRANGER = { host: 'evil', port: 5004 };
const LIVE: Sender = { ssrc: 1, name: 1 };
const FORGED: Sender = { ...LIVE, name: 66, from: STRANGER };

function indexes(driver: SessionDriver, name: number): number[] {
  return driver.frames.filter((frame) => frame.name === name).map(({ index }) => index);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** 50 packets of a live source that has named itself, the last at 980 ms. */
function call(options: ConstructorParameters<typeof SessionDriver>[0] = {}): SessionDriver {
  const driver = new SessionDriver({ latencyMs: 0, ...options });
  driver.play(LIVE, 0, 50, 0);
  driver.introduce(1, 'friend');
  return driver;
}

function report(ssrc: number): RtcpPacket {
  return { type: 'receiver-report', ssrc, reportBlocks: [] };
}

describe('B86: RTP under the SSRC of a call from elsewhere', () => {
  it('B86: is not played, is counted, and gets no reply', () => {
    const driver = call();
    const destinations = driver.heard('rtcp-destination').length;
    for (let index = 50; index < 500; index++) {
      driver.runTo(index * 20);
      driver.arrive(LIVE, index);
      driver.arrive(FORGED, index + 1);
    }
    expect([indexes(driver, 1), indexes(driver, 66)]).toEqual([upTo(500), []]);
    expect(driver.session.statistics.rejects).toEqual({ 'foreign-address': 450 });
    expect(driver.heard('rtcp-destination')).toHaveLength(destinations);
    expect(new Set(driver.heard('transmit').map(({ to }) => to.host))).toEqual(new Set([HOME.host]));
  });

  it('B86: does not take the place of a source that pauses, nor keep it from coming back', () => {
    const driver = call();
    driver.play({ ...FORGED, everyMs: 500 }, 50, 18, 1000);
    driver.play({ ...LIVE, timestamp: 8990 * 90 }, 50, 50, 9990);
    driver.runTo(12_000);
    expect(indexes(driver, 66)).toEqual([]);
    expect(indexes(driver, 1)).toEqual(upTo(100));
  });

  it('is the source’s after 1 s of silence from another port of its host, after 10 s from elsewhere', () => {
    for (const [from, afterMs] of [
      [{ host: HOME.host, port: 40_000 }, 1000],
      [{ host: 'roaming', port: 5004 }, 10_000],
    ] as const) {
      const driver = call();
      driver.play({ ...LIVE, name: 2, from }, 50, 600, 1000);
      expect(driver.session.statistics.rejects).toEqual({ 'foreign-address': afterMs / 20 - 1 });
      expect(indexes(driver, 2).at(-1)).toBe(649);
    }
  });

  it('before it is validated does not count as its own, nor keep it out', () => {
    const driver = new SessionDriver({ latencyMs: 0 });
    driver.arrive(FORGED, 7);
    driver.arrive(LIVE, 8);
    driver.arrive(FORGED, 1000);
    expect(driver.heard('stream')).toEqual([]);
    driver.arrive(LIVE, 9);
    driver.runTo(100);
    expect(indexes(driver, 1)).toEqual([8, 9]);
    expect(indexes(driver, 66)).toEqual([]);
  });
});

describe('B86: retransmission from elsewhere', () => {
  it('B86: repairs nothing, and does not keep out what is sent again by the source', () => {
    const flows = [{ ssrc: 1, retransmissionSsrc: 2 }];
    const retransmission = { payloadType: 97, flows };
    const receive = [{ payloadType: 96, format: toyFormat(), retransmission, feedback: ['nack' as const] }];
    const driver = new SessionDriver({ receive, latencyMs: 200 });
    driver.play(LIVE, 0, 50, 0);
    driver.play(LIVE, 51, 2, 1020);
    const again = (name: number, from: Address): void => {
      const payload = Uint8Array.of(0, 50, 1, name, 0, 50);
      const bytes = toyPacket({ ssrc: 2, payloadType: 97, sequenceNumber: 7, timestamp: 50 * 1800, payload });
      driver.session.handleDatagram(driver.now, bytes, from, 'rtp');
    };
    again(66, STRANGER);
    again(1, HOME);
    driver.runTo(2000);
    expect([indexes(driver, 1), indexes(driver, 66)]).toEqual([upTo(53), []]);
    expect(driver.session.statistics.rejects).toEqual({ 'retransmission-of-nothing': 1 });
  });
});

describe('RTCP about a source from elsewhere', () => {
  it('B34: a goodbye for an active source is ignored', () => {
    const driver = call();
    driver.rtcp([report(1), { type: 'goodbye', ssrcs: [1] }], STRANGER);
    driver.rtcp([report(9), { type: 'goodbye', ssrcs: [9, 1] }], STRANGER);
    driver.play(LIVE, 50, 50, 1000);
    expect(driver.heard('goodbye')).toMatchObject([{ ssrc: 9 }]);
    expect(driver.heard('end')).toEqual([]);
    expect(indexes(driver, 1)).toEqual(upTo(100));
    expect(driver.session.statistics.rejects).toEqual({ 'foreign-address': 2 });
  });

  it('neither renames it, nor reports for it, nor says where to send reports', () => {
    const driver = call();
    const told = driver.said.length;
    const forged: RtcpPacket[] = [
      {
        type: 'sender-report',
        ssrc: 1,
        ntpTimestamp: { seconds: 1, fraction: 0 },
        rtpTimestamp: 0,
        senderPacketCount: 0,
        senderOctetCount: 0,
        reportBlocks: [],
      },
      { type: 'source-description', chunks: [{ ssrc: 1, items: [{ type: 'CNAME', value: 'evil' }] }] },
    ];
    driver.rtcp(forged, STRANGER);
    driver.rtcp([report(9), forged[1]!], STRANGER);
    expect(driver.said.slice(told).map(({ output }) => output.type)).toEqual(['reject', 'reject']);
    expect([...driver.session.participants].map(({ items }) => items.get('CNAME'))).toEqual(['friend', undefined]);
    expect(driver.session.incoming.get(1)!.statistics.remote).toBeUndefined();
  });

  it('that came before its first RTP was not said by it', () => {
    const driver = new SessionDriver();
    driver.introduce(1, 'evil', STRANGER);
    driver.play(LIVE, 0, 50, 0);
    driver.introduce(1, 'friend');
    expect([...driver.session.participants]).toMatchObject([{ ssrc: 1, items: new Map([['CNAME', 'friend']]) }]);
    expect(driver.heard('source-description').at(-1)!.items).toEqual(new Map([['CNAME', 'friend']]));
  });

  it('is believed from the host that the description names', () => {
    const driver = call({ rtcp: { described: { host: 'control', port: 6001 } } });
    driver.introduce(1, 'friend of a friend', { host: 'control', port: 6000 });
    expect(driver.heard('source-description').map(({ items }) => items.get('CNAME'))).toEqual([
      'friend',
      'friend of a friend',
    ]);
  });

  it('is a third-party collision where a member is known elsewhere: the first is kept', () => {
    const driver = new SessionDriver();
    driver.introduce(5, 'first', { host: 'x', port: 1000 });
    driver.introduce(5, 'second', { host: 'y', port: 1000 });
    expect([...driver.session.participants]).toMatchObject([{ ssrc: 5, items: new Map([['CNAME', 'first']]) }]);
    driver.runTo(30_000);
    driver.introduce(5, 'second', { host: 'y', port: 1000 });
    expect([...driver.session.participants]).toMatchObject([{ ssrc: 5, items: new Map([['CNAME', 'second']]) }]);
  });
});

describe('a stranger under the name of a source', () => {
  it('does not succeed it in a hiccup', () => {
    const driver = call();
    for (let index = 50; index < 60; index++) driver.play(LIVE, index, 1, index * 20);
    driver.play({ ssrc: 66, name: 66, from: STRANGER }, 0, 10, 1190);
    driver.introduce(66, 'friend', STRANGER);
    driver.play(LIVE, 60, 50, 2100);
    expect(driver.heard('restart')).toEqual([]);
    expect(indexes(driver, 1)).toEqual(upTo(110));
  });
});

describe('a goodbye that RTP belies', () => {
  it.each([
    [5, 0],
    [20, 0],
    [20, 200],
    [33, 0],
    [100, 0],
    [250, 40],
  ])('B34: changes nothing for a source of a packet every %i ms, at %i ms of latency', (everyMs, latencyMs) => {
    const driver = new SessionDriver({ latencyMs });
    const live = { ...LIVE, everyMs };
    driver.play(live, 0, 50, 0);
    driver.goodbye(1);
    driver.play(live, 50, 50, 50 * everyMs);
    driver.runTo(driver.now + 5000);
    expect(indexes(driver, 1)).toEqual(upTo(100));
    expect(driver.heard('end')).toEqual([]);
    expect(driver.heard('stream')).toHaveLength(1);
  });

  it('is one all the same: without RTP the stream ends within 300 ms', () => {
    const driver = call();
    driver.goodbye(1);
    driver.runTo(5000);
    expect(driver.said.find(({ output }) => output.type === 'end')!.at).toBeLessThanOrEqual(980 + 300);
    expect(driver.heard('end')).toMatchObject([{ cause: 'goodbye' }]);
  });
});
