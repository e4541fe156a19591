import { describe, expect, it } from 'vitest';
import { concatenate } from '../../src/bytes/octets.js';
import { Reject } from '../../src/errors.js';
import { rtpdumpFileHeader, rtpdumpRecord } from '../../src/formats/rtpdump.js';
import {
  Capture,
  readCapture,
  replay,
  shiftNumbers,
  VirtualHost,
  VirtualTime,
  type ReplayedDatagram,
} from '../../src/lab/index.js';
import { h264 } from '../../src/payloaders/h264/index.js';
import { Session } from '../../src/session/session.js';
import { clipUnits } from '../peers/clip.js';
import { hex } from '../hex.js';

const ALICE = { host: '10.0.0.1', port: 5004 };
const BOB = { host: '10.0.0.2', port: 5004 };

function randomUint32(): number {
  return 0x0123_4567;
}

/** Three seconds of the clip with RTCP, as a capture of what left the sender. */
function captured(): Uint8Array {
  const time = new VirtualTime(1000);
  const capture = new Capture(time, 1.79e12);
  const session = new Session(time.now, { cname: 'alice', randomUint32, remote: BOB });
  const host = new VirtualHost(time, session, { transmit: ({ bytes, to }) => capture.record(bytes, ALICE, to) });
  const stream = session.addOutgoing({ format: h264, sequenceNumber: 100, timestampOffset: 5000 });
  for (const [index, unit] of clipUnits(90).entries()) {
    time.at(1000 + (index * 1000) / 30, () => host.act((now) => stream.send(now, unit, index * 3000)));
  }
  time.run(4000);
  host.act((now) => session.close(now));
  return capture.bytes;
}

function framesFrom(
  datagrams: readonly ReplayedDatagram[],
  change = (bytes: Uint8Array): Uint8Array => bytes,
): number[] {
  const time = new VirtualTime(77);
  const releases: number[] = [];
  const session = new Session(time.now, {
    cname: 'bob',
    randomUint32: () => 9,
    receive: [{ payloadType: 96, format: h264 }],
  });
  const host = new VirtualHost(time, session, {
    transmit: () => undefined,
    event: (event) => event.type === 'frame' && event.frame.complete && releases.push(event.releaseMs),
  });
  replay(time, datagrams, ({ bytes, from, channel }) => host.receive(change(bytes), from, channel));
  time.run(5000);
  return releases;
}

describe('capture and replay', () => {
  it('happens again as it happened: same datagrams, same ends, same times', () => {
    const datagrams = readCapture(captured()) as ReplayedDatagram[];
    expect(datagrams[0]).toMatchObject({ atMs: 0, from: ALICE, to: BOB, channel: 'rtp' });
    expect(datagrams.at(-1)).toMatchObject({ channel: 'rtcp', to: { host: BOB.host, port: 5005 } });
    const releases = framesFrom(datagrams);
    expect(releases).toHaveLength(90);
    for (const [index, releaseMs] of releases.entries()) {
      expect(Math.abs(releaseMs - (77 + 200 + (index * 1000) / 30))).toBeLessThan(0.01);
    }
  });

  it('crosses the wraps of sequence number and timestamp when the numbers are moved', () => {
    const datagrams = readCapture(captured()) as ReplayedDatagram[];
    const shift = { sequenceNumbers: 65_500 - 100, timestampTicks: 2 ** 32 - 100_000 };
    const moved = shiftNumbers(datagrams[0]!.bytes, shift);
    expect([...moved.subarray(2, 4)]).toEqual([65_500 >> 8, 65_500 & 0xff]);
    expect(framesFrom(datagrams, (bytes) => shiftNumbers(bytes, shift))).toHaveLength(90);
  });

  it('plays rtpdump files too', () => {
    const origin = {
      startUnixMs: 0,
      sourceHost: '10.0.0.1',
      sourcePort: 7,
      destinationHost: '10.0.0.2',
      destinationPort: 8,
    };
    const file = concatenate([
      rtpdumpFileHeader(origin),
      rtpdumpRecord(40, hex('80600001')),
      rtpdumpRecord(65, hex('80c90001')),
    ]);
    const at: [number, string][] = [];
    const time = new VirtualTime();
    replay(time, readCapture(file) as ReplayedDatagram[], ({ channel }) => at.push([time.now, channel]));
    time.run(100);
    expect(at).toEqual([
      [0, 'rtp'],
      [25, 'rtcp'],
    ]);
  });

  it('refuses what is no capture, and is content with an empty one', () => {
    expect(readCapture(hex('00112233445566778899aabbccddeeff0011223344556677'))).toBeInstanceOf(Reject);
    expect(readCapture(new Capture(new VirtualTime()).bytes)).toEqual([]);
  });
});

describe('moving the numbers of a datagram', () => {
  it('moves those of RTP and the RTP timestamp of a sender report, and nothing else', () => {
    const shift = { sequenceNumbers: 2, timestampTicks: 0x10 };
    expect(shiftNumbers(hex('8060ffff fffffff8 00000003 aa'), shift)).toEqual(hex('80600001 00000008 00000003 aa'));
    const report = '80c80006 00000001 00000002 00000003 fffffff8 00000005 00000006';
    expect(shiftNumbers(hex(report), shift)).toEqual(hex(report.replace('fffffff8', '00000008')));
    for (const other of ['80c90001 00000001', '80c80006', '8060', '']) {
      expect(shiftNumbers(hex(other), shift)).toEqual(hex(other));
    }
  });

  it('leaves the original as it was', () => {
    const bytes = hex('80600001 00000002 00000003');
    shiftNumbers(bytes, { sequenceNumbers: 5 });
    expect(bytes).toEqual(hex('80600001 00000002 00000003'));
  });

  it('leaves the original as it was when it is a Buffer, whose slice is a view', () => {
    const bytes = Buffer.from(hex('80600001 00000002 00000003'));
    const report = Buffer.from(hex('80c80006 00000001 00000002 00000003 00000004 00000005 00000006'));
    const before = [[...bytes], [...report]];
    shiftNumbers(bytes, { sequenceNumbers: 5, timestampTicks: 5 });
    shiftNumbers(report, { timestampTicks: 5 });
    expect([[...bytes], [...report]]).toEqual(before);
  });
});
