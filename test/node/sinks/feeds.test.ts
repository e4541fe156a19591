import { describe, expect, it } from 'vitest';
import {
  AccessUnit,
  H264Depayloader,
  OggVorbisReader,
  ParameterSets,
  parseRtpPacket,
  Reject,
  Rfc4571Reader,
  splitAnnexB,
  VorbisDepayloader,
  VorbisPacket,
  type RtpPacket,
} from '../../../src/node/index.js';
import { AnnexBFeed } from '../../../src/node/sinks/annex-b-feed.js';
import { H264PacketFeed } from '../../../src/node/sinks/h264-packet-feed.js';
import { OggFeed } from '../../../src/node/sinks/ogg-feed.js';
import { VorbisPacketFeed } from '../../../src/node/sinks/vorbis-packet-feed.js';
import { hexOf } from '../../hex.js';
import { CLIP_OGG, clipUnits } from '../../peers/clip.js';
import { accessUnit, vorbisPackets } from './received.js';

function packetsOf(octets: readonly Uint8Array[]): RtpPacket[] {
  const reader = new Rfc4571Reader();
  return octets
    .flatMap((chunk) => reader.push(chunk))
    .map((bytes) => {
      const packet = parseRtpPacket(bytes);
      if (packet instanceof Reject) throw new Error(packet.toString());
      return packet;
    });
}

const units = clipUnits(40).map((bytes, index) => accessUnit(bytes, index * 3000));
/** Where the identification header has it (Vorbis I §4.2.2). */
const NOMINAL_BIT_RATE = 20;
const isParameterSet = (nalUnit: Uint8Array): boolean => [7, 8].includes(nalUnit[0]! & 0x1f);

/** An SPS of that many macroblocks (ISO 14496-10 §7.3.2.1.1), baseline, one reference frame. */
function sequenceParameterSet(across: number, down: number): Uint8Array {
  const golomb = (value: number): string => {
    const digits = (value + 1).toString(2);
    return '0'.repeat(digits.length - 1) + digits;
  };
  const numbers = [0, 0, 2, 1].map(golomb).join('');
  const bits = `${numbers}0${golomb(across - 1)}${golomb(down - 1)}10001`;
  const octets = bits.match(/.{1,8}/g)!.map((octet) => parseInt(octet.padEnd(8, '0'), 2));
  return Uint8Array.of(0x67, 66, 0xc0, 62, ...octets);
}

describe('parameter sets on their way to a decoder', () => {
  it.each([
    [20, 15, true],
    [512, 272, true],
    [1024, 1024, false],
    [4000, 1, false],
  ])('of %i by %i macroblocks: handed on %s', (across, down, handedOn) => {
    const set = sequenceParameterSet(across, down);
    const unit = new AccessUnit([set, Uint8Array.of(0x41, 0x9a)], 0, true, 'marker', false);
    const octets = new AnnexBFeed(new ParameterSets()).octetsOf(unit);
    const nalUnits = splitAnnexB(octets) as Uint8Array[];
    expect(nalUnits.map(hexOf)).toEqual([...(handedOn ? [hexOf(set)] : []), '419a']);
  });
});

describe('an access unit of nothing but a set beyond every level', () => {
  it('becomes nothing', () => {
    const unit = new AccessUnit([sequenceParameterSet(1024, 1024)], 0, true, 'marker', false);
    expect(new AnnexBFeed(new ParameterSets()).octetsOf(unit)).toHaveLength(0);
    expect(new H264PacketFeed(new ParameterSets()).octetsOf(unit, 0)).toHaveLength(0);
  });
});

