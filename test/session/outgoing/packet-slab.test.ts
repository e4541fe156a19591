import { describe, expect, it } from 'vitest';
import { parseRtpPacket, type RtpPacket } from '../../../src/rtp/rtp-packet.js';
import { PacketSlab } from '../../../src/session/outgoing/packet-slab.js';

const options = { mtu: 1400, payloadType: 96, ssrc: 0xdeadbeef, sequenceNumber: 65_535, timestampOffset: 0xffff_fff0 };

function collect(): { slab: PacketSlab; packets: Uint8Array[] } {
  const packets: Uint8Array[] = [];
  return { slab: new PacketSlab(options, (packet) => packets.push(packet)), packets };
}

describe('packets in a slab', () => {
  it('puts header and payload into one contiguous packet; sequence number and timestamp wrap', () => {
    const { slab, packets } = collect();
    for (const ticks of [0, 0x20]) {
      const room = slab.reserve(10);
      slab.bytes.fill(7, room, room + 4);
      slab.commit(4, ticks, ticks > 0);
    }
    const parsed = packets.map((packet) => parseRtpPacket(packet) as RtpPacket);
    expect(parsed.map(({ sequenceNumber }) => sequenceNumber)).toEqual([65_535, 0]);
    expect(parsed.map(({ timestamp }) => timestamp)).toEqual([0xffff_fff0, 0x10]);
    expect(parsed.map(({ marker }) => marker)).toEqual([false, true]);
    expect(parsed[1]).toMatchObject({ ssrc: 0xdeadbeef, payloadType: 96 });
    expect([...parsed[1]!.payload]).toEqual([7, 7, 7, 7]);
  });

  it('makes nothing of a room that is not committed', () => {
    const { slab, packets } = collect();
    const abandoned = slab.reserve(100);
    expect(slab.reserve(100)).toBe(abandoned);
    expect(packets).toEqual([]);
  });

  it('never touches a packet again, however many follow', () => {
    const { slab, packets } = collect();
    for (let index = 0; index < 3000; index++) {
      const room = slab.reserve(1388);
      slab.bytes.fill(index, room, room + 1388);
      slab.commit(1388, index, false);
    }
    expect(packets.every((packet, index) => packet[12] === (index & 0xff) && packet[1399] === (index & 0xff))).toBe(
      true,
    );
  });

  it('refuses a payload that would not fit into the MTU', () => {
    const { slab } = collect();
    expect(slab.maxPayloadLength).toBe(1388);
    expect(() => slab.reserve(1389)).toThrow(RangeError);
  });
});
