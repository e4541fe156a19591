import { describe, expect, it } from 'vitest';
import { concatenate } from '../../src/bytes/octets.js';
import { pcapFileHeader, pcapRecord } from '../../src/formats/pcap.js';
import { frameRfc4571, Rfc4571Reader } from '../../src/formats/rfc-4571.js';
import { serializeRtpPacket } from '../../src/rtp/serialize-rtp-packet.js';
import { runGStreamer } from '../peers/gstreamer.js';

const PACKETS: Uint8Array[] = Array.from({ length: 50 }, (_, index) =>
  serializeRtpPacket({
    payloadType: 96,
    marker: index % 5 === 4,
    sequenceNumber: (65_530 + index) % 0x1_0000,
    timestamp: 3000 * index,
    ssrc: 0x1234_5678,
    payload: Uint8Array.from({ length: 27 * index }, (__, octet) => octet + index),
  }),
);

const CAPS = 'media=video,clock-rate=90000,encoding-name=H264,payload=96';

describe('RFC 4571 and pcap through GStreamer', () => {
  it('rtpstreamdepay reads what we frame, and we read what rtpstreampay frames', async () => {
    const output = await runGStreamer(
      `fdsrc fd=0 ! application/x-rtp-stream,${CAPS} ! rtpstreamdepay ! rtpstreampay ! fdsink fd=1`,
      { input: concatenate(PACKETS.map(frameRfc4571)) },
    );
    const reader = new Rfc4571Reader();
    expect(reader.push(output)).toEqual(PACKETS);
    expect(reader.incomplete).toBe(false);
  });

  it('pcapparse reads the datagrams that we record for its port', async () => {
    const record = (payload: Uint8Array, index: number, destinationPort: number): Uint8Array =>
      pcapRecord({
        unixMs: 1.7e12 + index,
        sourceHost: '10.0.0.1',
        sourcePort: 5004,
        destinationHost: '10.0.0.2',
        destinationPort,
        payload,
      });
    const records = PACKETS.flatMap((packet, index) => [record(packet, index, 10_000), record(packet, index, 10_001)]);
    const output = await runGStreamer(
      `fdsrc fd=0 ! pcapparse dst-port=10000 caps=application/x-rtp,${CAPS} ! rtpstreampay ! fdsink fd=1`,
      { input: concatenate([pcapFileHeader(), ...records]) },
    );
    expect(new Rfc4571Reader().push(output)).toEqual(PACKETS);
  });
});