describe('access units as RTP packets on a pipe', () => {
  it('are the units that went in, at their presentation times, numbered from 0 without a gap', () => {
    const feed = new H264PacketFeed(new ParameterSets());
    const packets = packetsOf(units.map((unit, index) => feed.octetsOf(unit, 1000 + index * 40)));
    expect(packets.map(({ sequenceNumber }) => sequenceNumber)).toEqual(packets.map((_, index) => index));
    const out: AccessUnit[] = [];
    const depayloader = new H264Depayloader((unit) => out.push(unit as AccessUnit));
    for (const packet of packets) depayloader.push(packet);
    depayloader.flush();
    expect(out.map(({ timestamp }) => timestamp)).toEqual(units.map((_, index) => (1000 + index * 40) * 90));
    expect(out.map(({ nalUnits }) => nalUnits.map(hexOf))).toEqual(units.map(({ nalUnits }) => nalUnits.map(hexOf)));
  });

  it('come through with start codes hidden in a NAL unit of theirs', () => {
    const hidden = Uint8Array.of(0x65, 0, 0, 1, 0x18, 0, 0, 1, 0, 0, 0, 1, 0xff);
    const feed = new H264PacketFeed(new ParameterSets());
    const [packet] = packetsOf([feed.octetsOf(new AccessUnit([hidden], 0, true, 'marker', true), 0)]);
    expect(hexOf(packet!.bytes.subarray(packet!.payloadOffset, packet!.payloadEnd))).toBe(hexOf(hidden));
  });

  it('give a decoder that was started again the parameter sets of the one before', () => {
    const sets = new ParameterSets();
    const [first] = units;
    new H264PacketFeed(sets).octetsOf(first!, 0);
    const bare = first!.nalUnits.filter((nalUnit) => !isParameterSet(nalUnit));
    const unit = new AccessUnit(bare, 0, true, 'marker', true);
    const again = splitAnnexB(new AnnexBFeed(sets).octetsOf(unit)) as Uint8Array[];
    expect(again.filter(isParameterSet).map(hexOf)).toEqual(first!.nalUnits.filter(isParameterSet).map(hexOf));
  });
});

describe('Vorbis on a pipe', () => {
  it('has the configuration at the start and where it changes, and one packet of audio in each RTP packet', async () => {
    const sounds = await vorbisPackets(CLIP_OGG, 1);
    const feed = new VorbisPacketFeed();
    const packets = packetsOf(sounds.map((sound, index) => feed.octetsOf(sound, index * 10)));
    const out: VorbisPacket[] = [];
    const depayloader = new VorbisDepayloader((packet) => out.push(packet as VorbisPacket));
    for (const packet of packets) depayloader.push(packet);
    depayloader.flush();
    expect(out.map(({ bytes }) => hexOf(bytes))).toEqual(sounds.map(({ bytes }) => hexOf(bytes)));
    // Half a second of them fills a pipe.
    const [sound] = sounds.slice(10);
    const weight = packets[packets.length - sounds.length + 10]!.bytes.length - sound!.bytes.length;
    expect(weight / ((sound!.durationSamples * 1000) / sound!.configuration.sampleRate)).toBeCloseTo(355, -1);
    // The configuration is one fragment train in front.
    const fragments = packets.length - sounds.length;
    expect(fragments).toBeGreaterThan(0);
    expect(fragments).toBeLessThanOrEqual(2);
    const { timestamp, durationSamples, bytes, configuration } = sound!;
    const identification = configuration.identification.with(NOMINAL_BIT_RATE, 1);
    const other = { ...configuration, identification };
    const changed = new VorbisPacket(timestamp, durationSamples, true, bytes, 2, other);
    const pieces = [sound!, changed, changed].map((each) => packetsOf([feed.octetsOf(each, 5000)]).length);
    expect(pieces).toEqual([1, fragments + 1, 1]);
  });

  it('is a stream of Ogg with a page for each packet, ended in order', async () => {
    const sounds = await vorbisPackets(CLIP_OGG, 1);
    const feed = new OggFeed(true);
    const reader = new OggVorbisReader();
    const out = [...sounds.map((sound) => feed.octetsOf(sound)), feed.end()].flatMap((octets) =>
      Array.from(reader.push(octets)),
    );
    const audio = out.filter(({ kind }) => kind === 'audio');
    expect(audio.map(({ bytes }) => hexOf(bytes))).toEqual(sounds.map(({ bytes }) => hexOf(bytes)));
  });
});
