import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../../src/bytes/base64.js';
import { concatenate } from '../../../src/bytes/octets.js';
import type { CollectedPayload } from '../../../src/payloaders/array-sink.js';
import { configurationIdent } from '../../../src/payloaders/vorbis/configuration-ident.js';
import { vorbisFormatParameters } from '../../../src/payloaders/vorbis/format-parameters.js';
import { writePackedHeaders } from '../../../src/payloaders/vorbis/packed-headers.js';
import { hex } from '../../hex.js';
import { audioPacket, audioStream } from './audio-packets.js';
import { FFMPEG, GSTREAMER_FRAGMENTS } from './captured-configurations.js';
import { counted, payload, receive } from './relay.js';
import { syntheticConfiguration, syntheticHeaders } from './synthetic-headers.js';

const configuration = syntheticConfiguration();
const parameters = vorbisFormatParameters(configuration);
const ident = configurationIdent(configuration).toString(16).padStart(6, '0');
const quiet = { configuration, configurationIntervalSeconds: 0 };

function received(text: string, timestampTicks = 0): CollectedPayload {
  return { bytes: hex(text), timestampTicks, marker: false };
}

function configurationPayload(identHex: string, packed: Uint8Array, length = packed.length - 3): CollectedPayload {
  const head = hex(`${identHex} 11 ${length.toString(16).padStart(4, '0')}`);
  return { bytes: concatenate([head, packed]), timestampTicks: 0, marker: false };
}

const BLOCKS = [false, false, true, true, false, false, true, true, true, true].map((long) => ({ long, length: 9 }));

describe('RFC 5215 §2.1 a time for each packet', () => {
  it('counts samples from the block sizes; the first packet yields none and says so', () => {
    const { packets } = receive(payload(audioStream(BLOCKS, [256, 2048]), { ...quiet, maxBundleMs: 1000 }));
    expect(packets.map((packet) => packet.timestamp)).toEqual([0, 0, 128, 704, 1728, 2304, 2432, 3008, 4032, 5056]);
    expect(packets.map((packet) => packet.durationSamples)).toEqual([
      0, 128, 576, 1024, 576, 128, 576, 1024, 1024, 1024,
    ]);
    expect(packets.map((packet) => packet.discontinuity)).toEqual([true, ...Array.from({ length: 9 }, () => false)]);
    expect(packets.every((packet) => packet.complete && packet.configuration === packets[0]!.configuration)).toBe(true);
  });

  it('places the packets behind a loss where they belong when the first block is long', () => {
    const frames = audioStream(
      Array.from({ length: 40 }, () => ({ long: true, length: 20 })),
      [256, 2048],
    );
    const payloads = payload(frames, { ...quiet, maxBundleMs: 1000 });
    const { packets, depayloader } = receive(payloads, { parameters, lost: (index) => index === 2 });
    const times = new Map(frames.map(({ bytes, timestampTicks }) => [bytes[1], timestampTicks]));
    expect(packets.length).toBe(25);
    for (const packet of packets) expect(packet.timestamp).toBe(times.get(packet.bytes[1]));
    expect(packets.filter((packet) => packet.discontinuity).map((packet) => packet.durationSamples)).toEqual([0, 0]);
    expect(counted(depayloader)).toMatchObject({ packets: 25 });
    expect(depayloader.statistics.timestampMismatches).toBe(0);
  });

  it('takes each RTP timestamp as it is and counts those more than one sample off', () => {
    const payloads = payload(audioStream(BLOCKS, [256, 2048]), { ...quiet, maxBundleMs: 0 });
    const offBy = [0, 0, 0, 0, 0, 0, 1, 0, 300, 0, 0];
    const shifted = payloads.map(({ bytes, marker, timestampTicks }, index): CollectedPayload => {
      return { bytes, marker, timestampTicks: timestampTicks + offBy[index]! };
    });
    const { packets, depayloader } = receive(shifted);
    expect(packets.map((packet) => packet.timestamp)).toEqual([0, 0, 128, 704, 1728, 2305, 2432, 3308, 4032, 5056]);
    expect(depayloader.statistics.timestampMismatches).toBe(2); // there and back again
  });

  it('goes on across the wrap of the RTP timestamp', () => {
    const payloads = payload(audioStream(BLOCKS, [256, 2048]), { ...quiet, maxBundleMs: 1000 });
    const { packets, depayloader } = receive(payloads, { timestampOffset: 2 ** 32 - 1000 });
    expect(packets.map((packet) => packet.timestamp).slice(3, 6)).toEqual([2 ** 32 - 296, 728, 1304]);
    expect(depayloader.statistics.timestampMismatches).toBe(0);
  });
});

