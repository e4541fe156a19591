/** What tshark 4.0 must read of reports, descriptions and goodbyes. */

import type { RtcpPacket } from '../../src/rtcp/registry.js';
import type { ReportBlock } from '../../src/rtcp/report-block.js';
import { hex } from '../hex.js';

/** A line of the table: what is written, and the fields that tshark finds in it. */
export interface TsharkRow {
  readonly name: string;
  readonly packets: readonly RtcpPacket[];
  readonly paddingLength?: number;
  /** Display filter name to values in the order of the octets. */
  readonly expected: Readonly<Record<string, readonly string[]>>;
}

const BLOCK: ReportBlock = {
  ssrc: 0xaaaa_0001,
  fractionLost: 255,
  cumulativeLost: -1,
  extendedHighestSequenceNumber: 0x2_fffe,
  interarrivalJitter: 4_000_000_000,
  lastSenderReport: 0xb705_2000,
  delaySinceLastSenderReport: 0x5_4000,
};
/** What every compound begins with. */
export const REPORT: RtcpPacket = { type: 'receiver-report', ssrc: 0x1111_1111, reportBlocks: [] };

export const reportRows: readonly TsharkRow[] = [
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
