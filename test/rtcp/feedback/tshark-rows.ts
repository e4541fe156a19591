/** What tshark 4.0 must read of feedback. */

import { hex } from '../../hex.js';
import { REPORT, type TsharkRow } from '../tshark-rows.js';

const SOURCES = { ssrc: 0x1111_1111, mediaSsrc: 0x2222_2222 };
const NO_MEDIA_SOURCE = { ssrc: 0x1111_1111, mediaSsrc: 0 };

const transportLayerRows: readonly TsharkRow[] = [
  {
    name: 'generic NACK of two entries',
    packets: [REPORT, { type: 'generic-nack', ...SOURCES, sequenceNumbers: [65_534, 65_535, 1, 100] }],
    expected: {
      'rtcp.pt': ['201', '205'],
      'rtcp.rtpfb.fmt': ['1'],
      'rtcp.senderssrc': ['0x11111111', '0x11111111'],
      'rtcp.mediassrc': ['0x22222222'],
      // Bit 2 of the mask is 65537 modulo 65536.
      'rtcp.rtpfb.nack_pid': ['65534', '65535', '65537', '100'],
      'rtcp.rtpfb.nack_blp': ['0x0005', '0x0000'],
    },
  },
  {
    // Of the nine bits of the overhead tshark 4.0 shows eight.
    name: 'temporary maximum media bit rate request of two entries',
    packets: [
      REPORT,
      {
        type: 'temporary-maximum-media-bit-rate-request',
        ...NO_MEDIA_SOURCE,
        entries: [
          { ssrc: 2, bitRate: 120_000, overhead: 40 },
          { ssrc: 3, bitRate: 35_000_000, overhead: 255 },
        ],
      },
    ],
    expected: {
      'rtcp.pt': ['201', '205'],
      'rtcp.rtpfb.fmt': ['3'],
      'rtcp.mediassrc': ['0x00000000'],
      'rtcp.rtpfb.tmmbr.fci.ssrc': ['0x00000002', '0x00000003'],
      'rtcp.rtpfb.tmmbr.fci.exp': ['0', '9'],
      'rtcp.rtpfb.tmmbr.fci.mantissa': ['120000', '68359'],
      'rtcp.rtpfb.tmmbr.fci.measuredoverhead': ['40', '255'],
    },
  },
  {
    name: 'temporary maximum media bit rate notification',
    packets: [
      REPORT,
      {
        type: 'temporary-maximum-media-bit-rate-notification',
        ...NO_MEDIA_SOURCE,
        entries: [{ ssrc: 3, bitRate: 0, overhead: 0 }],
      },
      { type: 'temporary-maximum-media-bit-rate-notification', ...NO_MEDIA_SOURCE, entries: [] },
    ],
    expected: {
      'rtcp.pt': ['201', '205', '205'],
      'rtcp.rtpfb.fmt': ['4', '4'],
      'rtcp.rtpfb.tmmbr.fci.ssrc': ['0x00000003'],
      'rtcp.rtpfb.tmmbr.fci.exp': ['0'],
      'rtcp.rtpfb.tmmbr.fci.mantissa': ['0'],
      'rtcp.rtpfb.tmmbr.fci.measuredoverhead': ['0'],
    },
  },
  {
    // tshark 4.0 has no name for format 5 and reads its sources.
    name: 'rapid resynchronization request',
    packets: [REPORT, { type: 'rapid-resynchronization-request', ...SOURCES }],
    expected: {
      'rtcp.pt': ['201', '205'],
      'rtcp.rtpfb.fmt': ['5'],
      'rtcp.length': ['1', '2'],
      'rtcp.senderssrc': ['0x11111111', '0x11111111'],
      'rtcp.mediassrc': ['0x22222222'],
    },
  },
  {
    name: 'transport-wide feedback with small, large and negative deltas',
    packets: [
      REPORT,
      {
        type: 'transport-wide-feedback',
        ...SOURCES,
        baseSequenceNumber: 65_534,
        packetStatusCount: 6,
        referenceTime: -5,
        feedbackPacketCount: 255,
        arrivals: [
          { sequenceNumber: 65_534, ticks: 3 },
          { sequenceNumber: 0, ticks: 500 },
          { sequenceNumber: 3, ticks: 400 },
        ],
      },
    ],
    expected: {
      'rtcp.pt': ['201', '205'],
      'rtcp.rtpfb.fmt': ['15'],
      'rtcp.mediassrc': ['0x22222222'],
      'rtcp.rtpfb.transportcc.baseseq': ['65534'],
      'rtcp.rtpfb.transportcc.statuscount': ['6'],
      'rtcp.rtpfb.transportcc.reftime': ['-5'],
      'rtcp.rtpfb.transportcc.pktcount': ['255'],
      'rtcp.rtpfb.transportcc.recv_delta': ['0x03', '0x01f1', '0xff9c'],
    },
  },
  {
    // tshark 4.0 does not know RFC 8888: it takes the first stream for the media source and shows the rest as octets.
    name: 'congestion control feedback (RFC 8888), the octets only',
    packets: [
      REPORT,
      {
        type: 'congestion-control-feedback',
        ssrc: 0x1111_1111,
        reportTimestamp: 0x0102_0304,
        reports: [
          {
            ssrc: 0x3333_3333,
            beginSequenceNumber: 65_535,
            packets: [{ ecn: 0, arrivalTimeOffset: 100 }, undefined, { ecn: 3, arrivalTimeOffset: 5 }],
          },
        ],
      },
    ],
    expected: {
      'rtcp.pt': ['201', '205'],
      'rtcp.rtpfb.fmt': ['11'],
      'rtcp.senderssrc': ['0x11111111', '0x11111111'],
      'rtcp.mediassrc': ['0x33333333'],
      'rtcp.fci': ['ffff000380640000e005000001020304'],
    },
  },
];