describe('RFC 5215 §3 configurations', () => {
  it('knows the clock rate from the description, or from the stream once it has told', () => {
    expect(receive([], { parameters }).depayloader.clockRate).toBe(44_100);
    expect(receive([]).depayloader.clockRate).toBeUndefined();
    const { depayloader } = receive(payload(audioStream(BLOCKS, [256, 2048]), quiet));
    expect(depayloader.clockRate).toBe(44_100);
  });

  it('reads the fragments of GStreamer, whose first length leaves out three octets', () => {
    const fragments = GSTREAMER_FRAGMENTS.map((text) => ({
      bytes: decodeBase64(text)!,
      timestampTicks: 5,
      marker: false,
    }));
    const { depayloader } = receive(fragments);
    expect(depayloader.clockRate).toBe(8000);
    expect(counted(depayloader)).toEqual({ configurations: 1 });
  });

  it('reads the description of FFmpeg and hands out a comment header with it', () => {
    const { packets } = receive([received('fecdba 01 0002 0001', 99)], { parameters: { configuration: FFMPEG } });
    expect(packets).toMatchObject([{ ident: 0xfecdba, timestamp: 99, configuration: { sampleRate: 8000 } }]);
    expect(packets[0]!.configuration.comment).toEqual(hex('03766f72626973 00000000 00000000 01'));
  });

  it('takes a whole configuration whose length counts the headers or all that follows', () => {
    const packed = writePackedHeaders(configuration);
    for (const length of [packed.length, packed.length - 3]) {
      expect(receive([configurationPayload(ident, packed, length)]).depayloader.clockRate).toBe(44_100);
    }
  });

  it('keeps a configuration that came in a Node Buffer, whatever becomes of the datagram', () => {
    const payloads = payload(audioStream(BLOCKS, [256, 2048]), { ...quiet, maxBundleMs: 0 }, 20_000);
    const datagrams = payloads.map(({ bytes }) => ({ bytes: Buffer.from(bytes), timestampTicks: 0, marker: false }));
    const { packets } = receive(datagrams);
    datagrams[0]!.bytes.fill(0);
    expect(packets).toHaveLength(10);
    expect(packets[0]!.configuration.setup).toEqual(configuration.setup);
  });

  it('keeps one object for a configuration that is repeated, and makes another for another', () => {
    const frames = audioStream(BLOCKS, [256, 2048]);
    const other = syntheticHeaders({ vendor: 'another' });
    const changed = [other.identification, other.comment, other.setup].map((bytes) => ({ bytes, timestampTicks: 0 }));
    const options = { configuration, configurationIntervalSeconds: 0.1 };
    const repeated = payload([...frames, ...changed, ...frames], options);
    const { packets, depayloader } = receive(repeated);
    expect(new Set(packets.map((packet) => packet.configuration)).size).toBe(2);
    expect(packets.map((packet) => packet.discontinuity).filter(Boolean).length).toBe(2);
    expect(depayloader.statistics.configurations).toBe(4);
  });

  it('replaces a configuration that comes again under the same ident with other headers', () => {
    const first = configurationPayload('fecdba', writePackedHeaders(syntheticHeaders({ sampleRate: 8000 })));
    const second = configurationPayload('fecdba', writePackedHeaders(syntheticHeaders({ sampleRate: 48_000 })));
    const data = received('fecdba 01 0001 00');
    const { packets } = receive([first, data, second, data]);
    expect(packets.map((packet) => packet.configuration.sampleRate)).toEqual([8000, 48_000]);
    expect(packets.map((packet) => packet.discontinuity)).toEqual([true, true]);
  });

  it('B62: remembers a bounded number of configurations, and the one in use outlives a flood', () => {
    const packed = writePackedHeaders(syntheticHeaders({ sampleRate: 8000 }));
    const flood = Array.from({ length: 3000 }, (_, index) =>
      configurationPayload((0x100000 + index).toString(16), packed),
    );
    const data = received(`${ident} 01 0001 00`);
    const forgotten = received('100000 01 0001 00');
    const { packets, depayloader } = receive([data, ...flood, data, forgotten], { parameters });
    expect(packets.length).toBe(2);
    expect(packets[1]!.configuration).toBe(packets[0]!.configuration);
    expect(depayloader.statistics.unknownIdents).toBe(1);
  });

  it('B65: counts data of an unknown ident, lets it wait, and hands it out when its configuration comes', () => {
    const payloads = payload(audioStream(BLOCKS, [256, 2048]), { ...quiet, maxBundleMs: 20 });
    const late = [...payloads.slice(1, 3), payloads[0]!, ...payloads.slice(3)];
    const { packets, depayloader } = receive(late);
    expect(packets.map((packet) => packet.timestamp)).toEqual([0, 0, 128, 704, 1728, 2304, 2432, 3008, 4032, 5056]);
    expect(packets.map((packet) => packet.durationSamples).slice(0, 4)).toEqual([0, 128, 576, 1024]);
    expect(depayloader.statistics.unknownIdents).toBeGreaterThan(1);
    expect(depayloader.statistics.unknownIdentsDropped).toBe(0);
  });

  it('B65: lets a bounded number wait; what is oldest then stands after a discontinuity', () => {
    const payloads = payload(audioStream(BLOCKS, [256, 2048]), { ...quiet, maxBundleMs: 0 });
    const late = [...payloads.slice(1), payloads[0]!];
    const { packets, depayloader } = receive(late, { options: { maxWaitingPackets: 4 } });
    expect(packets.map((packet) => packet.timestamp)).toEqual([2432, 3008, 4032, 5056]);
    expect(packets.map((packet) => packet.discontinuity)).toEqual([true, false, false, false]);
    expect(counted(depayloader)).toMatchObject({ unknownIdents: 10, unknownIdentsDropped: 6 });
    const none = receive(late, { options: { maxWaitingPackets: 0 } });
    expect(none.packets).toEqual([]);
    expect(none.depayloader.statistics.unknownIdentsDropped).toBe(10);
    expect(none.depayloader.framesDropped).toBe(10);
  });

  it('throws a RangeError for options outside their range', () => {
    for (const options of [{ maxPacketLength: 0 }, { maxConfigurations: 0 }, { maxWaitingPackets: -1 }]) {
      expect(() => receive([], { options })).toThrow(RangeError);
    }
  });
});

