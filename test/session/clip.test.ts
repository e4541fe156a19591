import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { splitAccessUnits } from '../../src/formats/annex-b-reader.js';
import { OggVorbisReader, type OggVorbisPacket } from '../../src/formats/ogg-vorbis-reader.js';
import type { LinkOptions } from '../../src/lab/index.js';
import { h264, splitAnnexB, type AccessUnit } from '../../src/payloaders/h264/index.js';
import { vorbis, type VorbisPacket } from '../../src/payloaders/vorbis/index.js';
import { hexOf } from '../hex.js';
import { said } from './toy-stream.js';
import { VirtualLink } from './virtual-link.js';

const SAMPLE_RATE = 44_100;
const TICKS_PER_PICTURE = 3000;

// The project's own clip: 10 s of x264 and of libvorbis, made by scripts/make-clip.mjs.
const pictures = splitAccessUnits(readFileSync('assets/clip.h264')).map(({ bytes }) => bytes);
const sound: OggVorbisPacket[] = new OggVorbisReader().push(readFileSync('assets/clip.ogg'));
const audio = sound.filter(({ kind }) => kind === 'audio');

/** Everything there is to send, in the order of its time. */
const frames = [
  ...pictures.map((bytes, index) => ({
    stream: 'video' as const,
    ms: (index * 1000) / 30,
    ticks: index * TICKS_PER_PICTURE,
    bytes,
  })),
  ...sound.map(({ bytes, timestampTicks }) => ({
    stream: 'audio' as const,
    ms: Math.max((timestampTicks * 1000) / SAMPLE_RATE, 0),
    ticks: timestampTicks,
    bytes,
  })),
].toSorted((a, b) => a.ms - b.ms);

/** Sends the clip in real pace over a link in virtual time; the receiver knows the formats but has no description of them. */
function play(options: Partial<LinkOptions>): { pictures: AccessUnit[]; audio: VorbisPacket[]; link: VirtualLink } {
  const receive = [
    { payloadType: 96, format: h264, latencyMs: 200 },
    { payloadType: 97, format: vorbis, latencyMs: 500 },
  ];
  const link = new VirtualLink({ remote: { host: 'b', port: 5004 } }, { receive }, options);
  const video = link.a.session.addOutgoing({ format: h264, payloadType: 96, paceMs: 10 });
  const audioStream = link.a.session.addOutgoing({ format: vorbis, payloadType: 97, clockRate: SAMPLE_RATE });
  const startMs = link.now;
  for (const { stream, ms, ticks, bytes } of frames) {
    link.runTo(startMs + ms);
    link.act((now) => (stream === 'video' ? video : audioStream).send(now, bytes, ticks));
  }
  link.act((now) => link.a.session.close(now));
  link.runTo(link.now + 3000);
  const received = said(link.b, 'frame');
  return {
    pictures: received.flatMap(({ stream, frame }) => (stream.ssrc === video.ssrc ? [frame as AccessUnit] : [])),
    audio: received.flatMap(({ stream, frame }) => (stream.ssrc === audioStream.ssrc ? [frame as VorbisPacket] : [])),
    link,
  };
}

const nalUnits = (units: readonly Uint8Array[]): string[] => units.map(hexOf);

describe('H.264 and Vorbis in one session, without descriptions', () => {
  it('come out NAL unit for NAL unit and packet for packet when nothing is lost, however they are shuffled', () => {
    const received = play({ jitterMs: 120, duplication: 0.05, seed: 4 });
    expect(received.pictures.map((unit) => nalUnits(unit.nalUnits))).toEqual(
      pictures.map((bytes) => nalUnits(splitAnnexB(bytes) as Uint8Array[])),
    );
    expect(received.pictures.every(({ complete }) => complete)).toBe(true);
    expect(received.audio.map(({ bytes }) => hexOf(bytes))).toEqual(audio.map(({ bytes }) => hexOf(bytes)));
    const starts = received.audio.map(({ timestamp }) => (timestamp - received.audio[0]!.timestamp) | 0);
    expect(starts).toEqual(audio.map(({ timestampTicks }) => timestampTicks - audio[0]!.timestampTicks));
    expect(said(received.link.b, 'gap')).toEqual([]);
    expect(said(received.link.b, 'end')).toHaveLength(2);
  });

  it('never come out damaged and called whole when packets are lost', () => {
    const received = play({ jitterMs: 120, loss: 0.03, seed: 11 });
    const sent = new Set(pictures.map((bytes) => nalUnits(splitAnnexB(bytes) as Uint8Array[]).join()));
    const whole = received.pictures.filter(({ complete }) => complete);
    expect(whole.length).toBeGreaterThan(150);
    expect(whole.filter((unit) => !sent.has(nalUnits(unit.nalUnits).join()))).toEqual([]);
    const packets = new Set(audio.map(({ bytes }) => hexOf(bytes)));
    expect(received.audio.length).toBeGreaterThan(300);
    expect(received.audio.filter(({ bytes }) => !packets.has(hexOf(bytes)))).toEqual([]);
  });
});