const payloadSpecificRows: readonly TsharkRow[] = [
  {
    name: 'picture loss indication',
    packets: [REPORT, { type: 'picture-loss-indication', ...SOURCES }],
    expected: {
      'rtcp.pt': ['201', '206'],
      'rtcp.psfb.fmt': ['1'],
      'rtcp.senderssrc': ['0x11111111', '0x11111111'],
      'rtcp.mediassrc': ['0x22222222'],
    },
  },
  {
    name: 'slice loss indication of two slices',
    packets: [
      REPORT,
      {
        type: 'slice-loss-indication',
        ...SOURCES,
        slices: [
          { first: 1, number: 2, pictureId: 3 },
          { first: 8191, number: 8190, pictureId: 63 },
        ],
      },
    ],
    expected: {
      'rtcp.pt': ['201', '206'],
      'rtcp.psfb.fmt': ['2'],
      'rtcp.psfb.fir.sli.first': ['1', '8191'],
      'rtcp.psfb.fir.sli.number': ['2', '8190'],
      'rtcp.psfb.fir.sli.picture_id': ['3', '63'],
    },
  },
  {
    // tshark 4.0 shows the octets: 31 bits of padding, payload type 96, 17 bits.
    name: 'reference picture selection indication, the octets only',
    packets: [
      REPORT,
      {
        type: 'reference-picture-selection-indication',
        ...SOURCES,
        payloadType: 96,
        bitString: hex('ffff80'),
        bitLength: 17,
      },
    ],
    expected: {
      'rtcp.pt': ['201', '206'],
      'rtcp.psfb.fmt': ['3'],
      'rtcp.mediassrc': ['0x22222222'],
      'rtcp.fci': ['1f60ffff80000000'],
    },
  },
  {
    name: 'full intra request of two entries',
    packets: [
      REPORT,
      {
        type: 'full-intra-request',
        ...NO_MEDIA_SOURCE,
        entries: [
          { ssrc: 2, sequenceNumber: 7 },
          { ssrc: 3, sequenceNumber: 255 },
        ],
      },
    ],
    expected: {
      'rtcp.pt': ['201', '206'],
      'rtcp.psfb.fmt': ['4'],
      'rtcp.mediassrc': ['0x00000000'],
      'rtcp.psfb.fir.fci.ssrc': ['0x00000002', '0x00000003'],
      'rtcp.psfb.fir.fci.csn': ['7', '255'],
      'rtcp.psfb.fir.fci.reserved': ['0', '0'],
    },
  },
  {
    name: 'receiver estimated maximum bit rate for two sources',
    packets: [
      REPORT,
      { type: 'receiver-estimated-maximum-bit-rate', ...NO_MEDIA_SOURCE, bitRate: 1_000_000, ssrcs: [2, 3] },
    ],
    expected: {
      'rtcp.pt': ['201', '206'],
      'rtcp.psfb.fmt': ['15'],
      'rtcp.psfb.remb.identifier': ['REMB'],
      'rtcp.psfb.remb.fci.number_ssrcs': ['2'],
      'rtcp.psfb.remb.fci.br_exp': ['2'],
      'rtcp.psfb.remb.fci.br_mantissa': ['250000'],
      'rtcp.psfb.remb.fci.ssrc': ['0x00000002', '0x00000003'],
    },
  },
  {
    // tshark 4.0 takes what is not REMB for a message of MS-RTP, says that it does not know its type, and reads no further.
    name: 'application layer feedback of another application',
    packets: [REPORT, { type: 'application-layer-feedback', ...SOURCES, data: hex('7465737401020304') }],
    expected: {
      'rtcp.pt': ['201', '206'],
      'rtcp.psfb.fmt': ['15'],
      'rtcp.senderssrc': ['0x11111111', '0x11111111'],
      'rtcp.mediassrc': ['0x22222222'],
      'rtcp.psfb.ms.afb_type': [String(0x7465)],
      '_ws.expert.message': ['Unknown Application Layer Feedback Type'],
    },
  },
];

export const feedbackRows: readonly TsharkRow[] = [...transportLayerRows, ...payloadSpecificRows];
