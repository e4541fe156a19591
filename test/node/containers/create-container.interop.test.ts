import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { concatenate } from '../../../src/bytes/octets.js';
import {
  createContainer,
  joinAnnexB,
  openContainer,
  parseVorbisConfiguration,
  splitAccessUnits,
  splitAnnexB,
  VorbisPacket,
  type AccessUnit,
  type MediaSink,
  type ReceivedFrame,
  type VorbisConfiguration,
} from '../../../src/node/index.js';
import { clipUnits, nalUnitsOf } from '../../peers/clip.js';
import { runGStreamer } from '../../peers/gstreamer.js';
import { ffmpeg, probePackets } from './media-files.js';
import { receivedPicture, receivedSound, receivedUnits, START_MS } from './received-clip.js';

let directory = '';
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'rtpkit-recordings-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string): string {
  return join(directory, name);
}

/** Writes the frames of both in the order in which they are presented. */
async function record(
  { video, audio }: { video?: MediaSink<AccessUnit> | undefined; audio?: MediaSink<VorbisPacket> | undefined },
  picture: readonly ReceivedFrame<AccessUnit>[],
  sound: readonly ReceivedFrame<VorbisPacket>[],
): Promise<void> {
  const frames = [...picture, ...sound].toSorted((a, b) => a.presentationMs - b.presentationMs);
  for (const received of frames) {
    if (received.frame instanceof VorbisPacket) await audio!.write(received as ReceivedFrame<VorbisPacket>);
    else await video!.write(received as ReceivedFrame<AccessUnit>);
  }
}

