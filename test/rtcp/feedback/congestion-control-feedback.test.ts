import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../../src/rtcp/compound-packet.js';
import {
  ARRIVAL_NOT_KNOWN,
  ARRIVAL_TOO_OLD,
  type CongestionControlFeedback,
} from '../../../src/rtcp/feedback/congestion-control-feedback.js';
import { hex } from '../../hex.js';
import { acceptReduced, refuse } from '../accept.js';

const SECTION = 'RFC 8888 §3.1';
const reducedSize = true;

// By hand from the box of §3.1: two streams, the first with an odd number of packets.
const OCTETS =
  '8b cd 000b 00000001 ' +
  '0000000a fffe0003 8000 0000 f234 0000 ' +
  '0000000b 00070002 9ffe bfff ' +
  '0000000c 00000000 ' +
  'b7052000';
const FEEDBACK: CongestionControlFeedback = {
  type: 'congestion-control-feedback',
  ssrc: 1,
  reports: [
    {
      ssrc: 10,
      beginSequenceNumber: 0xfffe,
      packets: [{ ecn: 0, arrivalTimeOffset: 0 }, undefined, { ecn: 3, arrivalTimeOffset: 0x1234 }],
    },
    {
      ssrc: 11,
      beginSequenceNumber: 7,
      packets: [
        { ecn: 0, arrivalTimeOffset: ARRIVAL_TOO_OLD },
        { ecn: 1, arrivalTimeOffset: ARRIVAL_NOT_KNOWN },
      ],
    },
    { ssrc: 12, beginSequenceNumber: 0, packets: [] },
  ],
  reportTimestamp: 0xb705_2000,
};

describe('RFC 8888 §3.1 congestion control feedback', () => {
  it('reads every field', () => {
    expect(acceptReduced(OCTETS)).toEqual([FEEDBACK]);
  });

  it('writes every field, and zeros behind an odd number of packets', () => {
    expect(serializeCompoundPacket([FEEDBACK], { reducedSize })).toEqual(hex(OCTETS));
  });

  it('takes the bits of a packet that has not come for nothing', () => {
    expect(acceptReduced('8bcd0005 00000001 0000000a 00000001 7fff 0000 00000000')).toMatchObject([
      { reports: [{ packets: [undefined] }] },
    ]);
  });

  it('B28: refuses 65535 packets announced, and 16384 of which none is there', () => {
    expect(refuse('8bcd0005 00000001 0000000a 0000ffff 80008000 00000000', { reducedSize })).toBe(
      `too-many-packet-metrics at 14 (${SECTION})`,
    );
    expect(refuse('8bcd0005 00000001 0000000a 00004000 80008000 00000000', { reducedSize })).toBe(
      `packet-metrics-overrun-packet at 14 (${SECTION})`,
    );
  });

  it('refuses a report that is cut short, and one without its timestamp', () => {
    expect(refuse('8bcd0003 00000001 0000000a 00000000', { reducedSize })).toBe(
      `stream-report-overruns-packet at 8 (${SECTION})`,
    );
    expect(refuse('8bcd0001 00000001', { reducedSize })).toBe(`report-timestamp-missing at 8 (${SECTION})`);
  });

  it.each<[string, Partial<CongestionControlFeedback>]>([
    ['reportTimestamp is -1', { reportTimestamp: -1 }],
    ['ssrc is 4294967296', { reports: [{ ssrc: 2 ** 32, beginSequenceNumber: 0, packets: [] }] }],
    ['beginSequenceNumber is 65536', { reports: [{ ssrc: 1, beginSequenceNumber: 65_536, packets: [] }] }],
    [
      'packets.length is 16385',
      { reports: [{ ssrc: 1, beginSequenceNumber: 0, packets: Array.from({ length: 16_385 }, () => undefined) }] },
    ],
    ['ecn is 4', { reports: [{ ssrc: 1, beginSequenceNumber: 0, packets: [{ ecn: 4, arrivalTimeOffset: 0 }] }] }],
    [
      'arrivalTimeOffset is 8192',
      { reports: [{ ssrc: 1, beginSequenceNumber: 0, packets: [{ ecn: 0, arrivalTimeOffset: 8192 }] }] },
    ],
  ])('throws a RangeError: %s', (message, wrong) => {
    expect(() => serializeCompoundPacket([{ ...FEEDBACK, ...wrong }], { reducedSize })).toThrow(RangeError);
    expect(() => serializeCompoundPacket([{ ...FEEDBACK, ...wrong }], { reducedSize })).toThrow(message);
  });
});