describe('RFC 5215 §2.3 fragmented packets', () => {
  const frame = audioPacket(true, 25, [true, true], 7);
  const fragments = payload([{ bytes: frame, timestampTicks: 0 }], quiet, 16).filter(
    ({ bytes }) => (bytes[3]! & 0x30) === 0,
  );
  const [start, continuation, end] = fragments as [CollectedPayload, CollectedPayload, CollectedPayload];

  it('joins them into the packet that was cut', () => {
    const { packets, depayloader } = receive(fragments, { parameters });
    expect(packets.map((packet) => packet.bytes)).toEqual([frame]);
    expect(counted(depayloader)).toEqual({ configurations: 1, packets: 1 });
  });

  it('drops the packet when any fragment is lost', () => {
    for (const missing of [0, 1, 2]) {
      const { packets, depayloader } = receive(fragments, { parameters, lost: (index) => index === missing });
      expect(packets).toEqual([]);
      const { incompletePackets, orphanFragments } = depayloader.statistics;
      expect(incompletePackets + orphanFragments).toBeGreaterThan(0);
    }
  });

  it('B63: drops continuations without start, ends without start, and a start that another start follows', () => {
    for (const order of [[continuation, end], [end], [start, start], [start, continuation, start]]) {
      expect(receive(order, { parameters }).packets).toEqual([]);
    }
    const { packets, depayloader } = receive([start, ...fragments], { parameters });
    expect(packets.map((packet) => packet.bytes)).toEqual([frame]);
    expect(counted(depayloader)).toMatchObject({ incompletePackets: 1 });
  });

  it('B63: drops the packet when ident, data type or timestamp change on the way', () => {
    const otherIdent = { ...continuation, bytes: concatenate([hex('000001'), continuation.bytes.subarray(3)]) };
    const otherType = {
      ...continuation,
      bytes: concatenate([continuation.bytes.subarray(0, 3), hex('a0'), continuation.bytes.subarray(4)]),
    };
    const otherTime = { ...continuation, timestampTicks: 1 };
    for (const wrong of [otherIdent, otherType, otherTime]) {
      const { packets, depayloader } = receive([start, wrong, end], { parameters });
      expect(packets).toEqual([]);
      expect(counted(depayloader)).toMatchObject({ incompletePackets: 1, orphanFragments: 2 });
    }
  });

  it('B63: bounds a packet of endless continuations, of any size', () => {
    const endless = [start, ...Array.from({ length: 5000 }, () => continuation)];
    const byLength = receive(endless, { parameters, options: { maxPacketLength: 1000 } });
    expect(counted(byLength.depayloader)).toMatchObject({ incompletePackets: 1, orphanFragments: 5000 - 100 });
    const empty = received(`${ident} 80 0000`);
    const byCount = receive([start, ...Array.from({ length: 5000 }, () => empty)], { parameters });
    expect(counted(byCount.depayloader)).toMatchObject({ incompletePackets: 1, orphanFragments: 5000 - 2048 });
  });

  it('B64: joins packets of more than 65 535 octets', () => {
    const large = audioPacket(true, 200_000, [true, true], 3);
    const { packets } = receive(payload([{ bytes: large, timestampTicks: 0 }], quiet), { parameters });
    expect(packets.map((packet) => packet.bytes)).toEqual([large]);
  });

  it('drops an open packet when a whole payload comes between', () => {
    const between = received(`${ident} 01 0001 00`);
    const { packets, depayloader } = receive([start, between, end], { parameters });
    expect(packets.map((packet) => packet.bytes)).toEqual([hex('00')]);
    expect(counted(depayloader)).toMatchObject({ incompletePackets: 1, orphanFragments: 1 });
  });
});

