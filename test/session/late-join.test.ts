import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { splitAccessUnits } from '../../src/formats/annex-b-reader.js';
import {
  h264,
  h264FormatParameters,
  joinAnnexB,
  splitAnnexB,
  type AccessUnit,
} from '../../src/payloaders/h264/index.js';
import { isParameterSetType, nalUnitType } from '../../src/payloaders/h264/nal-unit.js';
import { vorbis, type VorbisPacket } from '../../src/payloaders/vorbis/index.js';
import { audioStream } from '../payloaders/vorbis/audio-packets.js';
import { syntheticHeaders } from '../payloaders/vorbis/synthetic-headers.js';
import type { ReceiveFormat } from '../../src/session/session-options.js';
import { said } from './toy-stream.js';
import { VirtualLink } from './virtual-link.js';

// The project's own clip: 10 s at 30 pictures/s, a key frame every 2 s.
const pictures = splitAccessUnits(readFileSync('assets/clip.h264')).map(({ bytes }) => bytes);
const GOP_MS = 2000;
const remote = { host: 'b', port: 5004 };

interface Broadcast {
  readonly receive: ReceiveFormat;
  /** What is sent of a picture; as it is by default. */
  readonly picture?: (index: number) => Uint8Array;
  /** The receiver hears nothing of these pictures. */
  readonly unheard: (index: number) => boolean;
}

/** Sends the clip; packets of pictures that are not heard leave while the way is cut. */
function broadcast({ receive, picture = (index) => pictures[index]!, unheard }: Broadcast): VirtualLink {
  const link = new VirtualLink({ remote }, { receive: [receive], latencyMs: 200 });
  const video = link.a.session.addOutgoing({ format: h264, options: { parameterSetInterval: 'never' } });
  const startMs = link.now;
  for (let index = 0; index < pictures.length; index++) {
    link.runTo(startMs + (index * 1000) / 30);
    if (unheard(index)) link.cut();
    else link.mend();
    link.act((now) => video.send(now, picture(index), index * 3000));
  }
  link.runTo(link.now + 1000);
  return link;
}

function nalUnitsOf(picture: Uint8Array): Uint8Array[] {
  return splitAnnexB(picture) as Uint8Array[];
}

function isParameterSet(nalUnit: Uint8Array): boolean {
  return isParameterSetType(nalUnitType(nalUnit[0]!));
}

function withoutSets(picture: Uint8Array): Uint8Array {
  return joinAnnexB(nalUnitsOf(picture).filter((nalUnit) => !isParameterSet(nalUnit)));
}

function units(link: VirtualLink): AccessUnit[] {
  return said(link.b, 'frame').map(({ frame }) => frame as AccessUnit);
}

function types({ nalUnits }: AccessUnit): number[] {
  return nalUnits.map((nalUnit) => nalUnitType(nalUnit[0]!));
}

const KEY_FRAME = [7, 8, 5];

describe('who joins late', () => {
  it.each([1, 31, 47])('decodes within one GOP and the latency, from picture %i on', (joined) => {
    const receive = { payloadType: 96, format: h264, waitForKeyFrame: true };
    const link = broadcast({ receive, unheard: (index) => index < joined });
    const first = units(link)[0]!;
    expect(types(first)).toEqual(expect.arrayContaining(KEY_FRAME));
    const { statistics } = said(link.b, 'stream')[0]!.stream;
    expect(statistics.timeToFirstFrame).toBeLessThanOrEqual((GOP_MS + 200 + 34) / 1000);
    expect(statistics.framesDropped).toBeGreaterThan(0);
    expect(said(link.b, 'key-frame-wanted')[0]).toMatchObject({ reason: 'start' });
  });

  it('decodes from the sets of the description where the stream brings none, because they are kept and put in', () => {
    const sets = nalUnitsOf(pictures[0]!).filter(isParameterSet);
    const parameters = h264FormatParameters(1, sets);
    const receive = { payloadType: 96, format: h264, waitForKeyFrame: true, parameters };
    const bare = (index: number): Uint8Array => withoutSets(pictures[index]!);
    const link = broadcast({ receive, picture: bare, unheard: (index) => index < 31 });
    const received = units(link);
    expect(types(received[0]!)).toEqual(expect.arrayContaining(KEY_FRAME));
    expect(received.filter(({ keyFrame }) => keyFrame).every((unit) => types(unit).includes(7))).toBe(true);
    expect(said(link.b, 'stream')[0]!.stream.statistics.timeToFirstFrame).toBeLessThanOrEqual((GOP_MS + 234) / 1000);
  });
});

