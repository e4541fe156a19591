import { describe, expect, it } from 'vitest';
import { serializeRtpPacket } from '../../src/rtp/serialize-rtp-packet.js';
import { hex } from '../hex.js';
import { dissect } from '../peers/tshark.js';

describe('RTP as tshark reads it', () => {
  it('every field of a packet with all there can be, and of one with the least', async () => {
    const full = serializeRtpPacket({
      payloadType: 96,
      marker: true,
      sequenceNumber: 65_535,
      timestamp: 4_294_967_295,
      ssrc: 0xdead_beef,
      csrcs: [1, 0xffff_ffff],
      extensions: [
        { id: 1, data: hex('aa') },
        { id: 14, data: hex('bbcc') },
      ],
      payload: hex('01020304'),
      paddingLength: 6,
    });
    const twoByte = serializeRtpPacket({
      payloadType: 97,
      marker: false,
      sequenceNumber: 0,
      timestamp: 0,
      ssrc: 0,
      extensions: [{ id: 200, data: hex('aabbcc') }],
      payload: hex('05'),
    });
    const least = serializeRtpPacket({
      payloadType: 127,
      marker: false,
      sequenceNumber: 1,
      timestamp: 2,
      ssrc: 3,
      payload: hex('06'),
    });
    const read = await dissect(
      'rtp',
      [full, twoByte, least],
      [
        '_ws.malformed',
        'rtp.marker',
        'rtp.p_type',
        'rtp.seq',
        'rtp.timestamp',
        'rtp.ssrc',
        'rtp.csrc.item',
        'rtp.ext.rfc5285.id',
        'rtp.ext.rfc5285.len',
        'rtp.payload',
        'rtp.padding.count',
      ],
    );
    expect(read.map((fields) => Object.values(fields).map((values) => values.join(' ')))).toEqual([
      ['', '1', '96', '65535', '4294967295', '0xdeadbeef', '0x00000001 0xffffffff', '1 14', '1 2', '01020304', '6'],
      ['', '0', '97', '0', '0', '0x00000000', '', '200', '3', '05', ''],
      ['', '0', '127', '1', '2', '0x00000003', '', '', '', '06', ''],
    ]);
  });
});