describe('RFC 5215 §2.2 payloads that cannot be used', () => {
  it('B60: counts payloads that are too short and lengths that reach past the end', () => {
    const bad = ['', '00', 'aabbcc', `${ident} 01`, `${ident} 01 00`, `${ident} 01 0002 00`, `${ident} 02 0001 00`];
    for (const text of bad) {
      const { packets, depayloader } = receive([received(text)], { parameters });
      expect(packets).toEqual([]);
      expect(counted(depayloader)).toEqual({ configurations: 1, malformedPayloads: 1 });
    }
  });

  it('B60: counts a count of 0 without fragments, and a count with fragments', () => {
    for (const text of [
      `${ident} 00 0001 00`,
      `${ident} 41 0001 00`,
      `${ident} c5 0001 00`,
      `${ident} 40 0002 00`,
      `${ident} 80 00`,
    ]) {
      const { packets, depayloader } = receive([received(text)], { parameters });
      expect(packets).toEqual([]);
      expect(counted(depayloader)).toEqual({ configurations: 1, malformedPayloads: 1 });
    }
  });

  it('B61: counts configurations that cannot be read and goes on with the next good packet', () => {
    const packed = writePackedHeaders(configuration);
    const bad = [
      configurationPayload(ident, packed, packed.length - 2),
      configurationPayload(ident, packed, packed.length + 1),
      configurationPayload(ident, packed.subarray(0, 60)),
      configurationPayload(ident, hex('02 80808080'), 5),
      received(`${ident} 11 0000`),
    ];
    const data = received(`${ident} 01 0001 00`);
    const { packets, depayloader } = receive([...bad, data], { parameters });
    expect(packets.length).toBe(1);
    expect(counted(depayloader)).toEqual({ configurations: 1, malformedConfigurations: bad.length, packets: 1 });
  });

  it('B65: ignores the reserved data type and accepts legacy comments', () => {
    const { packets, depayloader } = receive(
      [received(`${ident} 31 0001 00`), received(`${ident} 21 0003 030000`), received(`${ident} 01 0001 00`)],
      { parameters },
    );
    expect(packets.length).toBe(1);
    expect(counted(depayloader)).toEqual({ configurations: 1, reservedPayloads: 1, commentPayloads: 1, packets: 1 });
  });

  it('drops packets that are not audio of their configuration, empty ones too', () => {
    const { packets, depayloader } = receive([received(`${ident} 04 0001 00 0001 01 0000 0001 00`)], { parameters });
    expect(packets.map((packet) => packet.discontinuity)).toEqual([true, true]);
    expect(counted(depayloader)).toMatchObject({ notAudio: 2, packets: 2 });
  });

  it('drops a packet that comes twice', () => {
    const { packets, depayloader } = receive([received(`${ident} 01 0001 00`)], { parameters });
    depayloader.push({
      bytes: hex(`${ident} 01 0001 00`),
      payloadOffset: 0,
      payloadEnd: 7,
      sequenceNumber: 65_530,
      timestamp: 0,
      marker: false,
    });
    expect(packets.length).toBe(1);
    expect(depayloader.statistics.duplicatePackets).toBe(1);
  });

  it('treats a configuration= that cannot be read as absent and counts it', () => {
    const { depayloader } = receive([], { parameters: { configuration: 'AAAA' } });
    expect(depayloader.clockRate).toBeUndefined();
    expect(counted(depayloader)).toEqual({ malformedConfigurations: 1 });
  });
});
