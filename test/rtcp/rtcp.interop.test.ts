import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../src/rtcp/compound-packet.js';
import { formatOfType, type RtcpPacket } from '../../src/rtcp/registry.js';
import type { ReportBlock } from '../../src/rtcp/report-block.js';
import { hex } from '../hex.js';
import { dissect } from '../peers/tshark.js';
import { arbitraryPackets } from './arbitrary-packets.js';

const BLOCK: ReportBlock = {
  ssrc: 0xaaaa_0001,
  fractionLost: 255,
  cumulativeLost: -1,
  extendedHighestSequenceNumber: 0x2_fffe,
  interarrivalJitter: 4_000_000_000,
  lastSenderReport: 0xb705_2000,
  delaySinceLastSenderReport: 0x5_4000,
};
const REPORT: RtcpPacket = { type: 'receiver-report', ssrc: 0x1111_1111, reportBlocks: [] };

interface Row {
  readonly name: string;
  readonly packets: RtcpPacket[];
  readonly paddingLength?: number;
  /** What tshark must read: field name to values in order. */
  readonly expected: Readonly<Record<string, string[]>>;
}

const ROWS: Row[] = [
  {
    name: 'sender report with two blocks',
    packets: [
      {
        type: 'sender-report',
        ssrc: 0xffff_ffff,
        ntpTimestamp: { seconds: 0xb44d_b705, fraction: 0x2000_0000 },
        rtpTimestamp: 0xffff_fff0,
        senderPacketCount: 100,
        senderOctetCount: 4_294_967_295,
        reportBlocks: [BLOCK, { ...BLOCK, ssrc: 0xaaaa_0002, fractionLost: 0, cumulativeLost: 0x7f_ffff }],
      },
    ],
    expected: {
      'rtcp.pt': ['200'],
      'rtcp.rc': ['2'],
      'rtcp.senderssrc': ['0xffffffff'],
      'rtcp.timestamp.ntp.msw': [String(0xb44d_b705)],
      'rtcp.timestamp.ntp.lsw': [String(0x2000_0000)],
      'rtcp.timestamp.rtp': [String(0xffff_fff0)],
      'rtcp.sender.packetcount': ['100'],
      'rtcp.sender.octetcount': ['4294967295'],
      'rtcp.ssrc.identifier': ['0xaaaa0001', '0xaaaa0002'],
      'rtcp.ssrc.fraction': ['255', '0'],
      'rtcp.ssrc.cum_nr': ['-1', '8388607'],
    },
  },
  {
    name: 'receiver report',
    packets: [{ ...REPORT, reportBlocks: [BLOCK] }],
    expected: {
      'rtcp.pt': ['201'],
      'rtcp.senderssrc': ['0x11111111'],
      'rtcp.ssrc.ext_high': [String(0x2_fffe)],
      'rtcp.ssrc.high_seq': [String(0xfffe)],
      'rtcp.ssrc.high_cycles': ['2'],
      'rtcp.ssrc.jitter': ['4000000000'],
      'rtcp.ssrc.lsr': [String(0xb705_2000)],
      'rtcp.ssrc.dlsr': [String(0x5_4000)],
    },
  },
  {
    name: 'source description, every item and two chunks',
    packets: [
      REPORT,
      {
        type: 'source-description',
        chunks: [
          {
            ssrc: 1,
            items: [
              { type: 'CNAME', value: 'user@host' },
              { type: 'NAME', value: 'Jim' },
              { type: 'EMAIL', value: 'c' },
              { type: 'PHONE', value: '' },
              { type: 'LOC', value: 'here' },
              { type: 'TOOL', value: 'rtpkit' },
              { type: 'NOTE', value: 'n'.repeat(255) },
              { type: 'PRIV', prefix: 'pre', value: 'fix' },
              { type: 'unknown', itemType: 15, value: hex('6d6964') },
            ],
          },
          { ssrc: 2, items: [{ type: 'CNAME', value: 'other' }] },
        ],
      },
    ],
    expected: {
      'rtcp.pt': ['201', '202'],
      'rtcp.sc': ['2'],
      'rtcp.ssrc.identifier': ['0x00000001', '0x00000002'],
      'rtcp.sdes.type': ['1', '2', '3', '4', '5', '6', '7', '8', '15', '0', '1', '0'],
      'rtcp.sdes.prefix.string': ['pre'],
      // tshark 4.0 shows no text of an empty item and reads the others as ASCII.
      'rtcp.sdes.text': ['user@host', 'Jim', 'c', 'here', 'rtpkit', 'n'.repeat(255), 'fix', 'mid', 'other'],
    },
  },
  {
    name: 'goodbye of two sources with a reason, padded',
    packets: [REPORT, { type: 'goodbye', ssrcs: [1, 2], reason: 'camera restart' }],
    paddingLength: 12,
    expected: {
      'rtcp.pt': ['201', '203'],
      'rtcp.sc': ['2'],
      'rtcp.ssrc.identifier': ['0x00000001', '0x00000002'],
      'rtcp.sdes.text': ['camera restart'],
      'rtcp.padding.count': ['12'],
    },
  },
  {
    name: 'application-defined packet',
    packets: [
      REPORT,
      { type: 'application-defined', subtype: 21, ssrc: 7, name: 'name', data: hex('0102030405060708') },
    ],
    expected: {
      'rtcp.pt': ['201', '204'],
      'rtcp.app.subtype': ['21'],
      'rtcp.app.name': ['name'],
      'rtcp.app.data': ['0102030405060708'],
    },
  },
];

const CHECKS = ['_ws.malformed', '_ws.expert.message', 'rtcp.length_check'] as const;
const SOUND = { '_ws.malformed': [], '_ws.expert.message': [], 'rtcp.length_check': ['1'] };

describe('RTCP as tshark reads it', () => {
  it.each(ROWS)('$name', async ({ packets, paddingLength = 0, expected }) => {
    const bytes = serializeCompoundPacket(packets, { paddingLength });
    const [read] = await dissect('rtcp', [bytes], [...CHECKS, ...Object.keys(expected)]);
    expect(read).toEqual({ ...SOUND, ...expected });
  });

  it('finds nothing malformed in any compound', async () => {
    const { unknown: _, ...dissected } = arbitraryPackets;
    // tshark takes the extensions of any profile for those of MS-RTP.
    const packet = fc
      .oneof(...Object.values<fc.Arbitrary<RtcpPacket>>(dissected))
      .filter((drawn) => !('profileExtension' in drawn) || drawn.profileExtension === undefined);
    const compounds = fc.array(fc.array(packet, { maxLength: 6 }), { minLength: 50, maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(compounds, async (drawn) => {
        const sent = drawn.map((packets) => [REPORT, ...packets]);
        const read = await dissect(
          'rtcp',
          sent.map((packets) => serializeCompoundPacket(packets)),
          ['_ws.malformed', 'rtcp.length_check', 'rtcp.pt'],
        );
        const payloadTypes = sent.map((packets) => packets.map(({ type }) => String(formatOfType(type)!.payloadType)));
        expect(read.map((fields) => fields['_ws.malformed'])).toEqual(sent.map(() => []));
        expect(read.map((fields) => fields['rtcp.length_check'])).toEqual(sent.map(() => ['1']));
        expect(read.map((fields) => fields['rtcp.pt'])).toEqual(payloadTypes);
      }),
      { numRuns: 5 },
    );
  });
});