/** Decodes everything; FFmpeg says nothing when nothing is wrong. */
function decode(path: string): { readonly pictures: number; readonly samples: number } {
  const run = (...args: readonly string[]): Buffer =>
    execFileSync('ffmpeg', ['-v', 'warning', '-xerror', '-nostdin', '-i', path, ...args, '-'], {
      maxBuffer: 1e9,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const has = (track: 'v' | 'a'): boolean => probePackets(path, track, 'pts_time')[0]![0] !== '';
  const pictures = has('v')
    ? run('-map', '0:v', '-fps_mode', 'passthrough', '-vf', 'scale=16:16', '-f', 'rawvideo', '-pix_fmt', 'gray')
        .length / 256
    : 0;
  const samples = has('a') ? run('-map', '0:a', '-ac', '1', '-f', 's16le').length / 2 : 0;
  return { pictures, samples };
}

function times(path: string, track: 'v' | 'a'): number[] {
  return probePackets(path, track, 'pts_time').map(([time]) => Number(time));
}

describe.each(['recorded.mkv', 'recorded.mp4'])('a recording of picture and sound: %s', (name) => {
  it('holds every frame at its time, and decodes without a word', async () => {
    const path = file(name);
    const sinks = await createContainer(path, { video: true, audio: true });
    await record(sinks, receivedPicture(60, START_MS + 100), await receivedSound(100));
    await sinks.video.close();
    await sinks.audio.close();
    const audible = (await receivedSound(100)).reduce((sum, { frame }) => sum + frame.durationSamples, 0);
    expect(decode(path)).toEqual({ pictures: 60, samples: audible });
    const [pictureTimes, soundTimes] = [times(path, 'v'), times(path, 'a')];
    expect(pictureTimes).toHaveLength(60);
    expect(soundTimes).toHaveLength(100);
    expect(pictureTimes[0]! - soundTimes[0]!).toBeCloseTo(0.1, 2);
    expect(pictureTimes.at(-1)! - pictureTimes[0]!).toBeCloseTo(59 / 30, 2);
  });

  it('is read by us as it was written', async () => {
    const path = file(name);
    const sinks = await createContainer(path, { video: true });
    await record(sinks, receivedPicture(30), []);
    await sinks.video.close();
    using container = await openContainer(path);
    const units: string[] = [];
    for await (const { bytes } of container.find('H264').frames) units.push(...nalUnitsOf(bytes));
    expect(units).toEqual(clipUnits(30).flatMap(nalUnitsOf));
    expect(container.find('H264').skipped).toEqual({});
  });

  it('goes on while one of its tracks is silent, and does without it if it never comes', async () => {
    const path = file(name);
    const sinks = await createContainer(path, { video: true, audio: true });
    await record(sinks, receivedPicture(90), []);
    await sinks.video.close();
    await sinks.audio.close();
    expect(decode(path)).toEqual({ pictures: 90, samples: 0 });
  });

  it('begins with a key frame, and counts what was left out', async () => {
    const path = file(name);
    const sinks = await createContainer(path, { video: true });
    const picture = receivedPicture(90);
    const later = picture.findIndex(({ frame }, index) => index > 0 && frame.keyFrame);
    await record(sinks, picture.slice(1), []);
    await sinks.video.close();
    expect(sinks.video.framesDropped).toBe(later - 1);
    expect(decode(path).pictures).toBe(90 - later);
  });

  it('leaves out what a killed sender left of a picture, and keeps parameter sets that came alone', async () => {
    const path = file(name);
    const sinks = await createContainer(path, { video: true });
    const units = clipUnits(30);
    const [delimiter, ...sets] = (splitAnnexB(units[0]!) as Uint8Array[]).slice(0, 3).map((unit) => joinAnnexB([unit]));
    const torn = [delimiter!, concatenate(sets)];
    const sent = [...units.slice(0, 10), ...torn, ...units.slice(10)].map((bytes) => ({ bytes }));
    await record(sinks, receivedUnits(sent, START_MS), []);
    await sinks.video.close();
    expect(sinks.video.framesDropped).toBe(torn.length);
    expect(decode(path).pictures).toBe(units.length);
    using container = await openContainer(path);
    const recorded: string[][] = [];
    for await (const { bytes } of container.find('H264').frames) recorded.push(nalUnitsOf(bytes));
    expect(recorded[10]).toEqual([...sets.flatMap(nalUnitsOf), ...nalUnitsOf(units[10]!)]);
  });

  it('has times that never step back across a restart of the sender', async () => {
    const path = file(name);
    const sinks = await createContainer(path, { video: true, audio: true });
    await record(sinks, receivedPicture(30), await receivedSound(40));
    // The new sender's first frames are to be presented a little before the old one's last.
    await record(sinks, receivedPicture(30, START_MS + 950), await receivedSound(40, START_MS + 700));
    await sinks.video.close();
    await sinks.audio.close();
    for (const track of ['v', 'a'] as const)
      expect(times(path, track)).toEqual(times(path, track).toSorted((a, b) => a - b));
    expect(decode(path).pictures).toBe(60);
  });
});

describe('a Matroska recording', () => {
  it('can be played at any moment, as after a crash', async () => {
    const path = file('cut.mkv');
    const sinks = await createContainer(path, { video: true, audio: true });
    await record(sinks, receivedPicture(45), await receivedSound(60));
    const copy = file('copy.mkv');
    copyFileSync(path, copy);
    expect(decode(copy).pictures).toBe(45);
    await sinks.video.close();
    await sinks.audio.close();
  });

  it('is read by GStreamer, NAL unit for NAL unit', async () => {
    const path = file('whole.mkv');
    const sinks = await createContainer(path, { video: true, audio: true });
    await record(sinks, receivedPicture(60), await receivedSound(80));
    await sinks.video.close();
    await sinks.audio.close();
    const stream = 'h264parse ! video/x-h264,stream-format=byte-stream,alignment=au ! fdsink';
    const units = await runGStreamer(`filesrc location=${path} ! matroskademux name=d d.video_0 ! queue ! ${stream}`);
    expect(nalUnitsOf(units)).toEqual(clipUnits(60).flatMap(nalUnitsOf));
  });

  it('takes a track that comes late', async () => {
    const path = file('late.mkv');
    const sinks = await createContainer(path, { video: true, audio: true });
    await record(sinks, receivedPicture(120), await receivedSound(40, START_MS + 3000));
    await sinks.video.close();
    await sinks.audio.close();
    expect(times(path, 'a')[0]).toBeCloseTo(3, 2);
    expect(decode(path).pictures).toBe(120);
  });

  it('says how long it is, and can be entered anywhere', async () => {
    const path = file('whole.mkv');
    const sinks = await createContainer(path, { video: true });
    await record(sinks, receivedPicture(300), []);
    await sinks.video.close();
    const probed = execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', path]);
    expect(Number(probed)).toBeCloseTo(299 / 30, 2);
    const seek = ['-v', 'error', '-ss', '8', '-i', path, '-frames:v', '1', '-f', 'null', '-'];
    execFileSync('ffmpeg', seek);
  });

  it('keeps parameter sets that change in the picture, where decoders find them', async () => {
    const path = file('sizes.mkv');
    const sinks = await createContainer(path, { video: true });
    await record(sinks, receivedPicture(30), []);
    await record(sinks, smallerPicture(START_MS + 1000), []);
    await sinks.video.close();
    expect(decode(path).pictures).toBe(45);
  });

  it('is followed by another file when the sound has another configuration', async () => {
    const path = file('sound.mkv');
    const sinks = await createContainer(path, { video: true, audio: true });
    const [picture, sound] = [receivedPicture(90), await receivedSound(60)];
    await record(sinks, picture.slice(0, 30), sound.slice(0, 30));
    const { configuration } = sound[0]!.frame;
    const other = withOtherRate(configuration);
    const changed = sound.slice(30).map((received) => withConfiguration(received, other));
    await record(sinks, picture.slice(30), changed);
    await sinks.video.close();
    await sinks.audio.close();
    expect(times(path, 'a')).toHaveLength(30);
    expect(times(file('sound-2.mkv'), 'a')).toHaveLength(30);
    expect(times(path, 'v').length + times(file('sound-2.mkv'), 'v').length + sinks.video.framesDropped).toBe(90);
    // Known as the parameter sets are, a player could not begin with what comes first.
    expect(sinks.video.framesDropped).toBeGreaterThan(0);
    expect(probePackets(file('sound-2.mkv'), 'v', 'flags')[0]![0]).toMatch(/^K/);
  });

  it('is followed by a hundred files at the most, and writes over none that was there', async () => {
    const path = file('hostile.mka');
    writeFileSync(file('hostile-2.mka'), 'of somebody else');
    const { audio } = await createContainer(path, { audio: true });
    const sound = await receivedSound(1);
    const { configuration } = sound[0]!.frame;
    const other = withOtherRate(configuration);
    for (let index = 0; index < 150; index++) {
      await audio.write(withConfiguration(sound[0]!, index % 2 === 0 ? configuration : other));
    }
    await audio.close();
    expect(readFileSync(file('hostile-2.mka'), 'utf8')).toBe('of somebody else');
    expect(existsSync(file('hostile-101.mka'))).toBe(true);
    expect(existsSync(file('hostile-102.mka'))).toBe(false);
    expect(audio.framesDropped).toBe(25);
  });

  it('goes on with one of its tracks when the other has ended', async () => {
    const path = file('longer.mkv');
    const sinks = await createContainer(path, { video: true, audio: true });
    const sound = await receivedSound(60);
    await record(sinks, receivedPicture(15), sound.slice(0, 20));
    await sinks.video.close();
    await record(sinks, [], sound.slice(20));
    await sinks.audio.close();
    expect(times(path, 'v')).toHaveLength(15);
    expect(times(path, 'a')).toHaveLength(60);
  });
});

describe('a recording that cannot be', () => {
  it('is told of at once: no such directory, no such format', async () => {
    await expect(createContainer('/nowhere/at.mkv', { video: true })).rejects.toMatchObject({
      code: 'ERR_RTPKIT_FILE',
    });
    await expect(createContainer('/nowhere/at.mp4', { video: true })).rejects.toMatchObject({
      code: 'ERR_RTPKIT_FILE',
    });
    await expect(createContainer('a.webm', { video: true })).rejects.toThrow('.mkv, .mka or .mp4');
  });

  it('is told of when the disk is full', async () => {
    symlinkSync('/dev/full', file('full.mkv'));
    const sinks = await createContainer(file('full.mkv'), { video: true });
    const failure = {
      code: 'ERR_RTPKIT_FILE',
      message: expect.stringContaining('full.mkv cannot be written: the disk is full') as unknown,
    };
    await expect(record(sinks, receivedPicture(2), [])).rejects.toMatchObject(failure);
    await expect(sinks.video.close()).rejects.toMatchObject(failure);
  });
});

/** Half a second of 160x120, from another encoder. */
function smallerPicture(startMs: number): ReceivedFrame<AccessUnit>[] {
  const path = file('smaller.h264');
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=30:duration=0.5', '-pix_fmt', 'yuv420p'];
  ffmpeg(...source, '-c:v', 'libx264', '-tune', 'zerolatency', '-x264-params', 'log-level=none', path);
  return receivedUnits(splitAccessUnits(readFileSync(path)), startMs);
}

/** The sample rate stands in octets 12 to 15 of the identification header (Vorbis I §4.2.2). */
function withOtherRate({ identification, comment, setup }: VorbisConfiguration): VorbisConfiguration {
  const changed = identification.slice();
  new DataView(changed.buffer).setUint32(12, 22_050, true);
  return parseVorbisConfiguration({ identification: changed, comment, setup }) as VorbisConfiguration;
}

function withConfiguration(
  received: ReceivedFrame<VorbisPacket>,
  configuration: VorbisConfiguration,
): ReceivedFrame<VorbisPacket> {
  const { timestamp, durationSamples, discontinuity, bytes } = received.frame;
  const frame = new VorbisPacket(timestamp, durationSamples, discontinuity, bytes, 2, configuration);
  return Object.assign(received, { frame });
}