describe('a stream that brings its parameter sets once, at its beginning', () => {
  it('has them in every key frame that comes out, and nothing else that was not sent', () => {
    const first = nalUnitsOf(pictures[0]!);
    const heard = (index: number): Uint8Array => (index === 0 ? pictures[0]! : withoutSets(pictures[index]!));
    const link = broadcast({ receive: { payloadType: 96, format: h264 }, picture: heard, unheard: () => false });
    const received = units(link);
    expect(received).toHaveLength(pictures.length);
    for (const [index, unit] of received.entries()) {
      const sets = unit.keyFrame ? first.filter(isParameterSet) : [];
      expect(unit.nalUnits.filter(isParameterSet)).toEqual(sets);
      expect(unit.nalUnits.filter((nalUnit) => !isParameterSet(nalUnit))).toEqual(
        nalUnitsOf(withoutSets(pictures[index]!)),
      );
    }
  });
});

describe('after a loss', () => {
  const lost = (index: number): boolean => index >= 70 && index < 75;

  it('asks for a key frame, goes on with the next one when told to wait, and counts the freeze', () => {
    const receive = { payloadType: 96, format: h264, waitForKeyFrame: true };
    const link = broadcast({ receive, unheard: lost });
    const times = units(link).map(({ timestamp }) => timestamp);
    const origin = times[0]!;
    const indexes = times.map((timestamp) => ((timestamp - origin) | 0) / 3000);
    expect(indexes).toEqual(pictures.map((_, index) => index).filter((index) => index < 70 || index >= 120));
    expect(said(link.b, 'key-frame-wanted').map(({ reason }) => reason)).toEqual(['loss', 'loss']);
    const { statistics } = said(link.b, 'stream')[0]!.stream;
    expect(statistics).toMatchObject({ freezeCount: 1, framesDropped: 45 });
    expect(statistics.totalFreezesDuration).toBeCloseTo(51 / 30, 1);
  });

  it('hands on what can be decoded, marked, when not told otherwise', () => {
    const link = broadcast({ receive: { payloadType: 96, format: h264 }, unheard: lost });
    expect(units(link)).toHaveLength(295);
    expect(said(link.b, 'stream')[0]!.stream.statistics).toMatchObject({ freezeCount: 1 });
  });
});

describe('what changes mid-stream', () => {
  it('the Vorbis configuration: its rate and channels count for the packets that follow it, and none is lost', () => {
    const link = new VirtualLink({ remote }, { receive: [{ payloadType: 97, format: vorbis }] });
    const audio = link.a.session.addOutgoing({ format: vorbis, payloadType: 97, clockRate: 44_100 });
    const blocks = Array.from({ length: 100 }, (_, index) => ({ long: index % 3 > 0, length: 50 + index }));
    for (const [life, channels] of [2, 1].entries()) {
      const { identification, comment, setup } = syntheticHeaders({ channels });
      for (const header of [identification, comment, setup]) link.act((now) => audio.send(now, header));
      for (const { bytes, timestampTicks } of audioStream(blocks, [256, 2048], life * 200_000)) {
        link.runTo(link.now + 20);
        link.act((now) => audio.send(now, bytes, timestampTicks));
      }
    }
    link.runTo(link.now + 1000);
    const packets = said(link.b, 'frame').map(({ frame }) => frame as VorbisPacket);
    expect(packets).toHaveLength(200);
    expect(packets.map(({ configuration }) => configuration.channels)).toEqual([
      ...Array.from({ length: 100 }, () => 2),
      ...Array.from({ length: 100 }, () => 1),
    ]);
    expect(said(link.b, 'restart')).toEqual([]);
  });

  it('the payload type: the clip goes on under another, with its key frame', () => {
    const receive = [96, 97].map((payloadType) => ({ payloadType, format: h264, waitForKeyFrame: true }));
    const link = new VirtualLink({ remote }, { receive });
    const before = link.a.session.addOutgoing({ format: h264, payloadType: 96, ssrc: 7, sequenceNumber: 0 });
    for (const [index, bytes] of pictures.slice(0, 60).entries()) {
      link.runTo(1000 + (index * 1000) / 30);
      link.act((now) => before.send(now, bytes, index * 3000));
    }
    const { packetsSent } = before.statistics;
    const again = new VirtualLink({ remote }, { receive: [] });
    const after = again.a.session.addOutgoing({ format: h264, payloadType: 97, ssrc: 7, sequenceNumber: packetsSent });
    again.act((now) => after.send(now, pictures[60]!, 60 * 3000));
    for (const { bytes } of said(again.a, 'transmit').filter(({ channel }) => channel === 'rtp')) {
      link.b.session.handleDatagram(link.now, bytes, { host: 'a', port: 5004 }, 'rtp');
    }
    link.runTo(link.now + 1000);
    expect(units(link)).toHaveLength(61);
    expect(said(link.b, 'stream')[0]!.stream.payloadType).toBe(97);
    expect(said(link.b, 'restart')).toEqual([]);
  });
});
