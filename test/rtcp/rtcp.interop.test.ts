import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { serializeCompoundPacket } from '../../src/rtcp/compound-packet.js';
import { extendedReportBlockFormats } from '../../src/rtcp/extended-reports/registry.js';
import { formatOfType, rtcpPacketFormats, type RtcpPacket } from '../../src/rtcp/registry.js';
import { dissect, type Dissection } from '../peers/tshark.js';
import { arbitraryPackets } from './arbitrary-packets.js';
import { extendedReportRows } from './extended-reports/tshark-rows.js';
import { feedbackRows } from './feedback/tshark-rows.js';
import { REPORT, reportRows, type TsharkRow } from './tshark-rows.js';

const TABLE: readonly TsharkRow[] = [...reportRows, ...feedbackRows, ...extendedReportRows];
const SOUND = { '_ws.malformed': [], '_ws.expert.message': [], 'rtcp.length_check': ['1'] };

describe('every RTCP packet as tshark reads it', () => {
  let read: Dissection<string>[];

  beforeAll(async () => {
    const compounds = TABLE.map(({ packets, paddingLength = 0 }) =>
      serializeCompoundPacket(packets, { paddingLength }),
    );
    const fields = new Set(TABLE.flatMap(({ expected }) => [...Object.keys(SOUND), ...Object.keys(expected)]));
    read = await dissect('rtcp', compounds, [...fields]);
  }, 20_000);

  it.each(TABLE.map((row, index) => ({ ...row, index })))('$name', ({ index, expected }) => {
    const fields = Object.keys({ ...SOUND, ...expected });
    expect(Object.fromEntries(fields.map((field) => [field, read[index]![field]]))).toEqual({ ...SOUND, ...expected });
  });

  it('has a row for every packet and every block that is written by its fields', () => {
    const packets = TABLE.flatMap((row) => row.packets);
    const blocks = packets.flatMap((packet) => (packet.type === 'extended-report' ? packet.blocks : []));
    const missing = [
      ...rtcpPacketFormats.filter(({ type }) => packets.every((packet) => packet.type !== type)),
      ...extendedReportBlockFormats.filter(({ type }) => blocks.every((block) => block.type !== type)),
    ];
    expect(missing.map(({ type }) => type)).toEqual([]);
  });
});

describe('any RTCP compound as tshark reads it', () => {
  it('is not malformed', async () => {
    const packet = fc.oneof(...Object.values<fc.Arbitrary<RtcpPacket>>(arbitraryPackets)).filter(isDissected);
    const compounds = fc.array(fc.array(packet, { maxLength: 6 }), { minLength: 50, maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(compounds, async (drawn) => {
        const sent = drawn.map((packets) => [REPORT, ...packets, REPORT]);
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

/** What tshark 4.0 does not take for something else: it reads the extensions of any profile and application as MS-RTP's. */
function isDissected(packet: RtcpPacket): boolean {
  if (packet.type === 'unknown' || packet.type === 'application-layer-feedback') return false;
  if (packet.type === 'extended-report') return packet.blocks.every((block) => block.type !== 'unknown');
  return !('profileExtension' in packet) || packet.profileExtension === undefined;
}
